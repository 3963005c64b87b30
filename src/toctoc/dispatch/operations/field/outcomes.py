"""Outcomes of a visit and its companion, until the agenda has its own operation."""

from datetime import datetime

from django.db.models import Q

from toctoc.agenda.enums import VisitEventKind, VisitStatus
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.people.models import Account


def note_outcome(visit: Visit, *, outcome: VisitStatus, by: Account, now: datetime) -> None:
    _set(visit, outcome, VisitEventKind(outcome.value), by, now)


def reopen_visit(visit: Visit, *, by: Account, now: datetime) -> None:
    _set(visit, VisitStatus.BOOKED, VisitEventKind.REOPENED, by, now)


def _set(
    visit: Visit, status: VisitStatus, kind: VisitEventKind, by: Account, now: datetime
) -> None:
    rows = Visit.objects.filter(Q(pk=visit.pk) | Q(lead=visit)).exclude(status="cancelled")
    for row in rows:
        row.status = status
        row.save(update_fields=["status"])
        VisitEvent.objects.create(visit=row, kind=kind, at=now, by=by)
    visit.status = status
