"""The crew of a session: whether its volunteers are free, their time taken."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from toctoc.agenda.errors import OtherProgramme, VolunteerBusy
from toctoc.agenda.models import Session, SessionVolunteer
from toctoc.agenda.operations.lawful import check_work
from toctoc.agenda.queries import find_commitment
from toctoc.people.errors import MissionOver
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme

OVERLAP = "volunteer_no_overlap"


def check_crew(
    programme: Programme,
    volunteers: Collection[Volunteer],
    starts_at: datetime,
    ends_at: datetime,
    *,
    without: Session | None = None,
) -> None:
    """Check that volunteers, who are held, are free in [starts_at, ends_at).

    Raises OtherProgramme, MissionOver, VolunteerBusy, OutsideLaw.
    """
    day = starts_at.astimezone(ZoneInfo(programme.time_zone)).date()
    for volunteer in volunteers:
        if volunteer.programme_id != programme.pk:
            raise OtherProgramme(volunteer=volunteer.pk, programme=programme.pk)
        if not volunteer.is_on_mission(day):
            raise MissionOver(volunteer=volunteer, day=day)
        what = find_commitment(volunteer, starts_at, ends_at, without=without)
        if what is not None:
            raise VolunteerBusy(
                volunteer=volunteer, what=what, starts_at=starts_at, ends_at=ends_at
            )
        check_work(volunteer, starts_at, ends_at, without=without)


@contextmanager
def told_overlap(
    volunteers: Collection[Volunteer], starts_at: datetime, ends_at: datetime
) -> Iterator[None]:
    """Turn what the database refuses into what happened, whoever of them it was."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if OVERLAP not in str(error):
            raise
        whose = next(iter(volunteers), None)
        raise VolunteerBusy(
            volunteer=whose, what=None, starts_at=starts_at, ends_at=ends_at
        ) from error


def add_crew(session: Session, volunteers: Collection[Volunteer]) -> None:
    """Take the volunteers' time for a session. Raises VolunteerBusy."""
    with told_overlap(volunteers, session.starts_at, session.ends_at):
        for volunteer in volunteers:
            SessionVolunteer.objects.create(
                session=session,
                volunteer=volunteer,
                starts_at=session.starts_at,
                ends_at=session.ends_at,
            )
