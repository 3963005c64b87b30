"""Moving a visit on the grid, by hand or by form: the same checks, the same answers.

The grid's script asks for JSON, a browser without it gets pages. Inside the promise nobody is
asked anything more; outside it the form comes back with what was promised and two questions.
"""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from toctoc.agenda.enums import MoveReason
from toctoc.agenda.models import Visit
from toctoc.agenda.queries import get_visit
from toctoc.common.errors import ToctocError
from toctoc.common.wording import clock, day_long
from toctoc.dispatch.errors import OutsidePromise
from toctoc.dispatch.operations import (
    NewPromise,
    Place,
    Rearranged,
    rearrange_visit,
    undo_changes,
)
from toctoc.people.enums import Action
from toctoc.people.queries import find_reach, list_volunteers
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components.reach import list_told_choices, say_reach
from toctoc.web.forms.placing import NEW_PROMISE, PlacingForm
from toctoc.web.promises import promise_when
from toctoc.web.sentences import sentence_for
from toctoc.web.views.agenda_grid_events import seen_mark
from toctoc.web.views.visits import find_refusal, visit_url

SALT: Final = "agenda-undo"
UNDO_FOR_S: Final = 3_600  # after that, a change is no slip of the hand any more
ASK: Final = "ask"
DONE_NAME: Final = "fait"

type Json = dict[str, Any]


@needs(Action.CHANGE_AGENDA)
@never_cache
def place_on_grid(request: StaffRequest, pk: int) -> HttpResponse:
    """Show where the visit stands; put it elsewhere when asked."""
    visit = or_404(get_visit, request.programme, pk)
    if request.method == "GET" and DONE_NAME in request.GET:
        token = request.GET[DONE_NAME]
        return render(request, "agenda/placed.html", {"visit": visit, "token": token})
    refusal = find_refusal(visit, request) or _find_change(visit, request)
    if refusal:
        return _refuse(request, visit, refusal)
    form = _make_form(request, visit)
    if not form.is_bound:
        return _show(request, form)
    return _answer_wish(request, form)


