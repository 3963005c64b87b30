"""Writes on one session: planned, changed, moved, cancelled; and its crew.

One transaction each. The session's row is locked first, then the volunteers'; behind both the
database forbids that a volunteer be in two places.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from django.db import transaction

from toctoc.agenda.enums import SessionEventKind, SessionKind, SessionStatus
from toctoc.agenda.errors import (
    InvalidPeriod,
    OtherProgramme,
    PlaceClosed,
    SessionNotPlanned,
    SessionOver,
)
from toctoc.agenda.models import (
    Place,
    Session,
    SessionEvent,
    SessionSeries,
)
from toctoc.agenda.operations.crew import add_crew, check_crew, told_overlap
from toctoc.agenda.operations.seats import fill_seats, hold_session
from toctoc.agenda.operations.team import hold_volunteers
from toctoc.people.models import Account, Volunteer
from toctoc.territory.models import Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFields:
    """What a session may hold, as cleaned values. `seats` None: as many as the place has."""

    title: str
    place: Place
    starts_at: datetime
    ends_at: datetime
    kind: SessionKind = SessionKind.WORKSHOP
    level: str = ""
    theme: str = ""
    bring: str = ""
    seats: int | None = None
    details: str = ""

    @classmethod
    def of(cls, session: Session) -> Self:
        """Return what a session holds now; no query where its place was read."""
        return cls(
            kind=SessionKind(session.kind),
            place=session.place,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            seats=session.seats,
            **{name: getattr(session, name) for name in TEXTS},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionMoment:
    """When a session is moved to, and where; `place` None: where it was."""

    starts_at: datetime
    ends_at: datetime
    place: Place | None = None


TEXTS = ("title", "level", "theme", "bring", "details")


@transaction.atomic
def plan_session(
    programme: Programme,
    *,
    fields: SessionFields,
    volunteers: Sequence[Volunteer] = (),
    by: Account,
    now: datetime,
    series: SessionSeries | None = None,
) -> Session:
    """Plan a session; the volunteers' time is taken.

    Raises InvalidPeriod, OtherProgramme, PlaceClosed, MissionOver, VolunteerBusy.
    """
    session = Session(programme=programme, series=series, created_by=by, created_at=now)
    _check_period(fields.starts_at, fields.ends_at, now=now)
    _check_place(programme, fields.place, fields.starts_at)
    hold_volunteers(volunteer.pk for volunteer in volunteers)
    check_crew(programme, volunteers, fields.starts_at, fields.ends_at)
    _write(session, fields)
    add_crew(session, volunteers)
    _note(session, SessionEventKind.PLANNED, by=by, now=now)
    return session


@transaction.atomic
def edit_session(
    session: Session, *, fields: SessionFields, by: Account, now: datetime
) -> Session:
    """Change anything of a planned session but its time and place: `move_session` does.

    More seats go at once to who waits. Fewer take nobody's seat away: the page says how many
    are too many. Raises SessionNotPlanned.
    """
    hold_session(session)
    _check_planned(session)
    for name in (*TEXTS, "kind", "seats"):
        setattr(session, name, getattr(fields, name))
    session.save(update_fields=[*TEXTS, "kind", "seats"])
    fill_seats(session, now=now)
    _note(session, SessionEventKind.EDITED, by=by, now=now)
    return session


@transaction.atomic
def move_session(
    session: Session,
    *,
    to: SessionMoment,
    reason: str = "",
    by: Account,
    now: datetime,
) -> Session:
    """Give a planned session another time or place; everyone enrolled is to be told.

    The crew comes along. A place with more seats lets in who waits. Raises SessionNotPlanned,
    SessionOver, InvalidPeriod, PlaceClosed, MissionOver, VolunteerBusy.
    """
    hold_session(session)
    _check_planned(session)
    _check_not_over(session, now)
    _check_period(to.starts_at, to.ends_at, now=now)
    place = to.place or session.place
    _check_place(session.programme, place, to.starts_at)
    before = _where(session)
    crew = [member.volunteer for member in session.crew.select_related("volunteer")]
    hold_volunteers(volunteer.pk for volunteer in crew)
    check_crew(session.programme, crew, to.starts_at, to.ends_at, without=session)
    session.starts_at, session.ends_at, session.place = to.starts_at, to.ends_at, place
    session.save(update_fields=["starts_at", "ends_at", "place"])
    with told_overlap(crew, to.starts_at, to.ends_at):
        session.crew.update(starts_at=to.starts_at, ends_at=to.ends_at)
    untell(session)
    fill_seats(session, now=now)
    data = {"reason": reason, "before": before, "after": _where(session)}
    _note(session, SessionEventKind.MOVED, by=by, now=now, **data)
    return session


@transaction.atomic
def set_crew(
    session: Session, *, volunteers: Sequence[Volunteer], by: Account, now: datetime
) -> Session:
    """Say who runs a planned session; whoever no longer does is free at once.

    Raises SessionNotPlanned, SessionOver, OtherProgramme, MissionOver, VolunteerBusy.
    """
    hold_session(session)
    _check_planned(session)
    _check_not_over(session, now)
    held = {member.volunteer_id for member in session.crew.all()}
    wanted = {volunteer.pk: volunteer for volunteer in volunteers}
    if held == wanted.keys():
        return session
    hold_volunteers(held | wanted.keys())
    new = [volunteer for pk, volunteer in wanted.items() if pk not in held]
    check_crew(session.programme, new, session.starts_at, session.ends_at, without=session)
    session.crew.exclude(volunteer__in=wanted).delete()
    add_crew(session, new)
    names = [volunteer.name for volunteer in wanted.values()]
    _note(session, SessionEventKind.CREW, by=by, now=now, names=names)
    return session


@transaction.atomic
def cancel_session(session: Session, *, reason: str, by: Account, now: datetime) -> Session:
    """Cancel a planned session that is not over; its volunteers are free at once.

    Enrolments stay as they are, to be told one by one. Raises SessionNotPlanned, SessionOver.
    """
    hold_session(session)
    _check_planned(session)
    if session.ends_at <= now:
        raise SessionOver(session=session, now=now)
    hold_volunteers(session.crew.values_list("volunteer", flat=True))
    session.status, session.cancel_reason = SessionStatus.CANCELLED, reason
    session.cancelled_at = now
    session.save(update_fields=["status", "cancel_reason", "cancelled_at"])
    session.crew.update(is_active=False)
    untell(session)
    _note(session, SessionEventKind.CANCELLED, by=by, now=now, reason=reason)
    return session


def untell(session: Session) -> None:
    """Note that nobody enrolled or waiting knows yet how the session stands now."""
    session.enrolments.exclude(told_at=None).update(told_channel="", told_at=None)


def _write(session: Session, fields: SessionFields) -> None:
    for name in (*TEXTS, "kind", "place", "starts_at", "ends_at", "seats"):
        setattr(session, name, getattr(fields, name))
    session.save()


def _check_period(starts_at: datetime, ends_at: datetime, *, now: datetime) -> None:
    if ends_at <= starts_at or starts_at <= now or ends_at - starts_at > timedelta(hours=12):
        raise InvalidPeriod(starts_at=starts_at, ends_at=ends_at)


def _check_place(programme: Programme, place: Place, starts_at: datetime) -> None:
    if place.programme_id != programme.pk:
        raise OtherProgramme(place=place.pk, programme=programme.pk)
    day = starts_at.astimezone(ZoneInfo(programme.time_zone)).date()
    if place.closed_on is not None and day >= place.closed_on:
        raise PlaceClosed(place=place, closed_on=place.closed_on)


def _check_planned(session: Session) -> None:
    if session.status != SessionStatus.PLANNED:
        raise SessionNotPlanned(session=session, status=session.status)


def _check_not_over(session: Session, now: datetime) -> None:
    if session.starts_at <= now:
        raise SessionOver(session=session, now=now)


def _where(session: Session) -> dict[str, str]:
    return {
        "place": session.place.name,
        "starts_at": session.starts_at.isoformat(),
        "ends_at": session.ends_at.isoformat(),
    }


def _note(
    session: Session, kind: SessionEventKind, *, by: Account, now: datetime, **data: object
) -> None:
    SessionEvent.objects.create(session=session, kind=kind, at=now, by=by, data=data)
