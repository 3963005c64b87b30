"""Seats of sessions: given one by one behind a lock, and to who waits once one is free."""

from collections.abc import Iterable
from datetime import datetime

from toctoc.agenda.enums import SEATED, EnrolmentStatus, SessionStatus
from toctoc.agenda.models import Enrolment, Session
from toctoc.agenda.queries import capacity_of, find_cap


def hold_session(session: Session) -> None:
    """Lock the session's row until the transaction ends, and read where it stands now.

    Always before volunteers, as a request is before a visit. SQLite needs no lock: a writer
    holds the whole file.
    """
    held = Session.objects.select_for_update(no_key=True)
    session.refresh_from_db(
        fields=["status", "place", "starts_at", "ends_at", "seats", "cancelled_at", "walk_ins"],
        from_queryset=held,
    )


def find_seat(session: Session) -> int | None:
    """Return the lowest free seat of a session that is held, or None where it is full."""
    capacity = capacity_of(session, find_cap(session.programme))
    taken = _taken(session)
    return None if len(taken) >= capacity else _lowest(taken)


def find_any_seat(session: Session) -> int:
    """Return the lowest free seat even of a full session: who stands in the room is there."""
    return _lowest(_taken(session))


def fill_seats(session: Session, *, now: datetime) -> list[Enrolment]:
    """Give free seats of a session that is held to who waits, the longest wait first.

    They do not know yet: nobody has been told. Nothing moves once the session has started.
    """
    given: list[Enrolment] = []
    if session.status != SessionStatus.PLANNED or session.starts_at <= now:
        return given
    waiting = session.enrolments.filter(status=EnrolmentStatus.WAITING)
    for enrolment in waiting.order_by("enrolled_at", "pk"):
        seat = find_seat(session)
        if seat is None:
            break
        enrolment.status, enrolment.seat = EnrolmentStatus.ENROLLED, seat
        enrolment.told_channel, enrolment.told_at = "", None
        enrolment.save(update_fields=["status", "seat", "told_channel", "told_at"])
        given.append(enrolment)
    return given


def fill_sessions(sessions: Iterable[Session], *, now: datetime) -> None:
    """Give what has become free in several sessions; in the order of their keys."""
    for session in sorted(sessions, key=lambda each: each.pk):
        hold_session(session)
        fill_seats(session, now=now)


def _taken(session: Session) -> set[int]:
    seated = session.enrolments.filter(status__in=SEATED)
    return {seat for seat in seated.values_list("seat", flat=True) if seat is not None}


def _lowest(taken: set[int]) -> int:
    return next(seat for seat in range(1, len(taken) + 2) if seat not in taken)
