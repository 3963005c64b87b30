"""The volunteers: who they are, until when, when they go out. By name, never ranked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from django.http import HttpResponse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from toctoc.agenda.models import Availability
from toctoc.agenda.recurrence import weekdays_of
from toctoc.common.names import fold
from toctoc.people.enums import Action, Need
from toctoc.people.models import Volunteer
from toctoc.people.queries import get_volunteer, list_volunteers
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.screens import render_screen
from toctoc.web.templatetags.human import clock

SOON = timedelta(days=30)
LONG_AGO = date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class VolunteerCard:
    """A volunteer as the list and the page show them on a day."""

    volunteer: Volunteer
    today: date
    week: tuple[tuple[str, str], ...]  # (day, "9 h – 17 h")

    @classmethod
    def of(cls, volunteer: Volunteer, today: date) -> "VolunteerCard":
        stretches = volunteer.availabilities.all()
        return cls(volunteer, today, tuple(_say_week(stretches)))

    @property
    def skills(self) -> list[str]:
        return [str(Need(each).label) for each in self.volunteer.skills]

    @property
    def is_minor(self) -> bool:
        return self.volunteer.is_minor(self.today)

    @property
    def is_over(self) -> bool:
        return self.volunteer.mission_ends_on < self.today

    @property
    def is_to_come(self) -> bool:
        return self.volunteer.mission_starts_on > self.today

    @property
    def ends_soon(self) -> bool:
        return not self.is_over and self.volunteer.mission_ends_on - self.today <= SOON


def _say_week(stretches: Iterable[Availability]) -> Iterable[tuple[str, str]]:
    ordered = sorted(
        (weekday, one.starts_at, one.ends_at)
        for one in stretches
        for weekday in weekdays_of(one.rule)
    )
    for weekday, own in groupby(ordered, key=itemgetter(0)):
        hours = (f"{clock(starts)} – {clock(ends)}" for _weekday, starts, ends in own)
        yield str(WEEKDAYS[weekday]), _(" et ").join(hours)


@require_safe
@needs(Action.SEE_TEAM)
def list_team(request: StaffRequest) -> HttpResponse:
    """Show the volunteers on mission or to come; those of the past where asked."""
    with_past = request.GET.get("passees") == "1"
    since = LONG_AGO if with_past else request.today
    volunteers = list_volunteers(request.programme, on_mission_from=since)
    cards = [
        VolunteerCard.of(each, request.today)
        for each in sorted(
            volunteers.prefetch_related("availabilities"), key=lambda one: fold(one.name)
        )
    ]
    context = {
        "cards": cards,
        "with_past": with_past,
        "can_manage": Action.MANAGE_TEAM in request.actions,
    }
    return render_screen(request, "team/list.html", "", context)


@require_safe
@needs(Action.SEE_TEAM)
def show_volunteer(request: StaffRequest, pk: int) -> HttpResponse:
    """Show one volunteer: mission, base, hours, week."""
    volunteer = or_404(get_volunteer, request.programme, pk)
    base = {
        "lat": volunteer.base_lat_deg,
        "lon": volunteer.base_lon_deg,
        "name": volunteer.base_label,
        "kind": "base",
    }
    context = {
        "card": VolunteerCard.of(volunteer, request.today),
        "volunteer": volunteer,
        "map_data": {"points": [base], "focus": "points"},
        "can_manage": Action.MANAGE_TEAM in request.actions,
        "can_see_tours": Action.SEE_ALL_TOURS in request.actions,
    }
    return render_screen(request, "team/show.html", "", context)
