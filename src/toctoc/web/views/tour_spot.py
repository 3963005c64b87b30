"""Noting on the spot without script: arrived, finished, nobody there, a report, a note.

The phone's page does the same without network; both end in `record_entry`. The key of a form
is made with its page, so that a button pressed twice counts once.
"""

import json
from typing import Final, NamedTuple
from uuid import uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from toctoc.agenda.enums import FieldEntryKind, FieldEntryState
from toctoc.agenda.models import FieldEntry, Visit
from toctoc.agenda.queries import get_visit
from toctoc.dispatch.operations import FieldNote, record_entry
from toctoc.people.enums import Action
from toctoc.people.models import Volunteer
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.phone import AnotherVisitForm, NoteForm, ReportForm, SpotForm
from toctoc.web.views.phone_package import own_volunteer


class Noting(NamedTuple):
    """One thing that may be noted: its word in the address, its form, its title."""

    word: str
    kind: FieldEntryKind
    form: type[SpotForm]
    title: Promise


NOTINGS: Final = {
    one.word: one
    for one in (
        Noting("arrivee", FieldEntryKind.ARRIVED, SpotForm, gettext_lazy("J’arrive")),
        Noting("depart", FieldEntryKind.LEFT, SpotForm, gettext_lazy("J’ai fini")),
        Noting("absente", FieldEntryKind.NO_SHOW, SpotForm, gettext_lazy("Personne n’ouvre")),
        Noting("rapport", FieldEntryKind.REPORT, ReportForm, gettext_lazy("Compte rendu")),
        Noting(
            "encore",
            FieldEntryKind.WANTS_MORE,
            AnotherVisitForm,
            gettext_lazy("Voudrait une autre visite"),
        ),
        Noting("note", FieldEntryKind.NOTE, NoteForm, gettext_lazy("Une note pour le service")),
    )
}


@require_http_methods(["GET", "POST"])
@needs(Action.SEE_OWN_TOURS)
def note_visit(request: StaffRequest, pk: int, word: str) -> HttpResponse:
    """Ask what is needed, store it, and go back to the tour, which says how it went."""
    noting = NOTINGS.get(word)
    volunteer = own_volunteer(request)
    visit = or_404(get_visit, request.programme, pk)
    if noting is None or visit.volunteer_id != volunteer.pk:
        raise Http404
    form = noting.form(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _tell(request, _store(request, volunteer, visit, noting.kind, form))
        return redirect(_tour_url(request, visit))
    context = {
        "form": form,
        "visit": visit,
        "title": noting.title,
        "is_grid": noting.form is AnotherVisitForm,
        "fields": form.visible_fields(),
        "back_url": _tour_url(request, visit),
    }
    status = 422 if form.errors else 200
    return render(request, "tour/note.html", context, status=status)


def _store(
    request: StaffRequest,
    volunteer: Volunteer,
    visit: Visit,
    kind: FieldEntryKind,
    form: SpotForm,
) -> FieldEntry:
    data = form.entry_data()
    # One page may be sent for several visits, or again after "back": what differs is another.
    words = json.dumps([visit.pk, kind, data], sort_keys=True, default=str)
    note = FieldNote(
        key=uuid5(form.cleaned_data["key"], words),
        kind=kind,
        visit_pk=visit.pk,
        done_at=request.now,
        data=data,
    )
    return record_entry(volunteer, note=note, by=request.user, now=request.now)


def _tell(request: StaffRequest, entry: FieldEntry) -> None:
    if entry.state == FieldEntryState.APPLIED:
        messages.success(request, _("C’est noté."))
        return
    sentence = _("%(reason)s Rien n’est perdu : la coordination lit ce que vous avez noté.")
    messages.warning(request, sentence % {"reason": entry.get_reason_display()})


def _tour_url(request: StaffRequest, visit: Visit) -> str:
    day = timezone.localtime(visit.starts_at).date()
    return reverse("tour:show-tour", args=[request.programme.slug, visit.volunteer_id, day])
