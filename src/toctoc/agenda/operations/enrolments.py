"""Writes on who comes to a session: enrolled, waiting, told, present.

Each one locks the session's row first. Nothing is sent: telling people is a person's act.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from toctoc.agenda.enums import (
    EnrolmentSource,
    EnrolmentStatus,
    SessionEventKind,
    SessionStatus,
)
from toctoc.agenda.errors import (
    AlreadyEnrolled,
    EnrolmentNotLive,
    OtherProgramme,
    SeatTaken,
    SessionNotPlanned,
    SessionNotStarted,
    SessionOver,
)
from toctoc.agenda.models import Enrolment, Session, SessionEvent
from toctoc.agenda.operations.seats import (
    fill_seats,
    find_any_seat,
    find_seat,
    hold_session,
)
from toctoc.people.enums import Channel
from toctoc.people.errors import UnreachableChannel
from toctoc.people.models import Account, Resident
from toctoc.people.operations import note_contact
from toctoc.people.queries import NEEDED, find_reach

TELLABLE = (EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING)
# Two writers for one seat, behind the lock's back: PostgreSQL names the index, SQLite columns.
SEAT = ("one_person_a_seat", "agenda_enrolment.seat")
# Presences may be noted a little before the hour: people arrive early.
EARLY = timedelta(minutes=30)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentTerms:
    """How someone is enrolled; `told` is the channel by which they know already, if they do."""

    source: EnrolmentSource = EnrolmentSource.AGENT
    needs_lift: bool = False
    told: Channel | None = None


BY_AGENT = EnrolmentTerms()


@transaction.atomic
def enrol(
    session: Session,
    *,
    resident: Resident,
    by: Account | None,
    now: datetime,
    terms: EnrolmentTerms = BY_AGENT,
) -> Enrolment:
    """Give a person the lowest free seat, or the end of the waiting list where there is none.

    Raises SessionNotPlanned, SessionOver, AlreadyEnrolled, OtherProgramme, SeatTaken.
    """
    if resident.programme_id != session.programme_id:
        raise OtherProgramme(session=session.pk, resident=resident.pk)
    hold_session(session)
    if session.status != SessionStatus.PLANNED:
        raise SessionNotPlanned(session=session, status=session.status)
    if session.starts_at <= now:
        raise SessionOver(session=session, now=now)
    _check_new(session, resident)
    seat = find_seat(session)
    enrolment = Enrolment(
        session=session,
        resident=resident,
        status=EnrolmentStatus.WAITING if seat is None else EnrolmentStatus.ENROLLED,
        seat=seat,
        needs_lift=terms.needs_lift,
        source=terms.source,
        enrolled_by=by,
        enrolled_at=now,
        told_channel=terms.told or "",
        told_at=now if terms.told else None,
    )
    note_contact(resident, at=now)
    return _store(enrolment)


@transaction.atomic
def cancel_enrolment(enrolment: Enrolment, *, by: Account, now: datetime) -> list[Enrolment]:
    """Take a person off, on their word; returns who got the seat: they are to be told.

    Raises EnrolmentNotLive of one who has come, or is off already.
    """
    hold_session(enrolment.session)
    enrolment.refresh_from_db(fields=["status", "seat"])
    if enrolment.status not in TELLABLE:
        raise EnrolmentNotLive(enrolment=enrolment, status=enrolment.status)
    enrolment.status, enrolment.seat = EnrolmentStatus.CANCELLED, None
    enrolment.save(update_fields=["status", "seat"])
    log.info("enrolment %s cancelled by account %s", enrolment.pk, by.pk)
    return fill_seats(enrolment.session, now=now)


@transaction.atomic
def note_lift(
    enrolment: Enrolment, *, needs_lift: bool, by: Account, now: datetime
) -> Enrolment:
    """Note whether the person comes only if someone drives. Raises EnrolmentNotLive."""
    enrolment.refresh_from_db(fields=["status", "needs_lift"])
    if enrolment.status not in TELLABLE:
        raise EnrolmentNotLive(enrolment=enrolment, status=enrolment.status, by=by, now=now)
    enrolment.needs_lift = needs_lift
    enrolment.save(update_fields=["needs_lift"])
    return enrolment


@transaction.atomic
def note_enrolment_told(
    enrolment: Enrolment, *, channel: Channel, by: Account, now: datetime
) -> Enrolment:
    """Note by which channel the person was told how things stand. Sends nothing.

    Raises EnrolmentNotLive, and UnreachableChannel where the file lacks what it needs.
    """
    hold_session(enrolment.session)
    enrolment.refresh_from_db(fields=["status"])
    if enrolment.status not in TELLABLE:
        raise EnrolmentNotLive(enrolment=enrolment, status=enrolment.status)
    reachable = find_reach(enrolment.resident).channels
    if channel != Channel.PHONE and channel not in reachable:
        raise UnreachableChannel(channel=channel, missing=NEEDED[channel])
    enrolment.told_channel, enrolment.told_at = channel, now
    enrolment.save(update_fields=["told_channel", "told_at"])
    log.info("enrolment %s told by account %s", enrolment.pk, by.pk)
    return enrolment


@transaction.atomic
def note_presence(
    enrolment: Enrolment, *, is_present: bool, by: Account, now: datetime
) -> Enrolment:
    """Note that an enrolled person came or not, from the day of the session on.

    May be corrected. Who only waited and came gets a seat. Raises SessionNotStarted,
    SessionNotPlanned, EnrolmentNotLive.
    """
    session = enrolment.session
    hold_session(session)
    _check_day(session, now)
    enrolment.refresh_from_db(fields=["status", "seat"])
    is_waiting = enrolment.status == EnrolmentStatus.WAITING
    if enrolment.status == EnrolmentStatus.CANCELLED or (is_waiting and not is_present):
        raise EnrolmentNotLive(enrolment=enrolment, status=enrolment.status)
    enrolment.status = EnrolmentStatus.PRESENT if is_present else EnrolmentStatus.ABSENT
    if enrolment.seat is None:
        enrolment.seat = find_any_seat(session)
    enrolment.save(update_fields=["status", "seat"])
    if is_present:
        note_contact(enrolment.resident, at=now)
    _hold(session, by=by, now=now)
    return enrolment


@transaction.atomic
def add_on_site(
    session: Session, *, resident: Resident, by: Account, now: datetime
) -> Enrolment:
    """Note a person who came without being enrolled; a full room does not refuse who is in it.

    Who was enrolled or waited is noted present. Raises SessionNotStarted, SessionNotPlanned,
    OtherProgramme.
    """
    if resident.programme_id != session.programme_id:
        raise OtherProgramme(session=session.pk, resident=resident.pk)
    hold_session(session)
    _check_day(session, now)
    live = session.enrolments.exclude(status=EnrolmentStatus.CANCELLED)
    known = live.filter(resident=resident).first()
    if known is not None:
        return note_presence(known, is_present=True, by=by, now=now)
    enrolment = Enrolment(
        session=session,
        resident=resident,
        status=EnrolmentStatus.PRESENT,
        seat=find_any_seat(session),
        source=EnrolmentSource.ON_SITE,
        enrolled_by=by,
        enrolled_at=now,
    )
    note_contact(resident, at=now)
    _hold(session, by=by, now=now)
    return _store(enrolment)


@transaction.atomic
def count_walk_ins(session: Session, *, count: int, by: Account, now: datetime) -> Session:
    """Note how many came without giving a name. Raises SessionNotStarted, SessionNotPlanned."""
    hold_session(session)
    _check_day(session, now)
    session.walk_ins = count
    session.save(update_fields=["walk_ins"])
    _hold(session, by=by, now=now)
    return session


def _check_new(session: Session, resident: Resident) -> None:
    live = session.enrolments.exclude(status=EnrolmentStatus.CANCELLED)
    if live.filter(resident=resident).exists():
        raise AlreadyEnrolled(session=session, resident=resident)


def _check_day(session: Session, now: datetime) -> None:
    """Check that the session's day has come: people arrive early, sheets are kept late."""
    if session.status == SessionStatus.CANCELLED:
        raise SessionNotPlanned(session=session, status=session.status)
    zone = ZoneInfo(session.programme.time_zone)
    if now.astimezone(zone).date() < session.starts_at.astimezone(zone).date():
        raise SessionNotStarted(session=session, now=now)


def _hold(session: Session, *, by: Account, now: datetime) -> None:
    """Note that a session takes place, the first time a presence is noted."""
    if session.status == SessionStatus.PLANNED and session.starts_at <= now + EARLY:
        session.status = SessionStatus.HELD
        session.save(update_fields=["status"])
        SessionEvent.objects.create(session=session, kind=SessionEventKind.HELD, at=now, by=by)


def _store(enrolment: Enrolment) -> Enrolment:
    try:
        with transaction.atomic():
            enrolment.save()
    except IntegrityError as error:
        if any(name in str(error) for name in SEAT):
            raise SeatTaken(session=enrolment.session) from error
        raise
    return enrolment
