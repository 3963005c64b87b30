"""Preparing a day's tours: as they stand and as they could be, who moves, take it or leave it.

What is proposed is computed by `dispatch`; a person decides here, or lets the eve do it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from toctoc.agenda.enums import VisitStatus
from toctoc.dispatch.bridge import find_settings
from toctoc.dispatch.enums import EvePlanning
from toctoc.dispatch.errors import PlanAlreadyDecided, PlanOutdated
from toctoc.dispatch.operations import accept_day_plan, decline_day_plan, propose_day_plan
from toctoc.dispatch.queries import (
    DayPlanView,
    PlannedMove,
    TourView,
    find_day_plan,
    is_frozen,
    list_hours_to_tell,
)
from toctoc.dispatch.queries import list_tours as list_tours_of_day
from toctoc.people.enums import Action
from toctoc.people.models import Volunteer
from toctoc.web.access import StaffRequest, needs
from toctoc.web.sentences import sentence_for
from toctoc.web.views.tour_sheet import Sheet, build_sheets


@dataclass(frozen=True, slots=True)
class Pair:
    """One volunteer's day as it stands and as proposed; None where they do not go out."""

    volunteer: Volunteer
    before: Sheet | None
    after: Sheet | None

    @property
    def is_changed(self) -> bool:
        return _course(self.before) != _course(self.after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A plan ready to show: what moves, and the tours it changes."""

    view: DayPlanView
    changed: tuple[Pair, ...]
    unchanged: tuple[str, ...]

    @property
    def saved_m(self) -> int:
        return self.view.before_m - self.view.after_m

    @property
    def moves(self) -> tuple[PlannedMove, ...]:
        return self.view.moves


@require_safe
@needs(Action.CHANGE_AGENDA)
def prepare_day(request: StaffRequest, day: date) -> HttpResponse:
    """Show where a day's tours stand: nothing sought yet, proposed, taken, kept, frozen."""
    view = find_day_plan(request.programme, day)
    settings = find_settings(request.programme)
    context = {
        "day": day,
        "is_past": day < request.today,
        "plan": view.plan if view else None,
        "status": view.plan.status if view else "",
        "comparison": _compare(request, view) if view else None,
        "tours": [one for one in list_tours_of_day(request.programme, day) if one.stops],
        "is_frozen": is_frozen(request.programme, day, now=request.now),
        "settings": settings,
        "is_automatic": settings.eve_planning == EvePlanning.AUTOMATIC,
        "is_proposed": settings.eve_planning == EvePlanning.PROPOSE,
        "to_tell": len(list_hours_to_tell(request.programme, day)),
        "list_url": f"{reverse('tour:list-tours', args=[request.programme.slug])}?jour={day}",
        "can_set": Action.MANAGE_TEAM in request.actions,
    }
    return render(request, "tour/prepare.html", context)


@require_POST
@needs(Action.CHANGE_AGENDA)
def propose_plan(request: StaffRequest, day: date) -> HttpResponse:
    """Seek better tours for a day now."""
    plan = propose_day_plan(request.programme, day, now=request.now, by=request.user)
    if plan is None:
        _say_nothing_moves(request, day)
    return _back(request, day)


def _say_nothing_moves(request: StaffRequest, day: date) -> None:
    """Say that the tours stay, and which visits have nobody all the same."""
    alone = [
        str(stop.visit.resident)
        for tour in list_tours_of_day(request.programme, day)
        for stop in tour.stops
        if not tour.is_on_duty and stop.visit.status == VisitStatus.BOOKED
    ]
    if not alone:
        done = _("Les tournées sont déjà bonnes : rien à gagner à les changer.")
        messages.success(request, done)
        return
    left = ngettext(
        "Personne ne peut faire cette visite ce jour-là : %(who)s. Déplacez-la, ou "
        "confiez-la à quelqu’un.",
        "Personne ne peut faire ces visites ce jour-là : %(who)s. Déplacez-les, ou "
        "confiez-les à quelqu’un.",
        len(alone),
    )
    messages.warning(request, left % {"who": ", ".join(dict.fromkeys(alone))})


@require_POST
@needs(Action.CHANGE_AGENDA)
def accept_plan(request: StaffRequest, day: date, pk: int) -> HttpResponse:
    """Take the proposed tours."""
    done = _("C’est fait : les nouvelles tournées sont dans l’agenda.")
    return _decide(request, day, pk, accept_day_plan, done)


@require_POST
@needs(Action.CHANGE_AGENDA)
def decline_plan(request: StaffRequest, day: date, pk: int) -> HttpResponse:
    """Keep the tours as they are."""
    done = _("C’est noté : les tournées restent telles quelles.")
    return _decide(request, day, pk, decline_day_plan, done)


def _decide(
    request: StaffRequest, day: date, pk: int, decide: Callable[..., object], done: str
) -> HttpResponse:
    """Decide on the plan that was on the page; another one since then is shown instead."""
    view = find_day_plan(request.programme, day)
    if view is None or view.plan.pk != pk:
        messages.warning(request, sentence_for(PlanOutdated(plan=pk)))
        return _back(request, day)
    try:
        decide(view.plan, by=request.user, now=request.now)
    except (PlanOutdated, PlanAlreadyDecided) as error:
        messages.warning(request, sentence_for(error))
    else:
        messages.success(request, done)
    return _back(request, day)


def _back(request: StaffRequest, day: date) -> HttpResponse:
    return redirect("tour:prepare-day", request.programme.slug, day)


def _compare(request: StaffRequest, view: DayPlanView) -> Comparison:
    before, after = _by_volunteer(view.tours_before), _by_volunteer(view.tours_after)
    tours = [*before.values(), *after.values()]
    sheets = dict(zip(map(id, tours), build_sheets(tours, request), strict=True))
    people = {one.volunteer.pk: one.volunteer for one in tours}
    pairs = [
        Pair(
            volunteer,
            sheets[id(before[pk])] if pk in before else None,
            sheets[id(after[pk])] if pk in after else None,
        )
        for pk, volunteer in sorted(people.items(), key=lambda one: one[1].name)
    ]
    return Comparison(
        view=view,
        changed=tuple(pair for pair in pairs if pair.is_changed),
        unchanged=tuple(pair.volunteer.name for pair in pairs if not pair.is_changed),
    )


def _by_volunteer(tours: Iterable[TourView]) -> dict[int, TourView]:
    return {tour.volunteer.pk: tour for tour in tours if tour.stops}


def _course(sheet: Sheet | None) -> list[tuple[int, object]]:
    return [(stop.visit.pk, stop.starts_at) for stop in sheet.stops] if sheet else []
