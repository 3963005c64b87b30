"""The cap on people in a session, while health asks for it: set, lifted, both remembered."""

from datetime import datetime

from django.db import transaction

from toctoc.agenda.models import SessionCap
from toctoc.agenda.operations.seats import fill_sessions
from toctoc.agenda.queries import find_cap, list_next_workshops
from toctoc.people.models import Account
from toctoc.territory.models import Programme


@transaction.atomic
def set_session_cap(
    programme: Programme, *, max_people: int, by: Account, now: datetime
) -> SessionCap:
    """Let no session take more than so many people; replaces the cap in force, if any.

    Nobody loses a seat: sessions above it are flagged. A wider cap lets in who waits.
    """
    _end_cap(programme, by=by, now=now)
    cap = SessionCap.objects.create(
        programme=programme, max_people=max_people, set_by=by, set_at=now
    )
    fill_sessions(list_next_workshops(programme, now=now), now=now)
    return cap


@transaction.atomic
def lift_session_cap(programme: Programme, *, by: Account, now: datetime) -> None:
    """Lift the cap in force, if any; the seats it closed go at once to who waits."""
    if _end_cap(programme, by=by, now=now):
        fill_sessions(list_next_workshops(programme, now=now), now=now)


def _end_cap(programme: Programme, *, by: Account, now: datetime) -> bool:
    cap = find_cap(programme)
    if cap is None:
        return False
    cap.lifted_by, cap.lifted_at = by, now
    cap.save(update_fields=["lifted_by", "lifted_at"])
    return True
