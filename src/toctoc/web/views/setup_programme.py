"""Setting a programme up, last steps: what it is called, then all of it at once."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toctoc.common.errors import ToctocError
from toctoc.dispatch.operations.founding import found_programme
from toctoc.dispatch.queries.preview import Preview
from toctoc.people.queries import list_programmes_of
from toctoc.territory.errors import DraftGone, NoCommune, SlugTaken, UnreadableFiles
from toctoc.territory.files.store import load_reading
from toctoc.territory.models import Programme, SetupDraft
from toctoc.territory.operations import drop_draft, keep_answers
from toctoc.web.access import FounderRequest, founders_only
from toctoc.web.context import CHOICES
from toctoc.web.forms.setup import ProgrammeSetupForm
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for
from toctoc.web.views.setup_preview import find_draft, list_choices, preview_draft, siren_of

NOT_TYPED = ("csrfmiddlewaretoken",)


@require_http_methods(["GET", "HEAD", "POST"])
@founders_only
def describe_programme(request: FounderRequest, token: UUID) -> HttpResponse:
    """Ask what the programme is called and where tours start; kept as typed, even if wrong."""
    draft = find_draft(request, token)
    if list_choices(draft, load_reading(draft.reading)):
        return redirect("setup:show-communes", draft.token)
    preview = preview_draft(draft, request)
    if request.method != "POST":
        form = ProgrammeSetupForm(initial=_initial(draft, preview), communes=preview.communes)
        return _render_form(request, draft, form)
    typed = {key: value for key, value in request.POST.dict().items() if key not in NOT_TYPED}
    whole = {"whole": True} if draft.answers.get("whole") else {}
    keep_answers(draft, answers=typed | whole, now=request.now)
    form = ProgrammeSetupForm(request.POST, communes=preview.communes)
    if form.is_valid():
        return redirect("setup:confirm-programme", draft.token)
    return _render_form(request, draft, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_http_methods(["GET", "HEAD", "POST"])
@founders_only
def confirm_programme(request: FounderRequest, token: UUID) -> HttpResponse:
    """Sum up, then create everything, or nothing."""
    draft = find_draft(request, token)
    preview = preview_draft(draft, request)
    form = ProgrammeSetupForm(draft.answers, communes=preview.communes)
    if not form.is_valid():
        return redirect("setup:describe-programme", draft.token)
    wishes = form.to_wishes(siren_of(draft))
    if request.method == "POST":
        try:
            programme = _found(request, draft, form)
        except DraftGone:
            return redirect("home")
        except SlugTaken as error:
            form.add_error("slug", sentence_for(error))
            return _render_form(request, draft, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        except (NoCommune, UnreadableFiles) as error:
            return _back_to_communes(request, draft, error)
        return _welcome(request, programme, preview)
    names = {commune.code_insee: commune.name for commune in preview.communes}
    bases = [(base.label, names[base.commune]) for base in wishes.bases]
    context = {"draft": draft, "wishes": wishes, "preview": preview, "bases": bases}
    return render_screen(request, "setup/confirm.html", "", context)


@transaction.atomic
def _found(request: FounderRequest, draft: SetupDraft, form: ProgrammeSetupForm) -> Programme:
    drop_draft(draft)  # first: a second click waits here, and finds it gone
    return found_programme(
        load_reading(draft.reading),
        wishes=form.to_wishes(siren_of(draft)),
        by=request.user,
        now=request.now,
    )


def _back_to_communes(
    request: FounderRequest, draft: SetupDraft, error: ToctocError
) -> HttpResponse:
    messages.error(request, sentence_for(error))
    return redirect("setup:show-communes", draft.token)


def _welcome(request: FounderRequest, programme: Programme, preview: Preview) -> HttpResponse:
    """Open the new programme, and say what remains to be done there."""
    programmes = list_programmes_of(request.user, on=request.today)
    request.session[CHOICES] = [(one.name, one.slug) for one in programmes]
    count = len(preview.communes)
    sentence = ngettext(
        "%(name)s est en place : %(count)s commune. Il reste à donner des accès et à ajouter "
        "les volontaires, dans « Équipe ».",
        "%(name)s est en place : %(count)s communes. Il reste à donner des accès et à ajouter "
        "les volontaires, dans « Équipe ».",
        count,
    )
    messages.success(request, sentence % {"name": programme.name, "count": count})
    return redirect("territory:show-map", programme.slug)


def _initial(draft: SetupDraft, preview: Preview) -> dict[str, Any]:
    """Return what was typed before, else what the intercommunality suggests."""
    if "name" in draft.answers:
        return dict(draft.answers)
    epci = next((one.epci_name for one in preview.communes if one.epci_name), "")
    return {"name": suggest_name(epci), "authority": epci if siren_of(draft) else ""}


def suggest_name(epci: str) -> str:
    """Leave out what kind of intercommunality it is: "CC Pays de Nay" is "Pays de Nay".

    >>> suggest_name("CC du Nord Est Béarn"), suggest_name("CA Pau Béarn Pyrénées")
    ('Nord Est Béarn', 'Pau Béarn Pyrénées')
    """
    words = epci.split()
    if words[:1] and words[0] in {"CC", "CA", "CU"}:
        words = words[1:]
    if words[:2] == ["de", "la"]:
        words = words[2:]
    elif words[:1] and words[0] in {"du", "de", "des"}:
        words = words[1:]
    return " ".join(words)


def _render_form(
    request: FounderRequest,
    draft: SetupDraft,
    form: ProgrammeSetupForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {"draft": draft, "form": form}
    return render_screen(request, "setup/programme.html", "", context, status=status)
