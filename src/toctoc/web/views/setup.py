"""Setting a programme up, first step: which communes; found by name or SIREN, or in files."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toctoc.territory.errors import DirectoryUnreachable, UnknownTerritory
from toctoc.territory.files import Reading, read_files, say
from toctoc.territory.gateways import Epci, find_directory
from toctoc.territory.models import SetupDraft
from toctoc.territory.operations import start_draft
from toctoc.territory.queries import (
    find_epcis,
    list_drafts,
    list_epcis,
    plan_import,
    read_stored,
)
from toctoc.web.access import FounderRequest, founders_only
from toctoc.web.forms.setup import FilesForm
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for

SHOWN = 50  # problems listed; the count says how many there are
TEMPLATE = "setup/choose.html"


@require_http_methods(["GET", "HEAD", "POST"])
@founders_only
def choose_communes(request: FounderRequest) -> HttpResponse:
    """Find an intercommunality, or read files; what is chosen becomes a draft, nothing more."""
    if request.method != "POST":
        return _render(request, FilesForm())
    if "siren" in request.POST:
        return _take_epci(request, request.POST["siren"])
    form = FilesForm(request.POST, request.FILES)
    if not form.is_valid():
        return _render(request, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return _take(request, read_files(form.sources()), form)


def _take_epci(request: FounderRequest, siren: str) -> HttpResponse:
    """Take the communes of an intercommunality from the table, else from the directory."""
    stored = read_stored(siren)
    try:
        reading = stored if stored.rows else _fetch(siren)
    except (UnknownTerritory, DirectoryUnreachable) as error:
        messages.warning(request, sentence_for(error))
        return redirect("setup:choose-communes")
    return _take(request, reading, FilesForm())


def _fetch(siren: str) -> Reading:
    directory = find_directory()
    if directory is None:
        raise UnknownTerritory(siren=siren)
    return read_files([directory.fetch_communes(siren)])


def _take(request: FounderRequest, reading: Reading, form: FilesForm) -> HttpResponse:
    """Keep a reading as a draft, or say all that is wrong with it."""
    plan = plan_import(reading, fill_only=not request.user.is_staff)
    if plan.errors:
        problems = [say(each) for each in plan.errors]
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return _render(request, form, problems=problems, status=status)
    draft = start_draft(
        reading,
        owner_key=owner_key(request),
        said=[(each.about, say(each)) for each in reading.warnings if each in plan.notices],
        now=request.now,
    )
    return redirect("setup:show-communes", draft.token)


def _render(
    request: FounderRequest,
    form: FilesForm,
    *,
    problems: list[str] | None = None,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    typed = " ".join(request.GET.get("q", "").split())
    found, trouble = _find(typed)
    context = {
        "form": form,
        "typed": typed,
        "found": found,
        "trouble": trouble,
        "has_directory": find_directory() is not None,
        "known": list_epcis() if not typed else [],
        "drafts": [(draft, _title(draft)) for draft in list_drafts(owner_key(request))],
        "problems": (problems or [])[:SHOWN],
        "problem_count": len(problems or []),
    }
    return render_screen(request, TEMPLATE, "", context, status=status)


def _find(typed: str) -> tuple[list[Epci], str]:
    """Return what the table and the directory know by that name, and what went wrong."""
    if not typed:
        return [], ""
    found = {one.code: one for one in find_epcis(typed)}
    directory = find_directory()
    try:
        asked = directory.find_epcis(typed) if directory else []
    except DirectoryUnreachable as error:
        return list(found.values()), sentence_for(error)
    return list(({one.code: one for one in asked} | found).values()), ""


def _title(draft: SetupDraft) -> str:
    """Name a draft: by what was typed, else by its first intercommunality, else by its size."""
    rows = draft.reading["rows"]
    named = next((row["epci_name"] for row in rows if row["epci_name"]), "")
    typed: str = draft.answers.get("name", "")
    return typed or named or _("%(count)s communes") % {"count": len(rows)}


def owner_key(request: FounderRequest) -> str:
    """Return the key under which drafts are this account's."""
    return str(request.user.pk)
