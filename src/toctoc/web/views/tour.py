"""The tours: all of a day for the office, one's own next days for a volunteer, and one sheet.

A volunteer's own tour is theirs; anyone else's does not exist for them (404).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from toctoc.agenda.models import Visit
from toctoc.agenda.queries import list_visits
from toctoc.dispatch.queries import TourView, get_tour
from toctoc.dispatch.queries import list_tours as list_tours_of_day
from toctoc.people.enums import Action
from toctoc.people.models import Volunteer
from toctoc.people.queries import find_volunteer_of, get_volunteer
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.agenda import ChosenDayForm
from toctoc.web.forms.phone import SpotForm
from toctoc.web.views.eve_notice import find_eve_notice
from toctoc.web.views.tour_sheet import build_sheets

OWN_DAYS = 14
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One of a volunteer's next days."""

    day: date
    visits: tuple[Visit, ...]
    is_today: bool


@needs(Action.SEE_ALL_TOURS, Action.SEE_OWN_TOURS)
def list_tours(request: StaffRequest) -> HttpResponse:
    """Show everybody's tours of a day, or to a volunteer their own next days."""
    if not _sees_all(request):
        return _list_own_days(request)
    form = ChosenDayForm(request.GET, programme=request.programme, today=request.today)
    day = form.chosen_day
    tours = list_tours_of_day(request.programme, day)
    context = {
        "form": form,
        "day": day,
        "previous_day": day - DAY,
        "next_day": day + DAY,
        "is_today": day == request.today,
        "tours": [tour for tour in tours if tour.stops],
        "idle": [tour.volunteer for tour in tours if not tour.stops],
        "distance_m": sum(tour.distance_m for tour in tours),
        "visit_count": sum(len(tour.stops) for tour in tours),
        "eve": find_eve_notice(request),
        "can_prepare": Action.CHANGE_AGENDA in request.actions and day >= request.today,
        "can_type": Action.CHANGE_AGENDA in request.actions and day <= request.today,
    }
    return render(request, "tour/list.html", context)


@needs(Action.SEE_ALL_TOURS, Action.SEE_OWN_TOURS)
def show_tour(request: StaffRequest, volunteer: int, day: date) -> HttpResponse:
    """Show one tour for a phone; printed, the same page is its A4 sheet."""
    tour = _get_tour(request, volunteer, day)
    context = {
        "sheet": build_sheets([tour], request)[0],
        "is_own": tour.volunteer.account_id == request.user.pk,
        "is_today": day == request.today,
        "spot_form": SpotForm(auto_id=False),
        "phone_url": f"{reverse('phone:open-app')}?programme={request.programme.slug}",
        "service_url": f"tel:{request.programme.service_phone}",
        "list_url": _list_url(request, day),
        "list_label": _label_list(request),
        "print_url": reverse("tour:print-tour", args=[request.programme.slug, volunteer, day]),
        "previous_url": _tour_url(request, volunteer, day - DAY),
        "next_url": _tour_url(request, volunteer, day + DAY),
    }
    return render(request, "tour/show.html", context)


@needs(Action.SEE_ALL_TOURS, Action.SEE_OWN_TOURS)
def print_tour(request: StaffRequest, volunteer: int, day: date) -> HttpResponse:
    """Show the A4 sheet itself, ready to print."""
    tour = _get_tour(request, volunteer, day)
    back_url = _tour_url(request, volunteer, day)
    return _render_paper(request, [tour], day, back_url)


@needs(Action.SEE_ALL_TOURS)
def print_day(request: StaffRequest, day: date) -> HttpResponse:
    """Show the sheets of everyone who goes out that day, one a page."""
    tours = list_tours_of_day(request.programme, day)
    return _render_paper(request, tours, day, _list_url(request, day))


def _render_paper(
    request: StaffRequest, tours: Iterable[TourView], day: date, back_url: str
) -> HttpResponse:
    sheets = build_sheets([tour for tour in tours if tour.stops], request)
    context = {"sheets": sheets, "day": day, "back_url": back_url}
    return render(request, "tour/print.html", context)


def _get_tour(request: StaffRequest, pk: int, day: date) -> TourView:
    volunteer = or_404(get_volunteer, request.programme, pk)
    is_own = volunteer.account_id == request.user.pk
    if not is_own and not _sees_all(request):
        raise Http404
    return get_tour(request.programme, volunteer, day)


def _list_own_days(request: StaffRequest) -> HttpResponse:
    volunteer = find_volunteer_of(request.user, request.programme)
    days = [] if volunteer is None else _next_days(request, volunteer)
    context = {
        "volunteer": volunteer,
        "days": days,
        "today": request.today,
        "phone_url": f"{reverse('phone:open-app')}?programme={request.programme.slug}",
    }
    return render(request, "tour/list_own.html", context)


def _next_days(request: StaffRequest, volunteer: Volunteer) -> list[OwnDay]:
    start = _midnight(request, request.today)
    visits = list_visits(
        request.programme,
        start=start,
        end=_midnight(request, request.today + OWN_DAYS * DAY),
        volunteer=volunteer,
    )
    zone = ZoneInfo(request.programme.time_zone)
    by_day = groupby(visits, key=lambda visit: visit.starts_at.astimezone(zone).date())
    return [OwnDay(day, tuple(group), day == request.today) for day, group in by_day]


def _midnight(request: StaffRequest, day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(request.programme.time_zone))


def _tour_url(request: StaffRequest, volunteer: int, day: date) -> str:
    return reverse("tour:show-tour", args=[request.programme.slug, volunteer, day])


def _sees_all(request: StaffRequest) -> bool:
    return Action.SEE_ALL_TOURS in request.actions


def _label_list(request: StaffRequest) -> str:
    return _("Toutes les tournées du jour") if _sees_all(request) else _("Mes autres jours")


def _list_url(request: StaffRequest, day: date) -> str:
    url = reverse("tour:list-tours", args=[request.programme.slug])
    return f"{url}?jour={day.isoformat()}" if _sees_all(request) else url
