"""What came of a visit: made, or nobody there; and taking that back.

A cancelled visit takes its time again only where that is still free: see
`dispatch.operations.restore_visit`.
"""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from toctoc.agenda.enums import VisitEventKind, VisitStatus
from toctoc.agenda.errors import AlreadyBooked, NothingToReopen, VisitNotStarted
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.agenda.operations.visits import hold_visits
from toctoc.people.models import Account

OUTCOMES: Final = {
    VisitStatus.DONE: VisitEventKind.DONE,
    VisitStatus.NO_SHOW: VisitEventKind.NO_SHOW,
}
NOTED: Final = (VisitStatus.BOOKED, VisitStatus.DONE, VisitStatus.NO_SHOW)


@transaction.atomic
def note_outcome(visit: Visit, *, outcome: VisitStatus, by: Account, now: datetime) -> Visit:
    """Note that a visit was made (DONE) or that nobody was there (NO_SHOW); both of a pair.

    Noted again otherwise, the last word holds, and the history keeps both; the same again
    changes nothing. The help request keeps its answer. Raises VisitNotStarted before the day
    of the visit, and VisitNotBooked of a cancelled one.
    """
    if outcome not in OUTCOMES:
        message = f"{outcome} is no outcome"
        raise ValueError(message)
    rows = hold_visits(visit, statuses=NOTED)
    if _day(rows[0], rows[0].starts_at) > _day(rows[0], now):
        raise VisitNotStarted(visit=visit, now=now)
    if rows[0].status != outcome:
        _store(rows, outcome, OUTCOMES[outcome], by=by, now=now)
    return _same_row(rows, visit)


@transaction.atomic
def reopen_visit(visit: Visit, *, by: Account, now: datetime) -> Visit:
    """Take back what was noted of a visit: it is booked again, its outcome still to come.

    Raises NothingToReopen of a visit without outcome, and of a cancelled one, whose time may
    be somebody else's by now; AlreadyBooked where its request has another visit to come.
    """
    if visit.status == VisitStatus.CANCELLED:
        raise NothingToReopen(visit=visit, status=visit.status)
    rows = hold_visits(visit, statuses=NOTED)
    if rows[0].status == VisitStatus.BOOKED:
        raise NothingToReopen(visit=visit, status=rows[0].status)
    check_unanswered(rows[0])
    _store(rows, VisitStatus.BOOKED, VisitEventKind.REOPENED, by=by, now=now)
    return _same_row(rows, visit)


def check_unanswered(lead: Visit) -> None:
    """Raise AlreadyBooked where another visit answers the same request."""
    others = lead.help_request.visits.filter(status=VisitStatus.BOOKED, lead=None)
    other = others.exclude(pk=lead.pk).first()
    if other is not None:
        raise AlreadyBooked(visit=other)


def _store(
    rows: list[Visit],
    status: VisitStatus,
    kind: VisitEventKind,
    *,
    by: Account,
    now: datetime,
) -> None:
    for row in rows:
        before, row.status = row.status, status
        row.save(update_fields=["status"])
        VisitEvent.objects.create(
            visit=row, kind=kind, at=now, by=by, data={"before": before, "after": str(status)}
        )


def _same_row(rows: list[Visit], visit: Visit) -> Visit:
    """Return the fresh row of the visit the caller holds, whose own status follows."""
    fresh = next((row for row in rows if row.pk == visit.pk), rows[0])
    visit.status = fresh.status
    return fresh


def _day(visit: Visit, moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(visit.programme.time_zone)).date()
