"""The shared agenda: the week by half-days, the day by the clock; all of it in the address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Visit
from toctoc.agenda.queries import count_left_visits, list_visits
from toctoc.dispatch.bridge import find_settings
from toctoc.dispatch.queries import WeekView, get_week
from toctoc.people.enums import Action
from toctoc.territory.models import Sector
from toctoc.territory.queries import (
    SchoolHoliday,
    list_school_holidays,
    sector_by_commune,
)
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.agenda import DayFilterForm, WeekFilterForm
from toctoc.web.templatetags.human import day_long
from toctoc.web.views.agenda_clock import lay_clock
from toctoc.web.views.agenda_grid_words import grid_words
from toctoc.web.views.agenda_slots import Filters
from toctoc.web.views.agenda_week import lay_week

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
TABLE, GRID = "tableau", "grille"  # how the agenda is looked at, as the address says it
LOOK_NAME, LOOK_KEY = "vue", "agenda_look"
WEEK_NAME, DAY_NAME = WeekFilterForm.NAMES["day"], DayFilterForm.NAMES["day"]
FILTER_NAMES = [name for field, name in DayFilterForm.NAMES.items() if field != "day"]
SCREENS = {WEEK_NAME: "agenda:show-week", DAY_NAME: "agenda:show-day"}


@dataclass(frozen=True, slots=True)
class Links:
    """Where the buttons above the agenda lead."""

    back: str
    forth: str
    today: str
    other_view: str
    everything: str
    table: str
    grid: str


@dataclass(frozen=True, slots=True)
class Grid:
    """What the grid's script is told: which days, and where to ask for them."""

    view: str  # week or day
    first: date
    source: str
    visit_url: str  # of the visit 0
    place_url: str
    session_url: str
    words: Mapping[str, str | int]


@needs(Action.SEE_AGENDA)
def show_week(request: StaffRequest) -> HttpResponse:
    """Show a week of everyone, this one unless the address says another."""
    form = WeekFilterForm(request.GET, programme=request.programme, today=request.today)
    monday = form.chosen_monday
    week, filters = read_week(request, form, monday)
    is_now = monday <= request.today < monday + WEEK
    cancelled = list_cancelled(request, filters, monday, monday + WEEK)
    context = {
        "title": _("Semaine du %(day)s") % {"day": day_long(monday, request.today.year)},
        "form": form,
        "table": lay_week(week, filters, cancelled=cancelled),
        "today": request.today,
        "holidays": week.holidays,
        "school": _school(request, monday, monday + 6 * DAY),
        **_header(request),
        "links": _links(
            request,
            WEEK_NAME,
            (monday - WEEK, monday + WEEK),
            request.today if is_now else monday,
        ),
        "can_change": Action.CHANGE_AGENDA in request.actions,
        "grid": _find_grid(request, "week", monday, monday + WEEK),
    }
    return render(request, "agenda/week.html", context)


@needs(Action.SEE_AGENDA)
def show_day(request: StaffRequest) -> HttpResponse:
    """Show one day of everyone by the clock, today unless the address says another."""
    form = DayFilterForm(request.GET, programme=request.programme, today=request.today)
    day = form.chosen_day
    week, filters = read_week(request, form, day - timedelta(days=day.weekday()))
    settings = find_settings(request.programme)
    pause = (settings.lunch_starts_at, settings.lunch_ends_at)
    cancelled = list_cancelled(request, filters, day, day + DAY)
    context = {
        "title": capfirst(day_long(day, request.today.year)),
        "form": form,
        "table": lay_clock(week.rows, day.weekday(), filters, pause=pause),
        "holiday": week.holidays.get(day, ""),
        "school": _school(request, day, day),
        **_header(request),
        "day": day,
        "is_today": day == request.today,
        "cancelled": [filters.make_slot(visit) for visit in cancelled],
        "links": _links(request, DAY_NAME, (day - DAY, day + DAY), day),
        "can_change": Action.CHANGE_AGENDA in request.actions,
        "grid": _find_grid(request, "day", day, day + DAY),
    }
    return render(request, "agenda/day.html", context)


