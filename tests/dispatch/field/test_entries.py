"""What is noted on the spot: applied once, or kept with its reason."""

from datetime import date, timedelta

import pytest

from tests.dispatch.field.notes import note
from tests.factories import VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import (
    FieldEntryKind,
    FieldEntrySource,
    FieldEntryState,
    KeptReason,
    RequestSource,
    RequestStatus,
    VisitEventKind,
    VisitStatus,
)
from toctoc.agenda.errors import EntryNotKept
from toctoc.agenda.models import FieldEntry, HelpRequest, VisitEvent
from toctoc.dispatch.operations import record_entry, settle_entry

DAY = date(2026, 12, 2)
ARRIVED, LEFT, NO_SHOW = FieldEntryKind.ARRIVED, FieldEntryKind.LEFT, FieldEntryKind.NO_SHOW


@pytest.fixture
def visit(alix):
    return VisitFactory(programme=alix.programme, volunteer=alix)


@pytest.fixture
def send(alix):
    """Record a note as received at a moment of the day, by Alix."""

    def record(one, hour=18, minute=0, *, volunteer=alix):
        return record_entry(volunteer, note=one, by=alix.account, now=at(DAY, hour, minute))

    return record


def test_a_visit_noted_on_the_spot_is_done_with_its_times(visit, send):
    send(note(ARRIVED, visit, at(DAY, 10, 4)), 10, 4)
    send(note(LEFT, visit, at(DAY, 11, 2)), 11, 2)

    visit.refresh_from_db()
    assert (visit.status, visit.arrived_at, visit.left_at) == (
        VisitStatus.DONE,
        at(DAY, 10, 4),
        at(DAY, 11, 2),
    )
    kinds = VisitEvent.objects.filter(visit=visit).values_list("kind", flat=True)
    assert sorted(kinds) == sorted(
        [VisitEventKind.ARRIVED, VisitEventKind.LEFT, VisitEventKind.DONE]
    )


def test_an_entry_sent_twice_is_one_entry_applied_once(visit, send):
    first = send(note(FieldEntryKind.WANTS_MORE, visit, at(DAY, 10, 50)))
    again = send(note(FieldEntryKind.WANTS_MORE, visit, at(DAY, 10, 50)), 19)

    assert again == first
    assert FieldEntry.objects.count() == 1
    assert HelpRequest.objects.filter(source=RequestSource.VISIT).count() == 1


def test_a_person_who_was_not_there_is_noted(visit, send):
    send(note(NO_SHOW, visit, at(DAY, 10, 15)))
    visit.refresh_from_db()
    assert (visit.status, visit.left_at) == (VisitStatus.NO_SHOW, None)


def test_someone_who_came_back_after_all_makes_the_visit_go_on(visit, send):
    send(note(NO_SHOW, visit, at(DAY, 10, 15)), 10, 15)
    send(note(ARRIVED, visit, at(DAY, 10, 25)), 10, 25)
    visit.refresh_from_db()
    assert (visit.status, visit.arrived_at) == (VisitStatus.BOOKED, at(DAY, 10, 25))


def test_a_wish_waits_with_its_half_days_and_where_it_comes_from(visit, send):
    send(note(FieldEntryKind.WANTS_MORE, visit, at(DAY, 10, 50)))
    wish = HelpRequest.objects.get(source=RequestSource.VISIT)
    assert (wish.status, wish.suits, wish.from_visit, wish.resident, wish.length_min) == (
        RequestStatus.WAITING,
        "1000000001",
        visit,
        visit.resident,
        60,
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"status": VisitStatus.CANCELLED, "cancelled_at": at(DAY, 8)}, KeptReason.CANCELLED),
        (
            {
                name: at(DAY + timedelta(days=1), 10 + (name == "ends_at"))
                for name in ("promised_from", "promised_until", "starts_at", "ends_at")
            },
            KeptReason.MOVED,
        ),
    ],
)
def test_what_the_agenda_contradicts_is_kept_with_its_reason(visit, send, change, reason):
    type(visit).objects.filter(pk=visit.pk).update(**change)
    entry = send(note(LEFT, visit, at(DAY, 11)))
    assert (entry.state, entry.reason, entry.visit) == (FieldEntryState.KEPT, reason, visit)
    visit.refresh_from_db()
    assert visit.left_at is None


def test_an_entry_of_a_visit_given_to_somebody_else_is_kept(visit, send):
    visit.volunteer = VolunteerFactory(programme=visit.programme)
    visit.save()
    assert send(note(ARRIVED, visit, at(DAY, 10))).reason == KeptReason.OTHER_VOLUNTEER


