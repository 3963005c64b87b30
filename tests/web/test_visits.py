"""One visit: its page, telling the person, cancelling."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import NOW, VisitEventFactory, VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import CancelReason, RequestStatus, VisitStatus
from toctoc.agenda.operations import cancel_visit, note_told
from toctoc.people.enums import Channel

WEDNESDAY = date(2026, 12, 2)
CANCEL = {"reason": "resident", "after": "closed"}
# Session, account, programme, roles; visit, relatives, sector plan, team, history, companions.
QUERIES = 10


def address(name, visit):
    return reverse(name, args=[visit.programme.slug, visit.pk])


def said(response):
    return [
        str(message).replace("\u00a0", " ") for message in get_messages(response.wsgi_request)
    ]


@pytest.fixture
def visit(cast):
    return VisitFactory(programme=cast.programme, volunteer=cast.volunteer)


def test_visit_page_says_promise_plan_and_who(agent, visit):
    text = agent.get(address("agenda:show-visit", visit)).text.replace("\u00a0", " ")
    assert "entre 10 h et 10 h 30" in text
    assert "10 h – 11 h (1 h)" in text
    assert "Alix Essai" in text


def test_visit_page_shows_the_access_note_to_the_office(agent, visit):
    visit.resident.access_note = "Portail vert"
    visit.resident.save()
    assert "Portail vert" in agent.get(address("agenda:show-visit", visit)).text


def test_visit_of_another_programme_is_not_found(client_of, visit):
    url = reverse("agenda:show-visit", args=["ailleurs", visit.pk])
    assert client_of("agent_elsewhere").get(url).status_code == 404


def test_visit_that_is_over_can_no_longer_be_changed(agent, visit):
    visit.promised_from = visit.starts_at = at(date(2026, 11, 30), 8)
    visit.promised_until, visit.ends_at = visit.starts_at, at(date(2026, 11, 30), 9)
    visit.save()
    response = agent.get(address("agenda:show-visit", visit))
    assert not response.context["can_change"]
    assert address("agenda:move-visit", visit) not in response.text


def test_history_is_told_in_order(agent, cast, visit):
    note_told(visit, channel=Channel.PHONE, by=cast["agent"], now=at(WEDNESDAY, 8))
    cancel_visit(visit, reason=CancelReason.WEATHER, by=cast["agent"], now=at(WEDNESDAY, 9))
    history = agent.get(address("agenda:show-visit", visit)).context["history"]
    assert [(line.what, line.detail) for line in history] == [
        ("Personne prévenue", "Téléphone"),
        (
            "Rendez-vous annulé",
            "Météo ou route coupée (le service retire le rendez-vous)",
        ),
    ]


def test_person_told_is_noted_once_and_the_warning_goes(agent, visit):
    assert "pas encore prévenue" in agent.get(address("agenda:show-visit", visit)).text
    response = agent.post(address("agenda:note-told", visit), {"channel": "phone"}, follow=True)
    visit.refresh_from_db()
    assert visit.told_channel == Channel.PHONE
    assert "pas encore prévenue" not in response.text


def test_channel_that_reaches_nobody_is_not_a_choice(agent, visit):
    response = agent.post(address("agenda:note-told", visit), {"channel": "sms"})
    visit.refresh_from_db()
    assert response.status_code == 422
    assert visit.told_at is None


def test_cancelling_that_the_person_does_not_know_of_is_to_be_told(agent, cast, visit):
    cancel_visit(visit, reason=CancelReason.WEATHER, by=cast["agent"], now=NOW)
    assert agent.get(address("agenda:show-visit", visit)).context["is_to_tell"]
    agent.post(address("agenda:note-told", visit), {"channel": "phone"})
    page = agent.get(address("agenda:show-visit", visit))
    assert not page.context["is_to_tell"]
    assert page.context["history"][-1].detail == "De l’annulation : téléphone"


def test_cancelling_that_the_person_asked_for_is_not_to_be_told(agent, cast, visit):
    cancel_visit(visit, reason=CancelReason.RESIDENT, by=cast["agent"], now=at(WEDNESDAY, 8))
    assert not agent.get(address("agenda:show-visit", visit)).context["is_to_tell"]


def test_telling_about_a_visit_that_was_made_is_refused_in_words(agent, visit):
    visit.status = VisitStatus.DONE
    visit.save()
    response = agent.post(address("agenda:note-told", visit), {"channel": "phone"})
    assert said(response) == ["Cette visite n’est plus prévue : elle a été faite ou annulée."]


def test_cancelling_says_whom_to_tell(agent, visit):
    response = agent.post(address("agenda:cancel-visit", visit), CANCEL)
    visit.refresh_from_db()
    assert (visit.status, visit.cancel_reason) == (VisitStatus.CANCELLED, CancelReason.RESIDENT)
    assert said(response) == [
        "Rendez-vous annulé. Prévenez Odette Lafictive : Téléphone, 05 59 00 00 01."
    ]


@pytest.mark.parametrize(
    ("after", "status", "leads_to"),
    [
        ("closed", RequestStatus.CLOSED, "agenda:show-visit"),
        ("waiting", RequestStatus.WAITING, "agenda:show-visit"),
        ("reopen", RequestStatus.OPEN, "call:show-call"),
    ],
)
def test_request_goes_on_as_chosen_once_its_visit_is_cancelled(
    agent, visit, after, status, leads_to
):
    response = agent.post(address("agenda:cancel-visit", visit), {**CANCEL, "after": after})
    help_request = visit.help_request
    help_request.refresh_from_db()
    key = help_request.pk if leads_to.startswith("call") else visit.pk
    assert help_request.status == status
    assert response["Location"] == reverse(leads_to, args=[visit.programme.slug, key])


def test_cancelling_without_a_reason_asks_for_it(agent, visit):
    response = agent.post(address("agenda:cancel-visit", visit), {"after": "closed"})
    visit.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["reason"]
    assert visit.status == VisitStatus.BOOKED


def test_visit_cancelled_in_another_tab_is_refused_in_words(agent, cast, visit):
    cancel_visit(visit, reason=CancelReason.OTHER, by=cast["agent"], now=at(WEDNESDAY, 8))
    response = agent.post(address("agenda:cancel-visit", visit), CANCEL)
    visit.refresh_from_db()
    assert visit.cancel_reason == CancelReason.OTHER
    assert said(response) == ["Cette visite n’est plus prévue : elle a été faite ou annulée."]


def test_visit_under_way_is_not_cancelled(agent, visit):
    visit.promised_from = visit.starts_at = at(date(2026, 11, 30), 8, 30)
    visit.promised_until, visit.ends_at = visit.starts_at, at(date(2026, 11, 30), 9, 30)
    visit.save()
    response = agent.post(address("agenda:cancel-visit", visit), CANCEL)
    visit.refresh_from_db()
    assert visit.status == VisitStatus.BOOKED
    assert said(response) == [
        "Cette visite a commencé : elle ne se déplace ni ne s’annule plus."
    ]


@pytest.mark.parametrize("events", [1, 3])
def test_visit_page_asks_the_same_whatever_happened(
    agent, cast, visit, django_assert_num_queries, events
):
    for _again in range(events):
        note_told(visit, channel=Channel.PHONE, by=cast["agent"], now=at(WEDNESDAY, 8))
    with django_assert_num_queries(QUERIES):
        agent.get(address("agenda:show-visit", visit))


def test_what_planning_did_is_told_with_names_and_windows(agent, cast, visit, programme):
    bilal = VolunteerFactory(programme=programme, name="Bilal Essai")
    ten, eleven = at(WEDNESDAY, 10).isoformat(), at(WEDNESDAY, 11).isoformat()
    VisitEventFactory(
        visit=visit,
        kind="reassigned",
        data={
            "before": {"volunteer": cast.volunteer.pk, "starts_at": ten},
            "after": {"volunteer": bilal.pk, "starts_at": eleven},
        },
    )
    window = {"promised_from": at(WEDNESDAY, 9).isoformat()}
    half_day = {**window, "promised_until": at(WEDNESDAY, 11, 30).isoformat()}
    exact = {"promised_from": ten, "promised_until": at(WEDNESDAY, 10, 30).isoformat()}
    VisitEventFactory(
        visit=visit,
        kind="hour_fixed",
        data={"before": {**half_day, "promise": "half_day"}, "after": exact},
    )
    history = agent.get(address("agenda:show-visit", visit)).context["history"]
    assert [line.detail.replace("\u00a0", " ") for line in history] == [
        "Alix Essai, 10 h → Bilal Essai, 11 h.",
        "le matin, entre 9 h et 11 h 30 → entre 10 h et 10 h 30.",
    ]


def test_visit_page_says_whose_the_visit_stays_and_that_its_hour_was_fixed(agent, visit, now):
    visit.is_tied, visit.hour_fixed_at = True, now
    visit.save()
    text = agent.get(address("agenda:show-visit", visit)).text
    assert "restera la même personne" in text
    assert "heure fixée la veille" in text
