"""One session's page: when, where, who runs it, who comes, and who is to be told."""

from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpResponse
from django.urls import reverse

from toctoc.agenda.enums import EnrolmentStatus, SessionKind, SessionStatus
from toctoc.agenda.models import Enrolment, Session, SessionCap
from toctoc.agenda.queries import (
    capacity_of,
    find_cap,
    list_enrolments,
    list_following,
    list_place_requests,
    list_session_events,
    list_session_links,
    seats_of,
)
from toctoc.people.enums import Action
from toctoc.people.queries import Reach, find_reach
from toctoc.web.access import StaffRequest
from toctoc.web.components.reach import list_told_choices
from toctoc.web.forms.sessions import LinkForm
from toctoc.web.forms.visits import ToldForm
from toctoc.web.screens import render_screen
from toctoc.web.views.sessions_history import tell_session_history

LIVE = (EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session in a list: how many come, how many may."""

    session: Session
    capacity: int
    is_capped: bool

    @property
    def seated(self) -> int:
        return self.session.seated  # type: ignore[attr-defined,no-any-return]  # counted by the query

    @property
    def waiting(self) -> int:
        return self.session.waiting  # type: ignore[attr-defined,no-any-return]  # counted by the query

    @property
    def free(self) -> int:
        return max(0, self.capacity - self.seated)

    @property
    def over(self) -> int:
        """How many people are too many, under the cap or once seats were taken away."""
        is_planned = self.session.status == SessionStatus.PLANNED
        return max(0, self.seated - self.capacity) if is_planned else 0

    @property
    def takes_people(self) -> bool:
        return self.session.kind == SessionKind.WORKSHOP

    @property
    def is_cancelled(self) -> bool:
        return self.session.status == SessionStatus.CANCELLED


def row_of(session: Session, cap: SessionCap | None) -> SessionRow:
    """Return a session with its room; no query where its place was read."""
    capacity = capacity_of(session, cap)
    return SessionRow(session, capacity, capacity < seats_of(session))


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody enrolled or waiting, how they are reached, and how to note that they know."""

    enrolment: Enrolment
    told_form: ToldForm

    @property
    def reach(self) -> Reach:
        return find_reach(self.enrolment.resident)

    @property
    def is_to_tell(self) -> bool:
        return self.enrolment.told_at is None and self.enrolment.status in LIVE


def person_row(enrolment: Enrolment) -> PersonRow:
    """Return somebody's line; no query, the relatives come with the enrolment."""
    choices = list_told_choices(find_reach(enrolment.resident))
    return PersonRow(enrolment, ToldForm(choices=choices, auto_id=f"told-{enrolment.pk}-%s"))


def render_session(
    request: StaffRequest, session: Session, *, new_link: str = "", status: int = HTTPStatus.OK
) -> HttpResponse:
    """Draw a session's page; `new_link` is a link just made, shown this once."""
    people = [person_row(one) for one in list_enrolments(session)]
    manages = Action.MANAGE_SESSIONS in request.actions
    is_planned = session.status == SessionStatus.PLANNED
    context = {
        "row": row_of(session, find_cap(request.programme)),
        "session": session,
        "day": session.starts_at.astimezone(request.now.tzinfo).date(),
        "seated": [one for one in people if one.enrolment.seat is not None],
        "waiting": [one for one in people if one.enrolment.seat is None],
        "to_tell": [one for one in people if one.is_to_tell] if manages else [],
        "lifts": [one for one in people if one.enrolment.needs_lift],
        "links": list_session_links(session) if manages and is_planned else [],
        "new_link": new_link,
        "link_form": LinkForm(),
        "requests": list_place_requests(session) if manages else [],
        "history": tell_session_history(list_session_events(session)),
        "following": list_following(session).count() - 1 if session.series_id else 0,
        "can_change": manages and is_planned and session.starts_at > request.now,
        "can_cancel": manages and is_planned and session.ends_at > request.now,
        "can_edit": manages and is_planned,
        "may_manage": manages,
        "has_sheet": _has_sheet(request, session),
    }
    return render_screen(request, "sessions/show.html", "", context, status=status)


def session_url(session: Session) -> str:
    """Return the address of a session's page."""
    return reverse("sessions:show-session", args=[session.programme.slug, session.pk])


def _has_sheet(request: StaffRequest, session: Session) -> bool:
    """Tell whether who came may be noted: from the day on."""
    day = session.starts_at.astimezone(request.now.tzinfo).date()
    return session.status != SessionStatus.CANCELLED and day <= request.today
