"""The day as it happens: alarms, delays, notes to settle, and what volunteers see of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.dispatch.field.notes import note
from tests.dispatch.scenes import MONDAY, book, hire
from tests.factories import NOW, at
from toctoc.agenda.enums import FieldEntryKind
from toctoc.agenda.models import FieldEntry, LoneAlarm
from toctoc.dispatch.operations import record_entry
from toctoc.dispatch.operations.alarms import watch_volunteers

# Session, account, programme, roles; alarms, notes, late people and their relatives; ended
# alarms; today's tours.
QUERIES = 14


def url(name, programme, *arguments):
    return reverse(f"field:{name}", args=[programme.slug, *arguments])


def text_of(response):
    return response.text.replace("\u00a0", " ")


@pytest.fixture
def visit(alix):
    """Planned at 8 h 15: at 9 h nobody has heard of it."""
    return book(alix, MONDAY, 8, 15)


@pytest.fixture
def alix(cast):
    return cast.volunteer


@pytest.fixture
def alarm(visit, programme):
    [alarm] = watch_volunteers(programme, now=NOW)
    return alarm


def test_a_calm_day_says_so(coordinator, programme):
    page = text_of(coordinator.get(url("show-day", programme)))
    assert "tout le monde a donné de ses nouvelles" in page
    assert "Personne ne sort aujourd’hui" in page


def test_an_alarm_shows_whom_to_ring_and_where(coordinator, programme, alarm):
    page = text_of(coordinator.get(url("show-day", programme)))
    assert "Alix Essai devait arriver à 8 h 15" in page
    assert 'href="tel:+33600000001"' in page
    assert "Morlaàs" in page


def test_an_alarm_taken_in_hand_says_by_whom(coordinator, programme, alarm, cast):
    page = coordinator.post(url("take-alarm", programme, alarm.pk), follow=True)
    assert "Coordinator Essai s’en occupe depuis 9 h" in text_of(page)
    alarm.refresh_from_db()
    assert alarm.acknowledged_by == cast["coordinator"]


def test_an_alarm_ends_with_what_was_found(agent, programme, alarm):
    page = agent.post(
        url("end-alarm", programme, alarm.pk), {"note": "Jointe, tout va"}, follow=True
    )
    assert "« Jointe, tout va »" in text_of(page)
    again = agent.post(url("take-alarm", programme, alarm.pk), follow=True)
    assert "Cette alerte est déjà terminée" in text_of(again)


def test_an_alarm_does_not_end_without_a_word(agent, programme, alarm):
    page = agent.post(url("end-alarm", programme, alarm.pk), {"note": ""}, follow=True)
    assert "Dites en deux mots" in text_of(page)
    alarm.refresh_from_db()
    assert alarm.resolved_at is None


def test_a_delay_said_on_the_telephone_shifts_the_day(coordinator, programme, alix):
    visit = book(alix, MONDAY, 10)
    announce = url("announce-delay", programme, alix.pk)
    page = text_of(coordinator.post(announce, {"minutes": "30"}, follow=True))
    assert "toutes les promesses tiennent" in page
    page = text_of(coordinator.post(announce, {"minutes": "30"}, follow=True))
    assert "Une personne est à prévenir" in page
    assert "« Alix Essai a du retard et sera chez vous vers 11 h. »" in page
    visit.refresh_from_db()
    assert (visit.starts_at, visit.expected_at) == (at(MONDAY, 10, 30), at(MONDAY, 11))


def test_a_delay_that_was_told_leaves_the_list(coordinator, programme, alix):
    visit = book(alix, MONDAY, 10)
    coordinator.post(url("announce-delay", programme, alix.pk), {"minutes": "15"})
    coordinator.post(url("announce-delay", programme, alix.pk), {"minutes": "30"})
    page = coordinator.post(url("tell-delay", programme, visit.pk), follow=True)
    assert "Personne n’attend au-delà de sa promesse" in text_of(page)


def test_an_unknown_delay_changes_nothing(coordinator, programme, alix):
    visit = book(alix, MONDAY, 10)
    page = coordinator.post(
        url("announce-delay", programme, alix.pk), {"minutes": "500"}, follow=True
    )
    assert "Choisissez de combien de minutes" in text_of(page)
    visit.refresh_from_db()
    assert visit.expected_at is None


def test_an_outdated_order_changes_nothing(coordinator, programme, alix):
    visit = book(alix, MONDAY, 10)
    for typed in (str(visit.pk), "x"):
        page = coordinator.post(
            url("take-order", programme, alix.pk), {"visits": typed}, follow=True
        )
        assert "La tournée a changé depuis" in text_of(page)


@pytest.fixture
def kept(visit, cast):
    record = {"by": cast["volunteer"], "now": NOW}
    said = note(FieldEntryKind.ARRIVED, visit, at(MONDAY, 8, 10), device="a")
    record_entry(visit.volunteer, note=said, **record)
    other = note(FieldEntryKind.ARRIVED, visit, at(MONDAY, 8, 40), device="b")
    return record_entry(visit.volunteer, note=other, **record)


def test_a_kept_note_is_read_with_its_reason_and_applied(coordinator, programme, kept):
    page = text_of(coordinator.get(url("list-notes", programme)))
    assert "Un autre appareil l’avait déjà noté autrement" in page
    page = coordinator.post(
        url("settle-note", programme, kept.pk), {"what": "apply"}, follow=True
    )
    assert "C’est appliqué à la visite" in text_of(page)
    assert "Rien à traiter" in text_of(page)
    kept.visit.refresh_from_db()
    assert kept.visit.arrived_at == at(MONDAY, 8, 40)


def test_a_kept_note_may_be_set_aside_once(coordinator, programme, kept):
    settle = url("settle-note", programme, kept.pk)
    aside = {"what": "read"}
    assert "C’est rangé" in text_of(coordinator.post(settle, aside, follow=True))
    assert "déjà été traitée" in text_of(coordinator.post(settle, aside, follow=True))
    kept.visit.refresh_from_db()
    assert kept.visit.arrived_at == at(MONDAY, 8, 10)


def test_a_volunteer_sees_what_is_noted_of_them_and_of_nobody_else(
    client_of, programme, kept, alarm_of_bo
):
    page = text_of(client_of("volunteer").get(url("list-own", programme)))
    assert "Votre position n’est jamais enregistrée" in page
    assert "Arrivée" in page
    assert "Bo Essai" not in page


@pytest.fixture
def alarm_of_bo(programme):
    bo = hire(programme)
    return LoneAlarm.objects.create(
        volunteer=bo, kind="call_me", due_at=NOW, raised_at=NOW - timedelta(hours=1)
    )


def test_who_has_no_file_has_no_page_of_their_own(client_of, programme, alix):
    alix.account = None
    alix.save()
    assert client_of("volunteer").get(url("list-own", programme)).status_code == 404


@pytest.mark.parametrize("name", ["show-day", "list-notes", "show-month"])
def test_volunteers_do_not_see_the_office_s_screens(client_of, programme, name):
    assert client_of("volunteer").get(url(name, programme)).status_code == 403


def test_the_day_takes_the_same_queries_however_much_happens(
    coordinator, programme, visit, django_assert_num_queries
):
    for volunteer in (visit.volunteer, hire(programme)):
        book(volunteer, MONDAY, 11)
        LoneAlarm.objects.create(volunteer=volunteer, kind="call_me", due_at=NOW, raised_at=NOW)
    with django_assert_num_queries(QUERIES):
        coordinator.get(url("show-day", programme))
    assert FieldEntry.objects.count() == 0
