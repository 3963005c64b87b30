"""Giving a visit another length, as the agenda's grid does: checked, noted, never silent."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from toctoc.agenda.enums import VisitEventKind
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.agenda.operations import hold_visits
from toctoc.dispatch.errors import InvalidLength, NoRoomAfter
from toctoc.dispatch.operations.standing import check_standing
from toctoc.people.models import Account

LEAST_MIN, MOST_MIN = 5, 600
NO_OVERLAP = "no_overlap"


def resize_visit(visit: Visit, *, length_min: int, by: Account, now: datetime) -> Visit:
    """Make a booked visit longer or shorter, from the same start; returns the lead's row.

    The request keeps the new length too, so that a later move searches with it. The rest of
    the tour stays: where there is no room left for it, nothing is stored. The promise is of an
    hour of arrival, so nobody has to be told. Sends nothing. Raises InvalidLength,
    VisitNotBooked, VisitAlreadyStarted, NoRoomAfter and InfeasibleSlot.
    """
    if not LEAST_MIN <= length_min <= MOST_MIN:
        raise InvalidLength(length_min=length_min, least=LEAST_MIN, most=MOST_MIN)
    try:
        with transaction.atomic():
            rows = hold_visits(visit, now=now)
            for row in rows:
                _resize_row(row, length_min, by=by, now=now)
            request = rows[0].help_request
            request.length_min = length_min
            request.save(update_fields=["length_min"])
            check_standing(rows, now=now)
    except IntegrityError as error:
        if NO_OVERLAP in str(error):
            raise NoRoomAfter(visit=visit, length_min=length_min) from error
        raise
    return rows[0]


def _resize_row(row: Visit, length_min: int, *, by: Account, now: datetime) -> None:
    before = row.length_s // 60
    row.ends_at = row.starts_at + timedelta(minutes=length_min)
    row.save(update_fields=["ends_at"])
    VisitEvent.objects.create(
        visit=row,
        kind=VisitEventKind.RESIZED,
        at=now,
        by=by,
        data={"before": {"length_min": before}, "after": {"length_min": length_min}},
    )
