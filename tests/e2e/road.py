"""A Monday with everything on the road: an alarm, a delay to tell, a note to settle."""

from datetime import date

from tests.dispatch.field.notes import note
from tests.dispatch.scenes import MONDAY, hire
from tests.e2e.village import Village
from tests.factories import NOW, VisitFactory, at
from toctoc.agenda.enums import FieldEntryKind
from toctoc.dispatch.operations import record_entry
from toctoc.dispatch.operations.alarms import watch_volunteers
from toctoc.dispatch.operations.day_sheets import correct_day
from toctoc.dispatch.operations.lateness import running_late
from toctoc.people.models import Volunteer

LAST_WEEK = date(2026, 11, 27)


def send_out(village: Village) -> Volunteer:
    """Let the village's volunteer go out today and last Friday; return them."""
    volunteer, boss = village.volunteer, village.cast["coordinator"]
    first, second, third = village.residents
    silent = _visit(village, first, MONDAY, 8)
    _visit(village, second, MONDAY, 10)
    other = hire(village.cast.programme, "Bilal Essai")
    _visit(village, third, MONDAY, 10, other)
    past = _visit(village, second, LAST_WEEK, 10)
    for kind, minute, device in (
        (FieldEntryKind.ARRIVED, 5, "a"),
        (FieldEntryKind.LEFT, 55, "a"),
        (FieldEntryKind.REPORT, 56, "a"),
        (FieldEntryKind.NO_SHOW, 20, "b"),
    ):
        one = note(kind, past, at(LAST_WEEK, 10, minute), device=device)
        record_entry(volunteer, note=one, by=volunteer.account, now=NOW)
    watch_volunteers(silent.programme, now=NOW)
    running_late(other, MONDAY, minutes=45, by=boss, now=NOW)
    correct_day(
        volunteer,
        LAST_WEEK,
        figures=(42_500, 6 * 3_600),
        reason="Route barrée, détour par Pau",
        by=boss,
        now=NOW,
    )
    return volunteer


def _visit(village, resident, day, hour, volunteer=None):
    return VisitFactory(
        programme=village.cast.programme,
        volunteer=volunteer or village.volunteer,
        help_request__resident=resident,
        promised_from=at(day, hour),
        promised_until=at(day, hour, 30),
        starts_at=at(day, hour),
        ends_at=at(day, hour + 1),
    )