def test_an_entry_of_a_visit_nobody_knows_is_kept(send, cast):
    elsewhere = VisitFactory(programme=cast.elsewhere)
    for unknown in (99_999, elsewhere):
        entry = send(note(ARRIVED, unknown, at(DAY, 10)))
        assert (entry.reason, entry.visit) == (KeptReason.UNKNOWN_VISIT, None)


def test_another_device_may_agree_and_is_kept_where_it_does_not(visit, send):
    send(note(ARRIVED, visit, at(DAY, 10, 2), device="a"))
    near = send(note(ARRIVED, visit, at(DAY, 10, 6), device="b"))
    far = send(note(ARRIVED, visit, at(DAY, 10, 40), device="b"))
    assert (near.reason, far.reason) == ("", KeptReason.OTHER_DEVICE)
    visit.refresh_from_db()
    assert visit.arrived_at == at(DAY, 10, 2)


def test_a_clock_wrong_by_an_hour_is_put_right_and_said(visit, send):
    hour = timedelta(hours=1)
    late_clock = note(ARRIVED, visit, at(DAY, 10) - hour, sent_at=at(DAY, 18) - hour)
    entry = send(late_clock)
    assert (entry.done_at, entry.clock_offset_s) == (at(DAY, 10), 3_600)


def test_a_clock_a_minute_off_is_left_alone(visit, send):
    entry = send(note(ARRIVED, visit, at(DAY, 10), sent_at=at(DAY, 17, 59)))
    assert (entry.done_at, entry.clock_offset_s) == (at(DAY, 10), 0)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (FieldEntryKind.REPORT, {"themes": "mail"}),
        (FieldEntryKind.WANTS_MORE, {"half_days": "0000000000"}),
        (FieldEntryKind.SIGNATURE, {"version": "1999-01", "strokes": [[[1, 1]]]}),
        (FieldEntryKind.SIGNATURE, {"version": "2026-11", "strokes": [[[1, 2_000]]]}),
        (FieldEntryKind.LATE, {"minutes": "beaucoup"}),
        (FieldEntryKind.NOTE, {"text": " "}),
    ],
)
def test_what_cannot_be_read_is_kept_as_it_was_sent(visit, send, kind, data):
    entry = send(note(kind, visit, at(DAY, 11), data=data))
    entry.refresh_from_db()
    assert (entry.reason, entry.data) == (KeptReason.UNREADABLE, data)


def test_a_password_written_offline_is_not_stored(visit, send):
    entry = send(
        note(FieldEntryKind.NOTE, visit, at(DAY, 11), data={"text": "Mdp : Soleil64 pour lire"})
    )
    entry.refresh_from_db()
    assert entry.data == {"text": "Mdp : [effacé] pour lire"}


def test_what_is_written_about_people_is_encrypted_at_rest(visit, send):
    entry = send(note(FieldEntryKind.SIGNATURE, visit, at(DAY, 11)))
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM agenda_fieldentry WHERE id = %s", [entry.pk])
        [stored] = cursor.fetchone()
    assert "Lafictive" not in stored
    entry.refresh_from_db()
    assert entry.data["name"] == "Odette Lafictive"


def test_a_delay_heard_of_too_late_is_kept(visit, send):
    entry = send(note(FieldEntryKind.LATE, None, at(DAY, 9)), 18)
    assert entry.reason == KeptReason.TOO_LATE


def test_a_kept_entry_applied_by_hand_goes_before_what_phones_say(visit, send, cast):
    send(note(ARRIVED, visit, at(DAY, 10, 2), device="a"))
    kept = send(note(ARRIVED, visit, at(DAY, 10, 40), device="b"))

    applied = settle_entry(kept, apply=True, by=cast["coordinator"], now=at(DAY, 19))

    visit.refresh_from_db()
    assert visit.arrived_at == at(DAY, 10, 40)
    assert (applied.source, applied.state) == (FieldEntrySource.OFFICE, FieldEntryState.APPLIED)
    with pytest.raises(EntryNotKept):
        settle_entry(kept, apply=False, by=cast["coordinator"], now=at(DAY, 19))


def test_what_the_office_said_of_the_outcome_stands_against_phones(visit, send, cast):
    record_entry(
        visit.volunteer,
        note=note(NO_SHOW, visit, at(DAY, 10, 10), source=FieldEntrySource.OFFICE, device=""),
        by=cast["coordinator"],
        now=at(DAY, 12),
    )
    entry = send(note(LEFT, visit, at(DAY, 11)))
    visit.refresh_from_db()
    assert (entry.reason, visit.status) == (KeptReason.OFFICE_SAID, VisitStatus.NO_SHOW)
