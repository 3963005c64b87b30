"""The end of the call: what is said aloud, and the channel by which it is really told."""

from datetime import time, timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.factories import RelativeFactory, VisitFactory
from toctoc.agenda.operations import cancel_visit
from toctoc.dispatch.models import PlanningSettings
from toctoc.web.templatetags.human import NBSP


@pytest.fixture
def visit(cast, programme):
    return VisitFactory(
        programme=programme,
        volunteer=cast.volunteer,
        help_request__resident__street="chemin des Crêtes",
    )


def address(visit, view="show-confirmation"):
    return reverse(f"call:{view}", args=[visit.programme.slug, visit.pk])


WHO = (
    "Alix, ou une autre personne de l’équipe, viendra chez vous, à Morlaàs, "
    "entre 10 h et 10 h 30, pour vous montrer comment vous y prendre."
)


def test_script_is_said_in_whole_sentences(agent, visit):
    script = agent.get(address(visit)).context["script"]
    assert [sentence.replace(NBSP, " ") for sentence in script] == [
        "Votre rendez-vous est noté : mercredi 2 décembre, vers 10 h.",
        WHO,
        "La visite dure environ 1 h.",
        "Si vous avez un empêchement, appelez-nous au 05 59 00 00 00.",
        "Je répète le numéro : 05 59 00 00 00.",
    ]


@pytest.mark.parametrize("reason", ["tied", "kept", "frozen"])
def test_volunteer_is_named_alone_once_nobody_else_may_come(agent, visit, reason):
    visit.is_tied = reason == "tied"
    visit.save(update_fields=["is_tied"])
    PlanningSettings.objects.update(lets_volunteers_change=reason != "kept")
    if reason == "frozen":
        PlanningSettings.objects.update(eve_at=time(8))
        for name in ("promised_from", "promised_until", "starts_at", "ends_at"):
            setattr(visit, name, getattr(visit, name) - timedelta(days=1))
        visit.save()
    page = agent.get(address(visit))
    assert page.context["script"][1].startswith("Alix viendra chez vous")
    assert "peut changer jusqu’à la veille" not in page.text


@pytest.mark.parametrize(
    ("promise", "hours", "said"),
    [
        ("wide", 2, ["Votre rendez-vous est noté : mercredi 2 décembre."]),
        (
            "half_day",
            2.5,
            [
                "Votre rendez-vous est noté : mercredi 2 décembre au matin.",
                "Nous vous dirons l’heure la veille.",
            ],
        ),
    ],
)
def test_wider_promise_is_said_as_a_window(agent, visit, promise, hours, said):
    visit.promise = promise
    visit.promised_until = visit.promised_from + timedelta(hours=hours)
    visit.save(update_fields=["promise", "promised_until"])
    script = agent.get(address(visit)).context["script"]
    spoken = [script[0], *(one for one in script if "la veille" in one)]
    assert [one.replace(NBSP, " ") for one in spoken] == said


def test_only_channels_that_reach_the_person_are_offered(agent, visit):
    channels = agent.get(address(visit)).context["form"].fields["channel"].choices
    assert [value for value, _label in channels] == ["phone", "letter"]


def test_relative_is_offered_with_the_number_to_ring(agent, visit):
    RelativeFactory(resident=visit.resident)
    channels = dict(agent.get(address(visit)).context["form"].fields["channel"].choices)
    assert channels["relative"].replace(NBSP, " ") == (
        "Par un proche : Solange Lafictive (fille), 06 00 00 00 02"
    )


def test_told_person_is_noted_with_the_channel_and_the_moment(agent, visit, now):
    response = agent.post(address(visit, "note-told"), {"channel": "letter"}, follow=True)
    visit.refresh_from_db()
    assert (visit.told_channel, visit.told_at) == ("letter", now)
    assert "C’est dit" in response.text


def test_channel_that_does_not_reach_the_person_is_refused(agent, visit):
    response = agent.post(address(visit, "note-told"), {"channel": "sms"})
    visit.refresh_from_db()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert visit.told_at is None


def test_visit_that_is_cancelled_is_not_announced_any_more(agent, cast, visit, now):
    cancel_visit(visit, reason="resident", by=cast["agent"], now=now)
    response = agent.post(address(visit, "note-told"), {"channel": "phone"}, follow=True)
    visit.refresh_from_db()
    assert visit.told_at is None
    assert "Cette visite n’est plus prévue" in response.text
    assert "il n’y a plus rien à annoncer" in response.text


def test_visit_of_a_companion_shows_the_one_visit_of_both(agent, visit, programme):
    second = VisitFactory(
        programme=programme,
        help_request=visit.help_request,
        lead=visit,
        volunteer__name="Bilal Essai",
    )
    response = agent.get(address(second))
    assert response.context["visit"] == visit
    assert response.context["script"][1].startswith("Alix et Bilal viendront")


def test_visit_of_another_programme_is_not_found(agent, cast):
    elsewhere = VisitFactory(programme=cast.elsewhere)
    url = reverse("call:show-confirmation", args=[cast.programme.slug, elsewhere.pk])
    assert agent.get(url).status_code == HTTPStatus.NOT_FOUND


def test_note_s_address_alone_leads_to_the_confirmation(agent, visit):
    assert agent.get(address(visit, "note-told"))["Location"] == address(visit)


def test_confirmation_is_read_in_a_fixed_number_of_queries(
    agent, visit, django_assert_num_queries
):
    for _more in range(2):
        with django_assert_num_queries(9):
            agent.get(address(visit))
        RelativeFactory.create_batch(2, resident=visit.resident)
