"""The grid's data: the week or the day as JSON, named for people and for screen readers alike.

Never kept by the browser or by anything between: it names people who live alone.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from toctoc.common.wording import day_long, distance, duration
from toctoc.dispatch.bridge import find_settings
from toctoc.dispatch.queries import (
    Entry,
    EntryKind,
    TourView,
    VolunteerRow,
    WeekView,
    entries_of,
    visit_entry,
)
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.agenda import DayFilterForm
from toctoc.web.views.agenda import list_cancelled, read_week
from toctoc.web.views.agenda_grid_events import EventWriter
from toctoc.web.views.agenda_slots import Filters

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
USUAL_HOURS: Final = (8, 18)
WEEKEND: Final = 5  # weekday from which a day is shown only where something happens

# What is drawn as a piece of its own; the rest lies behind.
HELD: Final = frozenset({EntryKind.VISIT, EntryKind.SESSION})

type Json = dict[str, Any]


@needs(Action.SEE_AGENDA)
@never_cache
def show_grid_data(request: StaffRequest) -> HttpResponse:
    """Answer what the grid draws of the days in [start, end), which lie in one week."""
    span = _read_span(request.GET.get("start", ""), request.GET.get("end", ""))
    if span is None:
        return JsonResponse(
            {"said": _("Ces jours ne sont pas ceux d’une semaine.")},
            status=HTTPStatus.BAD_REQUEST,
        )
    start, end = span
    monday = start - start.weekday() * DAY
    form = DayFilterForm(request.GET, programme=request.programme, today=request.today)
    week, filters = read_week(request, form, monday)
    settings = find_settings(request.programme)
    pause = (settings.lunch_starts_at, settings.lunch_ends_at)
    entries = [
        entry
        for entry in entries_of(week, start=start, end=end, pause=pause, now=request.now)
        if filters.shows(entry.volunteer_id)
    ]
    entries += [
        visit_entry(visit, now=request.now)
        for visit in list_cancelled(request, filters, start, end)
    ]
    return JsonResponse(_describe(week, entries, filters, (start, end), request.today))


def _read_span(start: str, end: str) -> tuple[date, date] | None:
    try:
        first, after = date.fromisoformat(start), date.fromisoformat(end)
    except ValueError:
        return None
    monday = first - first.weekday() * DAY
    return (first, after) if first < after <= monday + WEEK else None


def _describe(
    week: WeekView,
    entries: list[Entry],
    filters: Filters,
    span: tuple[date, date],
    today: date,
) -> Json:
    rows = [row for row in week.rows if filters.shows(row.volunteer.pk)]
    days = [day for day in week.days if span[0] <= day < span[1] and _is_shown(day, rows)]
    kept = [entry for entry in entries if entry.starts_at.date() in days]
    opens, closes = _hours(kept)
    writer = EventWriter(filters)
    return {
        "opens": f"{opens:02d}:00",
        "closes": f"{closes:02d}:00",
        "days": [_describe_day(day, rows, week.holidays, today) for day in days],
        "people": [_describe_person(row, days) for row in rows],
        "bands": [_describe_band(entry) for entry in kept if entry.kind not in HELD],
        "events": [writer.describe(entry) for entry in kept if entry.kind in HELD],
        "sum": _sum(tour for row in rows for tour in _tours_on(row, days)),
    }


def _is_shown(day: date, rows: Iterable[VolunteerRow]) -> bool:
    """Leave a weekend out where nobody works or is expected."""
    return day.weekday() < WEEKEND or any(
        tour.steps or tour.is_on_duty for row in rows for tour in _tours_on(row, [day])
    )


def _hours(entries: Iterable[Entry]) -> tuple[int, int]:
    """Return the first and last hours worth drawing; an absence of all day is not."""
    timed = [entry for entry in entries if entry.kind != EntryKind.ABSENCE]
    opens = min((entry.starts_at.hour for entry in timed), default=USUAL_HOURS[0])
    closes = max((_hour_after(entry.ends_at) for entry in timed), default=USUAL_HOURS[1])
    return min(opens, USUAL_HOURS[0]), max(closes, USUAL_HOURS[1])


def _hour_after(moment: datetime) -> int:
    return moment.hour + bool(moment.minute or moment.second)


def _describe_day(
    day: date, rows: Iterable[VolunteerRow], holidays: Mapping[date, str], today: date
) -> Json:
    notes = [_("aujourd’hui")] if day == today else []
    if day in holidays:
        notes.append(holidays[day])
    return {
        "day": day.isoformat(),
        "name": day_long(day),
        "notes": notes,
        "is_today": day == today,
        "sum": _sum(tour for row in rows for tour in _tours_on(row, [day])),
    }


def _describe_person(row: VolunteerRow, days: Iterable[date]) -> Json:
    left_s = (row.totals.limit_s or 0) - row.totals.work_s
    words = {"length": duration(abs(left_s)), "limit": duration(row.totals.limit_s or 0)}
    left = (
        _("reste %(length)s sur %(limit)s")
        if left_s >= 0
        else _("%(length)s de trop sur %(limit)s")
    )
    return {
        "id": str(row.volunteer.pk),
        "name": row.volunteer.name,
        "left": left % words,
        "sums": {
            tour.day.isoformat(): _sum([tour], hours=True) for tour in _tours_on(row, days)
        },
    }


def _tours_on(row: VolunteerRow, days: Iterable[date]) -> Iterator[TourView]:
    shown = frozenset(days)
    return (cell.tour for cell in row.cells if cell.day in shown)


def _sum(tours: Iterable[TourView], *, hours: bool = False) -> str:
    """Say "3 visites · 42 km", with sessions where there are, and work where asked for."""
    driven = [tour for tour in tours if tour.steps]
    if not driven:
        return _("aucune visite")
    visits = sum(len(tour.stops) for tour in driven)
    sessions = sum(len(tour.sessions) for tour in driven)
    distance_m = sum(tour.distance_m for tour in driven)
    said = []
    if visits:
        said.append(ngettext("%(n)d visite", "%(n)d visites", visits) % {"n": visits})
    if sessions:
        said.append(ngettext("%(n)d séance", "%(n)d séances", sessions) % {"n": sessions})
    if distance_m:
        said.append(distance(distance_m))
    if hours:
        said.append(duration(sum(tour.work_s for tour in driven)))
    return " · ".join(said)


def _describe_band(entry: Entry) -> Json:
    """Describe what lies behind the visits: roads, absences, pauses, free time."""
    return {
        "kind": str(entry.kind),
        "person": str(entry.volunteer_id),
        "day": entry.starts_at.date().isoformat(),
        "from": _minutes(entry.starts_at, entry),
        "until": _minutes(entry.ends_at, entry),
        "text": _band_text(entry),
    }


def _minutes(moment: datetime, entry: Entry) -> int:
    """Return minutes since the entry's local midnight, on the wall's clock."""
    days = (moment.date() - entry.starts_at.date()).days
    return days * 24 * 60 + moment.hour * 60 + moment.minute


def _band_text(entry: Entry) -> str:
    if entry.absence is not None:
        return str(entry.absence.get_kind_display())
    if entry.kind == EntryKind.TRAVEL:
        return duration(entry.length_s)
    if entry.kind == EntryKind.FREE:
        return _("libre %(length)s") % {"length": duration(entry.length_s)}
    return _("pause")
