"""What the database refuses, told as what happened; and whose agendas a day's change locks."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.db import IntegrityError

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.errors import AlreadyBooked, SlotTaken
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.dispatch.bridge import local_day
from toctoc.dispatch.errors import ChangedSince
from toctoc.dispatch.operations.retiming import crew_on
from toctoc.people.models import Volunteer

# Of visits among themselves, and of visits and sessions.
OVERLAP = "volunteer_no_overlap"
# PostgreSQL names the index, SQLite its column.
TWICE = ("one_booked_visit_a_request", "agenda_visit.help_request_id")


@contextmanager
def told_conflicts(
    help_request: HelpRequest, volunteers: Sequence[Volunteer], at: datetime
) -> Iterator[None]:
    """Turn what the database refuses into what happened."""
    try:
        yield
    except IntegrityError as error:
        text = str(error)
        if OVERLAP in text:
            whose = volunteers[0] if volunteers else None
            raise SlotTaken(volunteer=whose, at=at) from error
        if any(name in text for name in TWICE):
            raise AlreadyBooked(visit=booked_visit(help_request)) from error
        raise


def check_unchanged(rows: Sequence[Visit], visit: Visit, *names: str) -> None:
    """Raise ChangedSince where a visit, locked, is not what its reader saw before deciding."""
    row = next((one for one in rows if one.pk == visit.pk), rows[0])
    if any(getattr(row, name) != getattr(visit, name) for name in names):
        raise ChangedSince(visit=row)


def booked_visit(help_request: HelpRequest) -> Visit | None:
    """Return the visit that answers a request, the lead's of two; one query."""
    return help_request.visits.filter(status=VisitStatus.BOOKED, lead=None).first()


def crew_of(
    help_request: HelpRequest, volunteers: Sequence[Volunteer], promised_from: datetime
) -> frozenset[int]:
    """Return whose agendas may change: everyone of the day, and those named."""
    named = {volunteer.pk for volunteer in volunteers}
    day = local_day(promised_from, help_request.programme.time_zone)
    return crew_on(help_request.programme, day) | named
