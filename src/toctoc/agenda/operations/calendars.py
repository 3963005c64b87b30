"""Writes on calendars outside Toctoc: private links, and events that are put back.

A link's token is returned once, when it is made; only its digest is kept.
"""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from toctoc.agenda.enums import CalendarKind
from toctoc.agenda.models import CalendarChange, CalendarClock, CalendarFeed
from toctoc.agenda.operations.session_links import digest_of
from toctoc.agenda.queries.calendars import Calendar, find_calendar
from toctoc.people.enums import CalendarDetail
from toctoc.people.errors import NotAllowed
from toctoc.people.models import Account
from toctoc.territory.models import Programme

TOKEN_BYTES = 32  # 256 bits: guessed by nobody, so looked up by its digest alone
SEEN_EVERY = timedelta(minutes=1)  # who asks all the time is not written all the time


def create_feed(
    account: Account,
    *,
    programme: Programme,
    kind: CalendarKind,
    detail: CalendarDetail,
    by: Account,
    now: datetime,
) -> tuple[CalendarFeed, str]:
    """Make a private link to a calendar the account may see, and return its token.

    People themselves make their own, nobody else's. Raises NotAllowed.
    """
    calendar = find_calendar(account, programme, kind, on=now.date())
    if by != account or calendar is None:
        raise NotAllowed(action=kind)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = CalendarFeed.objects.create(
        account=account,
        programme=programme,
        kind=kind,
        detail=calendar.detail_allowed(detail),
        digest=digest_of(token),
        created_at=now,
    )
    return feed, token


def revoke_feed(feed: CalendarFeed, *, by: Account, now: datetime) -> CalendarFeed:
    """End a private link at once. Raises NotAllowed for anybody but its owner."""
    if feed.account_id != by.pk:
        raise NotAllowed(action="revoke")
    feed.revoked_at = now
    feed.save(update_fields=["revoked_at"])
    return feed


@transaction.atomic
def renew_feed(feed: CalendarFeed, *, by: Account, now: datetime) -> tuple[CalendarFeed, str]:
    """End a private link and make another to the same calendar. Raises NotAllowed."""
    revoke_feed(feed, by=by, now=now)
    return create_feed(
        feed.account,
        programme=feed.programme,
        kind=CalendarKind(feed.kind),
        detail=CalendarDetail(feed.detail),
        by=by,
        now=now,
    )


def note_feed_read(feed: CalendarFeed, *, now: datetime) -> None:
    """Note that a link was read, at most once a minute."""
    if feed.last_read_at is None or feed.last_read_at < now - SEEN_EVERY:
        feed.last_read_at = now
        feed.save(update_fields=["last_read_at"])


@transaction.atomic
def put_back(calendar: Calendar, *, name: str, note: str, now: datetime) -> None:
    """Have an event that a phone changed in vain sent to it again, saying why.

    The event counts as changed, so that every phone takes it; the explanation stays until the
    event really changes. Holds the programme's clock as the triggers do.
    """
    programme = calendar.programme
    CalendarClock.objects.get_or_create(programme=programme)
    CalendarClock.objects.filter(programme=programme).update(sequence=F("sequence") + 1)
    sequence = CalendarClock.objects.get(programme=programme).sequence
    changed = CalendarChange.objects.filter(calendar=calendar.key, name=name)
    changed.update(
        sequence=sequence,
        version=F("version") + 1,
        changed_at=now,
        note=note[:300],
    )
