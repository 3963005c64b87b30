"""Writes on sessions that repeat: planned together, changed or cancelled from one of them on.

One transaction each, all or nothing. Hours are those of the wall: 14 h stays 14 h across a
clock change.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from toctoc.agenda.models import Session, SessionSeries
from toctoc.agenda.operations.sessions import (
    SessionFields,
    SessionMoment,
    cancel_session,
    edit_session,
    move_session,
    plan_session,
    set_crew,
)
from toctoc.agenda.queries import list_following
from toctoc.people.models import Account, Volunteer
from toctoc.territory.models import Programme

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """The moments at which the sessions of a series start, every so many weeks."""

    starts: Sequence[datetime]
    every_weeks: int


def starts_every(
    first: datetime, *, every_weeks: int, count: int, zone: ZoneInfo
) -> list[datetime]:
    """Return the same hour of the wall clock, `count` times, every so many weeks."""
    local = first.astimezone(zone)
    days = (local.date() + number * every_weeks * WEEK for number in range(count))
    return [datetime.combine(day, local.time(), tzinfo=zone) for day in days]


@transaction.atomic
def plan_series(
    programme: Programme,
    *,
    fields: SessionFields,
    rhythm: Rhythm,
    volunteers: Sequence[Volunteer] = (),
    by: Account,
    now: datetime,
) -> list[Session]:
    """Plan the same session at each of the moments, all or nothing: as `plan_session`."""
    series = SessionSeries.objects.create(
        programme=programme, every_weeks=rhythm.every_weeks, created_by=by, created_at=now
    )
    length = fields.ends_at - fields.starts_at
    return [
        plan_session(
            programme,
            fields=replace(fields, starts_at=start, ends_at=start + length),
            volunteers=volunteers,
            series=series,
            by=by,
            now=now,
        )
        for start in rhythm.starts
    ]


@transaction.atomic
def edit_following(
    session: Session, *, fields: SessionFields, by: Account, now: datetime
) -> list[Session]:
    """Change a session and those after it in its series, all or nothing: as `edit_session`."""
    following = _list_following(session)
    return [edit_session(one, fields=fields, by=by, now=now) for one in following]


@transaction.atomic
def move_following(
    session: Session, *, to: SessionMoment, reason: str = "", by: Account, now: datetime
) -> list[Session]:
    """Move a session and those after it by as much, all or nothing: as `move_session`.

    Where they move later the last goes first, so that none stands in another's way.
    """
    zone = ZoneInfo(session.programme.time_zone)
    shift = _wall(to.starts_at, zone) - _wall(session.starts_at, zone)
    length = to.ends_at - to.starts_at
    following = _list_following(session)
    for one in reversed(following) if shift > timedelta() else following:
        starts_at = (_wall(one.starts_at, zone) + shift).replace(tzinfo=zone)
        moment = replace(to, starts_at=starts_at, ends_at=starts_at + length)
        move_session(one, to=moment, reason=reason, by=by, now=now)
    return following


@transaction.atomic
def set_following_crew(
    session: Session, *, volunteers: Sequence[Volunteer], by: Account, now: datetime
) -> list[Session]:
    """Say who runs a session and those after it, all or nothing: as `set_crew`."""
    following = _list_following(session)
    return [set_crew(one, volunteers=volunteers, by=by, now=now) for one in following]


@transaction.atomic
def cancel_following(
    session: Session, *, reason: str, by: Account, now: datetime
) -> list[Session]:
    """Cancel a session and those after it in its series: as `cancel_session`."""
    following = _list_following(session)
    return [cancel_session(one, reason=reason, by=by, now=now) for one in following]


def _list_following(session: Session) -> list[Session]:
    """Return the session and those planned after it; never none: operations tell why not."""
    return list(list_following(session)) or [session]


def _wall(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None)
