"""The counter of a week: hours planned, done, left; leave; what the law says. By name only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toctoc.common.names import fold
from toctoc.dispatch.queries import WeekHours, weekly_hours
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.agenda import WeekFilterForm
from toctoc.web.screens import render_screen
from toctoc.web.templatetags.human import day_long

WEEK = timedelta(days=7)
WIDE = 200  # units of the bar's drawing


@dataclass(frozen=True, slots=True)
class HoursRow:
    """A volunteer's week as it is drawn: lengths are in the bar's own units."""

    hours: WeekHours

    @property
    def done(self) -> int:
        return self._width(self.hours.done_s)

    @property
    def planned(self) -> int:
        return self._width(self.hours.planned_s)

    @property
    def coming_s(self) -> int:
        """What is planned and not over yet."""
        return self.hours.planned_s - self.hours.done_s

    @property
    def is_over(self) -> bool:
        return self.hours.planned_s > self.hours.limit_s

    @property
    def over_s(self) -> int:
        return max(0, self.hours.planned_s - self.hours.limit_s)

    def _width(self, length_s: int) -> int:
        return min(WIDE, round(WIDE * length_s / self.hours.limit_s))


@require_safe
@needs(Action.MANAGE_TEAM)
def show_hours(request: StaffRequest) -> HttpResponse:
    """Show everybody's hours of a week, this one unless the address says another."""
    form = WeekFilterForm(request.GET, programme=request.programme, today=request.today)
    monday = form.chosen_monday
    rows = [
        HoursRow(hours) for hours in weekly_hours(request.programme, monday, now=request.now)
    ]
    context = {
        "title": _("Heures de la semaine du %(day)s")
        % {"day": day_long(monday, request.today.year)},
        "rows": sorted(rows, key=lambda row: fold(row.hours.volunteer.name)),
        "links": dict(_links(request, monday)),
        "wide": WIDE,
    }
    return render_screen(request, "agenda/hours.html", "", context)


def _links(request: StaffRequest, monday: date) -> Iterator[tuple[str, str]]:
    here = reverse("agenda:list-hours", args=[request.programme.slug])
    week = reverse("agenda:show-week", args=[request.programme.slug])
    name = WeekFilterForm.NAMES["day"]
    yield "back", f"{here}?{urlencode({name: (monday - WEEK).isoformat()})}"
    yield "forth", f"{here}?{urlencode({name: (monday + WEEK).isoformat()})}"
    yield "today", here
    yield "week", f"{week}?{urlencode({name: monday.isoformat()})}"
