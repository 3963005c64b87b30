"""Reads of sessions: what is planned, who runs it, whether a volunteer is elsewhere."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Prefetch, Q, QuerySet

from toctoc.agenda.enums import OCCUPYING, SEATED, EnrolmentStatus, SessionKind, SessionStatus
from toctoc.agenda.models import (
    Absence,
    Session,
    SessionCap,
    SessionEvent,
    SessionVolunteer,
    Visit,
)
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme


def list_sessions(
    programme: Programme,
    *,
    start: datetime,
    end: datetime,
    volunteer: Volunteer | None = None,
    with_cancelled: bool = False,
) -> QuerySet[Session]:
    """Return the sessions under way in [start, end), by time; two queries.

    With place, commune and crew; `seated` and `waiting` count who comes and who waits.
    """
    sessions = _sessions(programme).filter(starts_at__lt=end, ends_at__gt=start)
    if not with_cancelled:
        sessions = sessions.exclude(status=SessionStatus.CANCELLED)
    if volunteer is not None:
        sessions = sessions.filter(crew__volunteer=volunteer)
    return sessions.order_by("starts_at", "pk")


def list_next_workshops(programme: Programme, *, now: datetime) -> QuerySet[Session]:
    """Return the workshops a person may still be enrolled in, by time; two queries."""
    coming = _sessions(programme).filter(
        kind=SessionKind.WORKSHOP, status=SessionStatus.PLANNED, starts_at__gt=now
    )
    return coming.order_by("starts_at", "pk")


def list_past_sessions(programme: Programme, *, now: datetime) -> QuerySet[Session]:
    """Return the sessions that are over, the latest first; two queries."""
    over = _sessions(programme).filter(ends_at__lte=now)
    return over.order_by("-starts_at", "-pk")


def list_coming_sessions(programme: Programme, *, now: datetime) -> QuerySet[Session]:
    """Return the sessions not over yet, cancelled ones too, by time; two queries."""
    return _sessions(programme).filter(ends_at__gt=now).order_by("starts_at", "pk")


def list_following(session: Session) -> QuerySet[Session]:
    """Return the planned sessions of a session's series from it on; itself alone without one.

    Two queries, by time.
    """
    sessions = _sessions(session.programme).filter(status=SessionStatus.PLANNED)
    if session.series_id is None:
        return sessions.filter(pk=session.pk)
    later = sessions.filter(series=session.series_id, starts_at__gte=session.starts_at)
    return later.order_by("starts_at", "pk")


def get_session(programme: Programme, pk: int) -> Session:
    """Return a session as `list_sessions` does. Raises Session.DoesNotExist."""
    return _sessions(programme).get(pk=pk)


def list_session_events(session: Session) -> QuerySet[SessionEvent]:
    """Return what happened to a session, oldest first, with who did it; one query."""
    return session.events.select_related("by").order_by("at", "pk")


def list_crews(
    programme: Programme, *, start: datetime, end: datetime
) -> QuerySet[SessionVolunteer]:
    """Return whose time sessions take in [start, end), by time; one query.

    With session, place, commune and volunteer; sessions cancelled take nobody's.
    """
    crews = SessionVolunteer.objects.filter(
        session__programme=programme, is_active=True, starts_at__lt=end, ends_at__gt=start
    )
    crews = crews.select_related("session__place__commune", "volunteer")
    return crews.order_by("starts_at", "volunteer__name", "pk")


def find_commitment(
    volunteer: Volunteer,
    starts_at: datetime,
    ends_at: datetime,
    *,
    without: Session | None = None,
) -> Visit | SessionVolunteer | Absence | None:
    """Return the first thing that keeps a volunteer from being elsewhere in [start, end).

    A visit, another session, an absence; None where she is free. At most three queries.
    """
    between = Q(starts_at__lt=ends_at, ends_at__gt=starts_at)
    visits = Visit.objects.filter(between, volunteer=volunteer, status__in=OCCUPYING)
    crews = SessionVolunteer.objects.filter(between, volunteer=volunteer, is_active=True)
    if without is not None:
        crews = crews.exclude(session=without)
    absences = Absence.objects.filter(between, volunteer=volunteer)
    return (
        visits.select_related("resident__commune").order_by("starts_at").first()
        or crews.select_related("session__place").order_by("starts_at").first()
        or absences.order_by("starts_at").first()
    )


def find_cap(programme: Programme) -> SessionCap | None:
    """Return the cap in force on people in a session, if any; one query."""
    caps = SessionCap.objects.filter(programme=programme, lifted_at=None)
    return caps.select_related("set_by").first()


def list_caps(programme: Programme) -> QuerySet[SessionCap]:
    """Return every cap there was, the latest first, with who set and lifted it; one query."""
    caps = SessionCap.objects.filter(programme=programme)
    return caps.select_related("set_by", "lifted_by").order_by("-set_at", "-pk")


def seats_of(session: Session) -> int:
    """Return how many seats a session has of its own, or else its place."""
    return session.place.seats if session.seats is None else session.seats


def capacity_of(session: Session, cap: SessionCap | None) -> int:
    """Return how many people a session takes: its seats, under the cap in force."""
    seats = seats_of(session)
    return seats if cap is None else min(seats, cap.max_people)


def _sessions(programme: Programme) -> QuerySet[Session]:
    sessions = Session.objects.filter(programme=programme)
    sessions = sessions.select_related("programme", "place__commune", "series", "created_by")
    crews = SessionVolunteer.objects.select_related("volunteer")
    return sessions.prefetch_related(Prefetch("crew", queryset=crews)).annotate(
        seated=_counted(SEATED), waiting=_counted((EnrolmentStatus.WAITING,))
    )


def _counted(statuses: Iterable[EnrolmentStatus]) -> Count:
    return Count("enrolments", filter=Q(enrolments__status__in=list(statuses)), distinct=True)
