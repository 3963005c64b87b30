"""What calendars outside Toctoc say of a visit, a session or an absence, in French.

Never an access note, in no calendar: it has its own screens and its own days.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from toctoc.agenda.enums import AbsenceKind, CalendarKind, SessionKind, VisitKind
from toctoc.agenda.models import Absence, Place, Session, Visit
from toctoc.agenda.queries.calendars import Calendar
from toctoc.common.phone import show_phone
from toctoc.common.wording import clock
from toctoc.people.enums import CalendarDetail, Need
from toctoc.people.models import Resident


@dataclass(frozen=True, slots=True)
class Words:
    """Title, place and further lines of an event."""

    title: str
    where: str = ""
    lines: tuple[str, ...] = ()


def say_visit(visit: Visit, calendar: Calendar, detail: CalendarDetail) -> Words:
    """Say a visit by initials and commune, or in full; who goes, where several might."""
    is_full = detail == CalendarDetail.FULL
    resident = visit.resident
    who = str(resident) if is_full else initials(resident)
    lines = [str(Need(visit.need).label), say_promise(visit)]
    if is_full:
        lines += [show_phone(one) for one in (resident.mobile, resident.landline) if one]
    if visit.kind == VisitKind.PHONE:
        title, where = _("Par téléphone : %(who)s"), ""
    else:
        title, where = _("%(who)s – %(place)s"), _where(visit, is_full=is_full)
    named = visit.place.name if visit.place else resident.commune.name
    return Words(
        _with_volunteer(title % {"who": who, "place": named}, visit, calendar),
        where,
        tuple(lines),
    )


def say_promise(visit: Visit) -> str:
    """Say when the person expects somebody: "Promis : 10 h – 10 h 30"."""
    hours = [clock(visit.promised_from), clock(visit.promised_until)]
    return _("Promis : %(hours)s") % {"hours": " – ".join(dict.fromkeys(hours))}


def say_session(session: Session) -> Words:
    """Say a workshop, a meeting or a training: nobody's enrolment, only who runs it."""
    crew = sorted(one.volunteer.name for one in session.crew.all() if one.is_active)
    lines = [str(SessionKind(session.kind).label), session.get_level_display()]
    lines += [session.theme, session.bring, ", ".join(crew)]
    return Words(
        session.title, _place_line(session.place), tuple(line for line in lines if line)
    )


def say_absence(absence: Absence, calendar: Calendar) -> Words:
    """Say an absence: its kind to the one who is away, only that she is to everyone else."""
    if calendar.kind == CalendarKind.VOLUNTEER:
        return Words(str(AbsenceKind(absence.kind).label))
    return Words(_("Absence : %(name)s") % {"name": absence.volunteer.name})


def initials(resident: Resident) -> str:
    """Return "O. L." for Odette Lafictive."""
    names = (resident.first_name, resident.last_name)
    return " ".join(f"{name.strip()[0].upper()}." for name in names if name.strip())


def _with_volunteer(title: str, visit: Visit, calendar: Calendar) -> str:
    if calendar.kind == CalendarKind.VOLUNTEER:
        return title
    return _("%(title)s (%(volunteer)s)") % {"title": title, "volunteer": visit.volunteer.name}


def _where(visit: Visit, *, is_full: bool) -> str:
    if visit.place is not None:
        return _place_line(visit.place)
    commune = visit.resident.commune
    if not is_full:
        return commune.name
    parts = (visit.resident.street_line, f"{commune.postcode} {commune.name}")
    return ", ".join(part for part in parts if part)


def _place_line(place: Place) -> str:
    parts = (place.name, place.address, place.commune.name)
    return ", ".join(part for part in parts if part)
