"""What volunteers noted and the agenda contradicts: read, applied by hand, or set aside."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from toctoc.agenda.enums import FieldEntryKind, FieldEntryState
from toctoc.agenda.errors import EntryNotKept
from toctoc.agenda.models import FieldEntry
from toctoc.dispatch.operations import settle_entry
from toctoc.dispatch.operations.field.entries import BY_HAND
from toctoc.dispatch.queries.field import get_entry, list_kept_entries
from toctoc.people.enums import Action
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.entry_words import tell_entry
from toctoc.web.forms.field import SettleForm
from toctoc.web.sentences import sentence_for


@dataclass(frozen=True, slots=True)
class NoteRow:
    """An entry to settle: what it says, and whether it can be applied."""

    entry: FieldEntry
    lines: tuple[str, ...]
    can_apply: bool


@require_safe
@needs(Action.CHANGE_AGENDA)
def list_notes(request: StaffRequest) -> HttpResponse:
    """List what waits, oldest first."""
    notes = [_row(entry) for entry in list_kept_entries(request.programme)]
    return render(request, "field/notes.html", {"notes": notes})


@require_POST
@needs(Action.CHANGE_AGENDA)
def settle_note(request: StaffRequest, pk: int) -> HttpResponse:
    """Apply an entry on the office's word, or set it aside."""
    entry = or_404(get_entry, request.programme, pk)
    form = SettleForm(request.POST)
    apply = form.is_valid() and form.cleaned_data["what"] == "apply"
    try:
        settled = settle_entry(entry, apply=apply, by=request.user, now=request.now)
    except EntryNotKept as error:
        messages.info(request, sentence_for(error))
    else:
        _tell(request, settled, apply=apply)
    return redirect("field:list-notes", request.programme.slug)


def _tell(request: StaffRequest, settled: FieldEntry, *, apply: bool) -> None:
    if not apply:
        messages.success(request, _("C’est rangé : la note reste dans l’historique."))
    elif settled.state == FieldEntryState.APPLIED:
        messages.success(request, _("C’est appliqué à la visite."))
    else:
        messages.error(request, settled.get_reason_display())


def _row(entry: FieldEntry) -> NoteRow:
    data: Mapping[str, object] = entry.data if isinstance(entry.data, dict) else {}
    return NoteRow(
        entry=entry,
        lines=tuple(tell_entry(FieldEntryKind(entry.kind), data)),
        can_apply=entry.visit_id is not None and entry.reason in BY_HAND,
    )
