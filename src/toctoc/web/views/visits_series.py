"""Recurring visits: asked for after a first one, then all of them on one page."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.errors import AlreadyInSeries
from toctoc.agenda.models import Visit
from toctoc.agenda.queries import get_visit
from toctoc.dispatch.operations import SeriesStep, book_series
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.series import SeriesForm
from toctoc.web.sentences import sentence_for
from toctoc.web.views.visits import refuse
from toctoc.web.views.visits_lines import list_lines


@needs(Action.CHANGE_AGENDA)
def plan_series(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask how the visits to come are wanted and book them; a series shows all of its visits."""
    visit = or_404(get_visit, request.programme, pk)
    if visit.help_request.series is not None:
        return _render(request, visit, None)
    if visit.status != VisitStatus.BOOKED:
        return refuse(request, visit, _("La suite se prévoit à partir d’un rendez-vous prévu."))
    form = SeriesForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
        return _render(request, visit, form, status=status)
    try:
        steps = book_series(
            visit.help_request,
            plan=form.plan,
            promised_from=visit.promised_from,
            by=request.user,
            now=request.now,
        )
    except AlreadyInSeries as error:
        messages.warning(request, sentence_for(error))
    else:
        _say(request, steps)
    return redirect("agenda:plan-series", request.programme.slug, pk)


def _say(request: StaffRequest, steps: list[SeriesStep]) -> None:
    """Say how many are booked, and that the others are still to be found."""
    booked = sum(step.visit is not None for step in steps)
    missing = len(steps) - booked
    done = ngettext(
        "%(count)s rendez-vous est prévu en tout.",
        "%(count)s rendez-vous sont prévus en tout.",
        booked,
    )
    messages.success(request, done % {"count": booked})
    if missing:
        left = ngettext(
            "%(count)s fois n’a pas trouvé de moment : voyez pourquoi plus bas.",
            "%(count)s fois n’ont pas trouvé de moment : voyez pourquoi plus bas.",
            missing,
        )
        messages.warning(request, left % {"count": missing})


def _render(
    request: StaffRequest, visit: Visit, form: SeriesForm | None, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    series = visit.help_request.series
    context = {
        "visit": visit,
        "form": form,
        "lines": list_lines(series, year=request.today.year) if series else [],
        "series": series,
        "may_call": Action.ANSWER_CALLS in request.actions,
    }
    return render(request, "agenda/series.html", context, status=status)
