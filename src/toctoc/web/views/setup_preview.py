"""Setting a programme up: the communes on a map and in a table, before anything is stored."""

from collections import Counter
from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from toctoc.dispatch.queries.preview import Preview, preview_territory
from toctoc.territory.errors import DraftGone
from toctoc.territory.files import Reading, say
from toctoc.territory.files.store import load_reading
from toctoc.territory.models import SetupDraft
from toctoc.territory.operations import drop_draft, keep_answers, keep_one_epci
from toctoc.territory.queries import get_draft
from toctoc.web.access import FounderRequest, founders_only, or_404
from toctoc.web.screens import render_screen
from toctoc.web.views.setup import owner_key
from toctoc.web.views.territory import draw

EVERYTHING = "tout"  # instead of one SIREN: a programme over several intercommunalities
SAID = 20


@require_http_methods(["GET", "HEAD", "POST"])
@founders_only
def show_communes(request: FounderRequest, token: UUID) -> HttpResponse:
    """Show what would be taken; where files hold several intercommunalities, ask which one."""
    draft = find_draft(request, token)
    if request.method == "POST":
        _choose(draft, request)
        return redirect("setup:show-communes", draft.token)
    reading = load_reading(draft.reading)
    epcis = list_choices(draft, reading)
    if epcis:
        context = {"draft": draft, "epcis": epcis, "count": len(reading.rows)}
        return render_screen(request, "setup/epci.html", "", context)
    return _render_preview(request, draft)


def _render_preview(request: FounderRequest, draft: SetupDraft) -> HttpResponse:
    preview = preview_draft(draft, request)
    said = [*_said_before(draft), *(say(each) for each in preview.notices)]
    context = {
        "draft": draft,
        "preview": preview,
        "map_data": draw(list(preview.cells)),
        "rows": list(zip(preview.communes, preview.cells, strict=True)),
        "said": said[:SAID],
        "unsaid": len(said[SAID:]),
    }
    return render_screen(request, "setup/communes.html", "", context)


def _said_before(draft: SetupDraft) -> list[str]:
    """Return what reading the files had to say of them, and of the communes still chosen."""
    codes = {"", *(row["code"] for row in draft.reading["rows"])}
    return [sentence for about, sentence in draft.reading["said"] if about in codes]


@require_POST
@founders_only
def drop_setup(request: FounderRequest, token: UUID) -> HttpResponse:
    """Forget a programme that will not be set up."""
    with suppress(DraftGone):  # a second click
        drop_draft(find_draft(request, token))
    return redirect("setup:choose-communes")


def find_draft(request: FounderRequest, token: UUID) -> SetupDraft:
    """Return the draft of an address, if it is this account's own."""
    return or_404(get_draft, owner_key(request), token)


def preview_draft(draft: SetupDraft, request: FounderRequest) -> Preview:
    """Return what the draft would give, as it stands."""
    return preview_territory(load_reading(draft.reading), fill_only=not request.user.is_staff)


def siren_of(draft: SetupDraft) -> str:
    """Return the only intercommunality of a draft, none where there are several or none."""
    codes = {row["epci_code"] for row in draft.reading["rows"]} - {""}
    return codes.pop() if len(codes) == 1 else ""


def list_choices(draft: SetupDraft, reading: Reading) -> list[tuple[str, str, int]]:
    """List (SIREN, name, communes) to choose from, by name; none once that is decided."""
    if draft.answers.get("whole"):
        return []
    counts = Counter(row.epci_code for row in reading.rows if row.epci_code)
    names = {row.epci_code: row.epci_name for row in reading.rows if row.epci_name}
    choices = [(code, names.get(code, code), count) for code, count in counts.items()]
    return sorted(choices, key=lambda each: each[1]) if len(choices) > 1 else []


def _choose(draft: SetupDraft, request: FounderRequest) -> None:
    chosen = request.POST.get("epci", "")
    if chosen == EVERYTHING:
        keep_answers(draft, answers={**draft.answers, "whole": True}, now=request.now)
    else:
        keep_one_epci(draft, siren=chosen, now=request.now)
