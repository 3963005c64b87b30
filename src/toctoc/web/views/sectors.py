"""The sectors of a programme: plans past, present and to come, drafts, and a new draft."""

from http import HTTPStatus

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toctoc.common.errors import ToctocError
from toctoc.dispatch.operations.sector_drafts import draft_sectors
from toctoc.dispatch.operations.sector_search import prepare_search
from toctoc.people.enums import Action
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.queries import current_plan, list_sector_drafts, list_sector_plans
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.sectors import DaysRuleForm, DraftForm
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.views.sector_search import tell_search


@require_safe
@needs(Action.SEE_TERRITORY)
def list_plans(request: StaffRequest) -> HttpResponse:
    """Show the plans of all times; to those who manage them, the drafts and a way to start."""
    return _render(request, _form(request))


@require_POST
@needs(Action.MANAGE_TERRITORY)
def start_draft(request: StaffRequest) -> HttpResponseBase:
    """Start a draft; while an optimised one is searched for, the page tells how far it is."""
    form = DraftForm(request.POST, programme=request.programme)
    if form.is_valid():
        name, wish = form.cleaned_data["name"], form.wish()
        try:
            if wish.origin is DraftOrigin.OPTIMISED:
                search = prepare_search(request.programme, wish=wish)
                return tell_search(request, search, name=name)
            draft = draft_sectors(request.programme, name=name, wish=wish, now=request.now)
        except ToctocError as error:
            form.add_error(None, sentence_for(error))
        else:
            return redirect("sectors:edit-draft", request.programme.slug, draft.pk)
    return _render(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _form(request: StaffRequest) -> DraftForm:
    has_plan = current_plan(request.programme, on=request.today) is not None
    name = _("Secteurs %(year)s") % {"year": request.today.year}
    origin = "optimised" if not has_plan else "today"
    initial = {"name": name, "origin": origin}
    return DraftForm(initial=initial, programme=request.programme)


def _render(
    request: StaffRequest, form: DraftForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    may_manage = Action.MANAGE_TERRITORY in request.actions
    plans = list(list_sector_plans(request.programme))
    now_in_force = next((one for one in plans if one.starts_on <= request.today), None)
    context = {
        "plans": [(one, one == now_in_force, one.starts_on > request.today) for one in plans],
        "drafts": list(list_sector_drafts(request.programme)) if may_manage else [],
        "form": form,
        "days_form": DaysRuleForm(initial={"rule": request.programme.sector_days}),
        "days_rule": request.programme.get_sector_days_display(),
        "may_manage": may_manage,
    }
    return render_screen(request, "sectors/list.html", "", context, status=status)
