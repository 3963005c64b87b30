"""Any order, any duplicate, any death between two writes: the same state in the end."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.dispatch.field.notes import note
from tests.factories import VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import FieldEntryKind, VisitStatus
from toctoc.agenda.models import FieldEntry, HelpRequest, Visit
from toctoc.dispatch.operations import record_entry

DAY = date(2026, 12, 2)
EVENING = at(DAY, 20)
KINDS = (
    FieldEntryKind.ARRIVED,
    FieldEntryKind.LEFT,
    FieldEntryKind.NO_SHOW,
    FieldEntryKind.REPORT,
    FieldEntryKind.WANTS_MORE,
    FieldEntryKind.NOTE,
)
SAID = st.tuples(
    st.sampled_from(KINDS),
    st.sampled_from(["a", "b"]),  # the device, and of a pair the row
    st.integers(-20, 90),  # minutes after 10 h
    st.integers(0, 1),  # one of two contents
)
STORY = st.lists(SAID, min_size=1, max_size=7, unique=True)


def notes_of(story, visits):
    for kind, device, minute, variant in story:
        data = {
            FieldEntryKind.REPORT: {"themes": [], "done": f"Fait {variant}", "next": ""},
            FieldEntryKind.WANTS_MORE: {"half_days": ("1000000000", "0000000001")[variant]},
            FieldEntryKind.NOTE: {"text": f"Note {variant}"},
        }
        yield note(
            kind,
            visits[device],
            at(DAY, 10) + timedelta(minutes=minute),
            name=f"{kind} {device} {minute} {variant}",
            device=device,
            data=data.get(kind, {}),
        )


def play(notes, visits, kills=()):
    """Record the notes in order, the second of them; some writes die before they are kept."""
    for step, (one, device) in enumerate(notes):
        volunteer, now = visits[device].volunteer, EVENING + timedelta(seconds=step)
        if step in kills:
            with transaction.atomic():
                record_entry(volunteer, note=one, by=volunteer.account, now=now)
                transaction.set_rollback(True)
        record_entry(volunteer, note=one, by=volunteer.account, now=now)


def state(visits):
    rows = {visit.pk for visit in visits.values()}
    lead = min(rows)
    return (
        sorted(
            Visit.objects.filter(pk__in=rows).values_list(
                "pk", "status", "arrived_at", "left_at"
            )
        ),
        sorted(FieldEntry.objects.values_list("volunteer", "key", "state", "reason")),
        list(HelpRequest.objects.filter(from_visit=lead).values_list("status", "suits")),
    )


def is_sound(rows):
    for _pk, status, arrived_at, left_at in rows:
        assert status != VisitStatus.BOOKED or left_at is None
        assert arrived_at is None or left_at is None or arrived_at <= left_at


@pytest.fixture
def alone(alix):
    visit = VisitFactory(programme=alix.programme, volunteer=alix)
    return {"a": visit, "b": visit}


@pytest.fixture
def together(alix, cast):
    """A pair, whose second volunteer has an account of their own."""
    lead = VisitFactory(programme=alix.programme, volunteer=alix)
    bo = VolunteerFactory(programme=alix.programme, account=cast["coordinator"])
    second = VisitFactory(
        programme=alix.programme, volunteer=bo, lead=lead, help_request=lead.help_request
    )
    return {"a": lead, "b": second}


def same_in_any_order(visits, story, data):
    told = [(one, one.device) for one in notes_of(story, visits)]
    states = []
    for shuffled in (told, data.draw(st.permutations(told))):
        doubled = [*shuffled, *data.draw(st.lists(st.sampled_from(told), max_size=3))]
        kills = data.draw(st.sets(st.integers(0, len(doubled) - 1), max_size=2))
        with transaction.atomic():
            play(doubled, visits, kills)
            states.append(state(visits))
            transaction.set_rollback(True)
    is_sound(states[0][0])
    assert states[0] == states[1]


CALM = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@CALM
@given(story=STORY, data=st.data())
def test_two_devices_of_one_volunteer_end_the_same_in_any_order(alone, story, data):
    same_in_any_order(alone, story, data)


@CALM
@given(story=STORY, data=st.data())
def test_two_volunteers_at_one_home_end_the_same_in_any_order(together, story, data):
    same_in_any_order(together, story, data)
