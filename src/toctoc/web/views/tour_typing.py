"""A tour on paper: printed as PDF, and typed back in on one screen, all its visits at once."""

from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from toctoc.agenda.enums import FieldEntryKind, FieldEntryState
from toctoc.agenda.models import FieldEntry
from toctoc.agenda.permissions import can_see_access_note
from toctoc.dispatch.operations import record_entry
from toctoc.dispatch.queries import TourView, get_tour
from toctoc.dispatch.queries.field import list_last_words
from toctoc.people.enums import Action
from toctoc.people.queries import get_volunteer
from toctoc.reports.paper_tour import PaperForm, tour_pdf
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.typing import TypedVisitForm


@require_safe
@needs(Action.SEE_ALL_TOURS, Action.SEE_OWN_TOURS)
def download_tour(
    request: StaffRequest, volunteer: int, day: date, form: PaperForm
) -> HttpResponse:
    """Answer a tour as PDF. Access notes are on it where this reader may see them now."""
    tour = _get_tour(request, volunteer, day)
    visits = [stop.visit for stop in tour.stops]
    prefetch_related_objects(visits, "resident__relatives")
    noted = {
        visit.pk
        for visit in visits
        if can_see_access_note(request.user, visit, roles=request.roles, now=request.now)
    }
    url = request.build_absolute_uri(_tour_url(request, volunteer, day))
    pdf = tour_pdf(request.programme, tour, form=form, noted=noted, now=request.now, url=url)
    headers = {
        "Content-Disposition": f'inline; filename="tournee-{day}.pdf"',
        "Cache-Control": "no-store",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "POST"])
@needs(Action.CHANGE_AGENDA)
def type_tour(request: StaffRequest, volunteer: int, day: date) -> HttpResponse:
    """Ask for what paper says of each visit, prefilled with what is known."""
    tour = _get_tour(request, volunteer, day)
    if day > request.today:
        raise Http404
    forms = _forms(request, tour)
    if request.method == "POST" and not any(form.errors for form in forms):
        _record(request, tour, forms)
        return redirect("tour:type-tour", request.programme.slug, volunteer, day)
    context = {
        "tour": tour,
        "forms": forms,
        "token": request.POST.get("token") or str(uuid4()),
        "back_url": _tour_url(request, volunteer, day),
    }
    status = 422 if any(form.errors for form in forms) else 200
    return render(request, "tour/typing.html", context, status=status)


def _forms(request: StaffRequest, tour: TourView) -> list[TypedVisitForm]:
    visits = [stop.visit for stop in tour.stops]
    keys = [visit.pk for visit in visits]
    reports = list_last_words(keys, FieldEntryKind.REPORT)
    wishes = list_last_words(keys, FieldEntryKind.WANTS_MORE)
    return [
        TypedVisitForm(
            request.POST or None,
            visit=visit,
            initial=TypedVisitForm.initial_of(
                visit, reports.get(visit.pk), wishes.get(visit.pk)
            ),
        )
        for visit in visits
    ]


def _record(request: StaffRequest, tour: TourView, forms: list[TypedVisitForm]) -> None:
    token = _token(request)
    entries: list[FieldEntry] = [
        record_entry(tour.volunteer, note=note, by=request.user, now=request.now)
        for form in forms
        for note in form.list_notes(token)
    ]
    for entry in entries:
        if entry.state == FieldEntryState.KEPT:
            messages.warning(request, entry.get_reason_display())
    visits = {entry.visit_id for entry in entries if entry.state == FieldEntryState.APPLIED}
    said = ngettext(
        "%(count)s visite est à jour.", "%(count)s visites sont à jour.", len(visits)
    )
    messages.success(request, said % {"count": len(visits)})


def _token(request: StaffRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


def _get_tour(request: StaffRequest, pk: int, day: date) -> TourView:
    volunteer = or_404(get_volunteer, request.programme, pk)
    sees_all = Action.SEE_ALL_TOURS in request.actions
    if volunteer.account_id != request.user.pk and not sees_all:
        raise Http404
    return get_tour(request.programme, volunteer, day)


def _tour_url(request: StaffRequest, volunteer: int, day: date) -> str:
    return reverse("tour:show-tour", args=[request.programme.slug, volunteer, day])
