"""What came of a visit, noted from its page and taken back; a cancelling taken back."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import note_outcome, reopen_visit
from toctoc.agenda.queries import get_visit
from toctoc.common.errors import ToctocError
from toctoc.dispatch.operations import restore_visit
from toctoc.people.enums import Action
from toctoc.people.queries import find_reach
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components.reach import say_reach
from toctoc.web.sentences import sentence_for
from toctoc.web.views.visits import refuse, visit_url

SAID = {
    VisitStatus.DONE: gettext_lazy("C’est noté : la visite est faite."),
    VisitStatus.NO_SHOW: gettext_lazy("C’est noté : il n’y avait personne."),
}


@needs(Action.CHANGE_AGENDA)
@require_POST
def note_visit_outcome(request: StaffRequest, pk: int) -> HttpResponse:
    """Note that the visit was made, or that nobody was there."""
    visit = or_404(get_visit, request.programme, pk)
    outcome = _read_outcome(request.POST.get("outcome", ""))
    try:
        note_outcome(visit, outcome=outcome, by=request.user, now=request.now)
    except ToctocError as error:
        return refuse(request, visit, sentence_for(error))
    messages.success(request, SAID[outcome])
    return redirect(visit_url(visit))


@needs(Action.CHANGE_AGENDA)
@require_POST
def reopen_noted_visit(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back what was noted of the visit."""
    visit = or_404(get_visit, request.programme, pk)
    try:
        reopen_visit(visit, by=request.user, now=request.now)
    except ToctocError as error:
        return refuse(request, visit, sentence_for(error))
    messages.success(
        request, _("C’est repris : l’issue de cette visite est à noter de nouveau.")
    )
    return redirect(visit_url(visit))


@needs(Action.CHANGE_AGENDA)
@require_POST
def restore_cancelled_visit(request: StaffRequest, pk: int) -> HttpResponse:
    """Book a cancelled visit again, where its time is still free."""
    visit = or_404(get_visit, request.programme, pk)
    try:
        restored = restore_visit(visit, by=request.user, now=request.now)
    except ToctocError as error:
        return _stay_cancelled(request, visit, error)
    messages.success(request, _("Le rendez-vous est de nouveau prévu, comme avant."))
    if restored.told_at is None:
        how = say_reach(find_reach(visit.resident))
        words = {"name": visit.resident, "how": how}
        messages.warning(request, _("Prévenez %(name)s : %(how)s.") % words)
    return redirect(visit_url(visit))


def _stay_cancelled(request: StaffRequest, visit: Visit, error: ToctocError) -> HttpResponse:
    sentence = _("Le rendez-vous reste annulé. %(why)s") % {"why": sentence_for(error)}
    return refuse(request, visit, sentence)


def _read_outcome(typed: str) -> VisitStatus:
    try:
        outcome = VisitStatus(typed)
    except ValueError as error:
        raise BadRequest from error
    if outcome not in SAID:
        raise BadRequest
    return outcome
