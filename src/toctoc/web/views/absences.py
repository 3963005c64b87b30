"""Absences: who is away when, and the visits that lie under it, each to be moved by a person.

Nothing is dropped silently: an absence leaves booked visits where they are and shows them until
somebody has moved or cancelled them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from toctoc.agenda.enums import AbsenceKind
from toctoc.agenda.errors import InvalidPeriod, OutsideLaw, PersonalAbsence
from toctoc.agenda.models import Absence, Visit
from toctoc.agenda.operations import add_absence, remove_absence
from toctoc.agenda.queries import get_absence, list_absences, list_left_visits
from toctoc.dispatch.queries import AbsenceWay, list_absence_ways, list_visits_under
from toctoc.people.enums import Action
from toctoc.people.models import Volunteer
from toctoc.people.queries import list_volunteers
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.absences import AbsenceForm
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for

AHEAD = timedelta(days=400)
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence, and the visits still booked under it."""

    absence: Absence
    visits: tuple[Visit, ...]
    is_now: bool

    @property
    def last_moment(self) -> datetime:
        """The last moment away: an absence until midnight ends on the day before."""
        return self.absence.ends_at - INSTANT

    @property
    def has_start_hour(self) -> bool:
        return not _is_midnight(self.absence.starts_at)

    @property
    def has_end_hour(self) -> bool:
        return not _is_midnight(self.absence.ends_at)

    @property
    def label(self) -> str:
        """What the button removes, for those who only hear it."""
        return _("l’absence de %(name)s") % {"name": self.absence.volunteer.name}


@needs(Action.SEE_AGENDA)
def show_absences(request: StaffRequest) -> HttpResponse:
    """Show the absences that are not over, soonest first, with what is booked under them."""
    absences = list_absences(request.programme, start=request.now, end=request.now + AHEAD)
    context = {
        "rows": _with_visits(request, list(absences)),
        "may_change": Action.CHANGE_AGENDA in request.actions,
        "may_plan": Action.MANAGE_TEAM in request.actions,
    }
    return render_screen(request, "agenda/absences.html", "", context)


@needs(Action.CHANGE_AGENDA)
def add_new_absence(request: StaffRequest) -> HttpResponse:
    """Ask for an absence and note it; htmx asks on the way what is booked under it."""
    volunteers = list(list_volunteers(request.programme, on_mission_from=request.today))
    if request.method == "POST":
        return _save(request, volunteers)
    form = _make_form(request, volunteers, request.GET or None)
    return _render_form(request, form, _find_ways(request, form))


@needs(Action.CHANGE_AGENDA)
@require_POST
def remove_old_absence(request: StaffRequest, pk: int) -> HttpResponse:
    """Take an absence back; its hours can be booked again."""
    absence = or_404(get_absence, request.programme, pk)
    name = absence.volunteer.name
    try:
        remove_absence(absence, by=request.user)
    except PersonalAbsence as error:
        messages.warning(request, sentence_for(error))
        return redirect("agenda:list-absences", request.programme.slug)
    done = _("L’absence de %(name)s est supprimée : ses heures sont à nouveau libres.")
    messages.success(request, done % {"name": name})
    return redirect("agenda:list-absences", request.programme.slug)


def _save(request: StaffRequest, volunteers: Sequence[Volunteer]) -> HttpResponse:
    form = _make_form(request, volunteers, request.POST)
    if form.is_valid():
        try:
            absence = add_absence(
                form.absent,
                starts_at=form.starts_at,
                ends_at=form.ends_at,
                kind=AbsenceKind(form.cleaned_data["kind"]),
                by=request.user,
                now=request.now,
            )
        except (InvalidPeriod, OutsideLaw) as error:
            form.add_error(None, sentence_for(error))
        else:
            return _go_on(request, absence)
    return _render_form(request, form, None, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _go_on(request: StaffRequest, absence: Absence) -> HttpResponse:
    """Say what is left to do, and lead to it; else back to the list."""
    messages.success(request, _("L’absence est notée."))
    left = list_visits_under(
        request.programme,
        absence.volunteer,
        starts_at=absence.starts_at,
        ends_at=absence.ends_at,
        now=request.now,
    )
    if not left:
        return redirect("agenda:list-absences", request.programme.slug)
    sentence = ngettext(
        "%(count)s visite est retenue pendant cette absence : elle est à traiter.",
        "%(count)s visites sont retenues pendant cette absence : elles sont à traiter.",
        len(left),
    )
    messages.warning(request, sentence % {"count": len(left)})
    return redirect("agenda:show-ways", request.programme.slug, absence.pk)


def _make_form(
    request: StaffRequest, volunteers: Sequence[Volunteer], data: object
) -> AbsenceForm:
    return AbsenceForm(
        data, programme=request.programme, today=request.today, volunteers=volunteers
    )


def _find_ways(request: StaffRequest, form: AbsenceForm) -> list[AbsenceWay] | None:
    """Return what is booked in the period being typed, with ways out; None until it is read.

    Why someone is away is not asked on the way: an illness has no place in an address.
    """
    if not form.is_bound or form.errors.keys() - {"kind"}:
        return None
    return list_absence_ways(
        request.programme,
        form.absent,
        starts_at=form.starts_at,
        ends_at=form.ends_at,
        now=request.now,
    )


def _with_visits(request: StaffRequest, absences: Sequence[Absence]) -> list[AbsenceRow]:
    """Lay the booked visits to come under their absences; one query for all."""
    if not absences:
        return []
    booked = list(list_left_visits(request.programme, now=request.now))
    return [
        AbsenceRow(
            absence=absence,
            visits=tuple(visit for visit in booked if _lies_under(visit, absence)),
            is_now=absence.starts_at <= request.now,
        )
        for absence in absences
    ]


def _is_midnight(moment: datetime) -> bool:
    return timezone.localtime(moment).time() == time.min


def _lies_under(visit: Visit, absence: Absence) -> bool:
    return (
        visit.volunteer_id == absence.volunteer_id
        and visit.starts_at < absence.ends_at
        and visit.ends_at > absence.starts_at
    )


def _render_form(
    request: StaffRequest,
    form: AbsenceForm,
    ways: list[AbsenceWay] | None,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    context = {"form": form, "ways": ways, "next": request.get_full_path()}
    return render_screen(
        request, "agenda/absence_form.html", "under-absence", context, status=status
    )
