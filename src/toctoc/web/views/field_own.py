"""What is recorded about a volunteer, shown to them: nothing else is, and no position ever."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from toctoc.agenda.enums import FieldEntryKind
from toctoc.agenda.models import FieldEntry, LoneAlarm
from toctoc.dispatch.queries.day_sheets import day_sheets
from toctoc.dispatch.queries.field import list_alarms, list_entries_of
from toctoc.dispatch.sentences.alarms import alarm_sentence
from toctoc.people.enums import Action
from toctoc.people.queries import find_volunteer_of
from toctoc.web.access import StaffRequest, needs
from toctoc.web.entry_words import tell_entry

SHOWN = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One thing noted, and what it says."""

    entry: FieldEntry
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """One alarm about them, and what it says."""

    alarm: LoneAlarm
    sentence: str


@require_safe
@needs(Action.SEE_OWN_TOURS)
def list_own(request: StaffRequest) -> HttpResponse:
    """Show a volunteer the last month: what they noted, alarms about them, their days."""
    volunteer = find_volunteer_of(request.user, request.programme)
    if volunteer is None:
        raise Http404
    first = request.today - SHOWN
    start = datetime.combine(first, time(), tzinfo=ZoneInfo(request.programme.time_zone))
    entries = list_entries_of(volunteer, start=start, end=request.now + SHOWN)
    alarms = list_alarms(request.programme, since=start).filter(volunteer=volunteer)
    days = day_sheets(request.programme, first=first, last=request.today)
    context = {
        "volunteer": volunteer,
        "entries": [_entry_row(entry) for entry in reversed(entries)],
        "alarms": [AlarmRow(alarm, alarm_sentence(alarm)) for alarm in alarms],
        "days": [row for row in reversed(days) if row.volunteer == volunteer],
    }
    return render(request, "field/own.html", context)


def _entry_row(entry: FieldEntry) -> EntryRow:
    data = entry.data if isinstance(entry.data, dict) else {}
    return EntryRow(entry, tuple(tell_entry(FieldEntryKind(entry.kind), data)))