def read_week(
    request: StaffRequest, form: DayFilterForm, monday: date
) -> tuple[WeekView, Filters]:
    """Read the week, tell the form what there is to choose from, return what it keeps."""
    week = get_week(request.programme, monday, days=WEEK.days)
    sectors = sector_by_commune(request.programme, on=monday)
    form.offer_choices(
        volunteers=[row.volunteer for row in week.rows], sectors=_by_letter(sectors.values())
    )
    form.is_valid()  # a filter that makes no sense is said on the form, and keeps everything
    return week, Filters.from_cleaned(form.cleaned_data, sectors)


def _by_letter(sectors: Iterable[Sector]) -> Sequence[Sector]:
    return sorted(set(sectors), key=lambda sector: sector.letter)


def list_cancelled(
    request: StaffRequest, filters: Filters, first: date, end: date
) -> list[Visit]:
    """Return the cancelled visits to show between two days; one query, only where asked for."""
    if not filters.with_cancelled:
        return []
    visits = list_visits(
        request.programme, start=_midnight(first), end=_midnight(end), with_cancelled=True
    )
    return [
        visit
        for visit in visits
        if visit.status == VisitStatus.CANCELLED
        and filters.keeps(visit)
        and filters.shows(visit.volunteer_id)
    ]


def _header(request: StaffRequest) -> dict[str, object]:
    """Return what stands above the agenda: visits to settle, the way to the hours."""
    may_manage = Action.MANAGE_TEAM in request.actions
    hours_url = reverse("agenda:list-hours", args=[request.programme.slug])
    return {
        "left": count_left_visits(request.programme, now=request.now),
        "hours_url": hours_url if may_manage else "",
    }


def _school(request: StaffRequest, first: date, last: date) -> list[SchoolHoliday]:
    return list_school_holidays(request.programme.school_zone, first, last)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _links(request: StaffRequest, name: str, days: tuple[date, date], other: date) -> Links:
    """Return where the buttons lead; the filters stay. `name` is the day's in the address."""
    here, there = (WEEK_NAME, DAY_NAME) if name == WEEK_NAME else (DAY_NAME, WEEK_NAME)
    back, forth = days
    return Links(
        back=_address(request, here, {here: back.isoformat()}),
        forth=_address(request, here, {here: forth.isoformat()}),
        today=_address(request, here, {here: None}),
        other_view=_address(request, there, {here: None, there: other.isoformat()}),
        everything=_address(request, here, dict.fromkeys(FILTER_NAMES)),
        table=_address(request, here, {LOOK_NAME: TABLE}),
        grid=_address(request, here, {LOOK_NAME: GRID}),
    )


def _find_grid(request: StaffRequest, view: str, first: date, after: date) -> Grid | None:
    """Return the grid where that is how this person looks at the agenda; else None.

    The choice is kept for the session. The table is on the page all the same: it is what shows
    without a script, and what is printed.
    """
    asked = request.GET.get(LOOK_NAME)
    if asked in {TABLE, GRID} and asked != request.session.get(LOOK_KEY, TABLE):
        request.session[LOOK_KEY] = asked
    if request.session.get(LOOK_KEY, TABLE) == TABLE:
        return None
    kept = {name: request.GET[name] for name in FILTER_NAMES if request.GET.get(name)}
    span = {"start": first.isoformat(), "end": after.isoformat()}
    slug = request.programme.slug
    url = reverse("agenda:show-grid-data", args=[slug])
    return Grid(
        view=view,
        first=first,
        source=f"{url}?{urlencode({**span, **kept})}",
        visit_url=reverse("agenda:show-visit", args=[slug, 0]),
        place_url=reverse("agenda:place-visit", args=[slug, 0]),
        session_url=reverse("sessions:show-session", args=[slug, 0]),
        words=grid_words(),
    )


def _address(request: StaffRequest, name: str, changes: dict[str, str | None]) -> str:
    kept = {**request.GET.dict(), LOOK_NAME: None, **changes}
    query = urlencode({key: value for key, value in kept.items() if value})
    url = reverse(SCREENS[name], args=[request.programme.slug])
    return f"{url}?{query}" if query else url
