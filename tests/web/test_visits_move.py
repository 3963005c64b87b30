"""Moving a visit: an offer or any other moment, checked when chosen, refused with a reason."""

from datetime import date, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import AvailabilityFactory, VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import CancelReason
from toctoc.agenda.operations import cancel_visit

WEDNESDAY, THURSDAY = date(2026, 12, 2), date(2026, 12, 3)
# Session, account, programme, roles; visit, relatives, team; what `list_offers` reads: nine.
QUERIES = 19
WHY = {"reason": "resident", "told": "phone"}


def address(visit):
    return reverse("agenda:move-visit", args=[visit.programme.slug, visit.pk])


def said(response):
    return [
        str(message).replace("\u00a0", " ") for message in get_messages(response.wsgi_request)
    ]


def at_ten(volunteer, day="2026-12-03", **more):
    """Return what the form sends for another moment."""
    return {**WHY, "volunteer": volunteer.pk, "day": day, "hour": "10 h", **more}


@pytest.fixture
def visit(cast):
    return VisitFactory(programme=cast.programme, volunteer=cast.volunteer)


@pytest.fixture
def other(cast):
    volunteer = VolunteerFactory(programme=cast.programme, name="Bilal Essai")
    for weekday in range(5):
        AvailabilityFactory(volunteer=volunteer, weekday=weekday)
    return volunteer


def test_offers_are_other_half_days_with_a_sentence(agent, visit):
    offers = agent.get(address(visit)).context["offers"]
    moments = [datetime.fromisoformat(offer.token.split("/")[0]) for offer in offers]
    assert [offer.rank for offer in offers] == [1, 2, 3]
    assert all(offer.sentence for offer in offers)
    assert not [one for one in moments if at(WEDNESDAY, 9) <= one < at(WEDNESDAY, 12)]


def test_offer_taken_moves_the_visit_and_notes_the_yes(agent, visit):
    offer = agent.get(address(visit)).context["offers"][0]
    response = agent.post(address(visit), {**WHY, "offer": offer.token})
    visit.refresh_from_db()
    assert visit.promised_from.isoformat() != at(WEDNESDAY, 10).isoformat()
    assert visit.told_channel == "phone"
    assert said(response) == ["Rendez-vous déplacé."]


def test_other_moment_with_another_volunteer_moves_the_visit(agent, visit, other):
    agent.post(address(visit), at_ten(other))
    visit.refresh_from_db()
    assert (visit.volunteer, visit.promised_from) == (other, at(THURSDAY, 10))


def test_person_not_told_yet_is_said_after_the_move(agent, visit, other):
    response = agent.post(address(visit), at_ten(other, told="not_yet"))
    visit.refresh_from_db()
    assert visit.told_at is None
    assert said(response) == [
        "Rendez-vous déplacé.",
        "Prévenez Odette Lafictive : Téléphone, 05 59 00 00 01.",
    ]


def test_history_tells_from_when_to_when(agent, cast, visit, other):
    agent.post(address(visit), at_ten(other))
    page = agent.get(reverse("agenda:show-visit", args=[cast.programme.slug, visit.pk]))
    moved = page.context["history"][0]
    assert moved.detail.replace("\u00a0", " ") == (
        "mercredi 2 décembre vers 10 h, Alix Essai → jeudi 3 décembre vers 10 h, Bilal Essai. "
        "Demande de la personne."
    )


def test_time_that_is_taken_is_refused_with_fresh_offers(agent, cast, visit, other):
    VisitFactory(
        programme=cast.programme,
        volunteer=other,
        promised_from=at(THURSDAY, 10),
        promised_until=at(THURSDAY, 10),
        starts_at=at(THURSDAY, 10),
        ends_at=at(THURSDAY, 11),
        is_tied=True,
    )
    response = agent.post(address(visit), at_ten(other))
    visit.refresh_from_db()
    assert response.status_code == 409
    assert response.context["form"].non_field_errors()
    assert len(response.context["offers"]) == 3
    assert (visit.volunteer, visit.promised_from) == (cast.volunteer, at(WEDNESDAY, 10))


def test_day_without_a_shift_is_refused_and_the_typing_stays(agent, visit, other):
    response = agent.post(address(visit), at_ten(other, day="5/12"))
    assert response.status_code == 409
    assert response.context["form"]["day"].value() == "5/12"


def test_moment_in_the_past_is_refused(agent, visit, other):
    response = agent.post(address(visit), at_ten(other, day="2026-11-27"))
    assert response.status_code == 409
    assert "déjà passé" in str(response.context["form"].non_field_errors())


def test_no_reason_and_no_moment_are_asked_for(agent, visit):
    response = agent.post(address(visit), {})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {
        "reason",
        "told",
        "day",
        "hour",
    }


@pytest.mark.parametrize(
    "token", ["nonsense", "2026-12-03T10:00/1", "2026-12-03T10:00+01:00/0"]
)
def test_offer_made_up_is_refused(agent, visit, token):
    response = agent.post(address(visit), {**WHY, "offer": token})
    assert response.status_code == 422
    assert "n’est plus valable" in str(response.context["form"].non_field_errors())


def test_visit_cancelled_in_another_tab_is_refused_in_words(agent, cast, visit, other):
    cancel_visit(visit, reason=CancelReason.OTHER, by=cast["agent"], now=at(WEDNESDAY, 8))
    for response in (agent.get(address(visit)), agent.post(address(visit), at_ten(other))):
        assert said(response)[-1].startswith("Cette visite n’est plus prévue")


def test_home_where_nobody_goes_alone_asks_for_two(agent, visit, other):
    visit.resident.two_people_only = True
    visit.resident.save()
    alone = agent.post(address(visit), at_ten(other))
    twice = agent.post(address(visit), at_ten(other, second=other.pk))
    agent.post(address(visit), at_ten(other, second=visit.volunteer_id))
    visit.refresh_from_db()
    assert list(alone.context["form"].errors) == ["second"]
    assert list(twice.context["form"].errors) == ["second"]
    assert visit.volunteer == other
    assert visit.companions.get().promised_from == at(THURSDAY, 10)


@pytest.mark.parametrize("team", [1, 3])
def test_move_page_asks_the_same_whatever_the_team(
    agent, cast, visit, django_assert_num_queries, team
):
    for _one in range(team):
        volunteer = VolunteerFactory(programme=cast.programme)
        for weekday in range(5):
            AvailabilityFactory(volunteer=volunteer, weekday=weekday)
        VisitFactory(programme=cast.programme, volunteer=volunteer, need="technical")
    with django_assert_num_queries(QUERIES):
        agent.get(address(visit))


def test_visit_moved_meanwhile_by_somebody_else_is_told(agent, cast, visit):
    page = agent.get(address(visit))
    seen = page.context["form"]["seen"].value()
    sent = at_ten(cast.volunteer, seen="2026-12-01T09:00:00+00:00")
    answer = agent.post(address(visit), sent)
    assert answer.status_code == 422
    assert "La visite vient de changer" in answer.text
    assert agent.post(address(visit), {**sent, "seen": seen}).status_code == 302