def _answer_wish(request: StaffRequest, form: PlacingForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        done = _rearrange(form.visit, form, request)
    except OutsidePromise:
        return _ask_promise(request, form)
    except ToctocError as error:
        return _tell_refusal(request, form, sentence_for(error))
    return _tell_done(request, done)


@needs(Action.CHANGE_AGENDA)
@require_POST
@never_cache
def undo_on_grid(request: StaffRequest, pk: int) -> HttpResponse:
    """Take the last change back, where nothing has happened since."""
    visit = or_404(get_visit, request.programme, pk)
    event_ids = _read_token(request, pk)
    if event_ids is None:
        return _refuse(request, visit, _("Ce déplacement ne peut plus être annulé."))
    try:
        back = undo_changes(visit, event_ids=event_ids, by=request.user, now=request.now)
    except ToctocError as error:
        return _refuse(request, visit, sentence_for(error))
    said = _("Déplacement annulé : %(what)s.") % {"what": _say_place(back)}
    if back.told_at is None:
        said = f"{said} {_say_to_tell(back)}"
    if _wants_json(request):
        return _json({"said": said})
    messages.success(request, said)
    return redirect(visit_url(back))


def _find_change(visit: Visit, request: StaffRequest) -> str:
    """Return what to say where somebody changed the visit after it was shown; "" if not."""
    seen = request.POST.get("seen", "")
    if not seen or seen == seen_mark(visit):
        return ""
    return _("Cette visite vient d’être changée : %(what)s. Rien n’a été modifié.") % {
        "what": _say_place(visit)
    }


def _make_form(request: StaffRequest, visit: Visit) -> PlacingForm:
    lead = visit.lead or visit
    crew = [row.volunteer_id for row in (lead, *lead.companions.filter(status=visit.status))]
    return _fill_form(
        request,
        visit,
        crew,
        data=_read_gesture(request, crew),
        initial={
            "volunteer": crew[0],
            "second": crew[1] if len(crew) > 1 else None,
            "day": timezone.localtime(visit.starts_at).date(),
            "hour": clock(visit.starts_at),
            "length": visit.length_s // 60,
            "seen": seen_mark(visit),
        },
    )


def _fill_form(
    request: StaffRequest, visit: Visit, crew: Sequence[int], **kwargs: Any
) -> PlacingForm:
    return PlacingForm(
        **kwargs,
        visit=visit,
        crew=crew,
        volunteers=list(list_volunteers(request.programme, on_mission_from=request.today)),
        channels=list_told_choices(find_reach(visit.resident)),
        today=request.today,
    )


def _read_gesture(request: StaffRequest, crew: list[int]) -> Json | None:
    """Return what was sent as the form's fields; a drag names only the column it came from."""
    if request.method != "POST":
        return None
    data = request.POST.dict()
    if "from" in data and len(crew) > 1:
        goers = [
            data.get("volunteer", "") if str(pk) == data["from"] else str(pk) for pk in crew
        ]
        data["volunteer"], data["second"] = goers[0], goers[1]
    return data


def _rearrange(visit: Visit, form: PlacingForm, request: StaffRequest) -> Rearranged:
    goers = form.volunteers
    is_same = tuple(one.pk for one in goers) == form.crew
    promise = None
    if form.makes_promise:
        promise = NewPromise(
            reason=MoveReason(form.cleaned_data["reason"]), channel=form.channel
        )
    place = Place(
        starts_at=form.starts_at,
        length_min=form.cleaned_data["length"],
        volunteers=() if is_same and promise is None else goers,
    )
    lead = visit.lead or visit
    return rearrange_visit(lead, place=place, promise=promise, by=request.user, now=request.now)


def _show(
    request: StaffRequest, form: PlacingForm, *, status: int = HTTPStatus.OK, **more: object
) -> HttpResponse:
    """Answer the form: alone for the grid's dialog, in its page for everyone else."""
    context = {"form": form, "visit": form.visit, "crew": len(form.crew), **more}
    if _wants_json(request):
        html = render_to_string("agenda/place.html#place-form", context, request)
        return _json({"html": html, "kind": ASK}, status=status)
    return render(request, "agenda/place.html", context, status=status)


def _ask_promise(request: StaffRequest, form: PlacingForm) -> HttpResponse:
    """Say what was promised, and ask why and how the person was told of another moment."""
    data = {**form.data, "promise": NEW_PROMISE}
    again = _fill_form(request, form.visit, form.crew, data=data)
    again.errors.clear()  # the two questions are new: nobody has forgotten to answer them
    wanted = _("%(day)s à %(hour)s") % {
        "day": capfirst(day_long(form.starts_at)),
        "hour": clock(form.starts_at),
    }
    return _show(request, again, status=HTTPStatus.CONFLICT, wanted=wanted)


def _tell_refusal(request: StaffRequest, form: PlacingForm, sentence: str) -> HttpResponse:
    if _wants_json(request):
        return _json({"said": sentence, "kind": "refused"}, status=HTTPStatus.CONFLICT)
    form.add_error(None, sentence)
    return _show(request, form, status=HTTPStatus.CONFLICT)


def _tell_done(request: StaffRequest, done: Rearranged) -> HttpResponse:
    visit = done.visit
    said = _("C’est fait : %(what)s.") % {"what": _say_place(visit)}
    if visit.told_at is None:
        said = f"{said} {_say_to_tell(visit)}"
    undo = None
    if done.event_ids:
        args = [request.programme.slug, visit.pk]
        undo = {"url": reverse("agenda:undo-placing", args=args), "token": _sign(visit, done)}
    if _wants_json(request):
        return _json({"said": said, "undo": undo})
    messages.success(request, said)
    url = reverse("agenda:place-visit", args=[request.programme.slug, visit.pk])
    return redirect(f"{url}?{urlencode({DONE_NAME: undo['token'] if undo else ''})}")


def _refuse(request: StaffRequest, visit: Visit, sentence: str) -> HttpResponse:
    if _wants_json(request):
        return _json({"said": sentence, "kind": "changed"}, status=HTTPStatus.CONFLICT)
    messages.error(request, sentence)
    return redirect(visit_url(visit))


def _say_place(visit: Visit) -> str:
    """Say "mardi 8 décembre, 10 h – 11 h, Alix"."""
    return _("%(day)s, %(from)s – %(until)s, %(name)s") % {
        "day": day_long(visit.starts_at),
        "from": clock(visit.starts_at),
        "until": clock(visit.ends_at),
        "name": visit.volunteer.name,
    }


def _say_to_tell(visit: Visit) -> str:
    return _("Prévenez %(name)s (%(when)s) : %(how)s.") % {
        "name": visit.resident,
        "when": promise_when(visit),
        "how": say_reach(find_reach(visit.resident)),
    }


def _sign(visit: Visit, done: Rearranged) -> str:
    return signing.dumps([visit.pk, list(done.event_ids)], salt=SALT)


def _read_token(request: StaffRequest, pk: int) -> list[int] | None:
    """Return the events of a change; None where the token is old, false or another visit's."""
    try:
        visit_pk, event_ids = signing.loads(
            request.POST.get("token", ""), salt=SALT, max_age=UNDO_FOR_S
        )
    except (signing.BadSignature, ValueError):
        return None
    return list(event_ids) if visit_pk == pk else None


def _wants_json(request: StaffRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _json(data: Json, *, status: int = HTTPStatus.OK) -> HttpResponse:
    response = JsonResponse(data, status=status)
    patch_vary_headers(response, ["Accept"])
    return response
