"""Reads of the calendars that phones and other programs show: whose they are, what is in them.

`list_calendars` is the one place that says which calendars an account may see today; all else
reads a calendar that came from it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Model, Q, QuerySet

from toctoc.agenda.enums import CalendarKind, SessionKind
from toctoc.agenda.models import (
    Absence,
    CalendarChange,
    CalendarFeed,
    PersonalEvent,
    Session,
    Visit,
)
from toctoc.people.enums import Action, CalendarDetail
from toctoc.people.models import Account, Volunteer
from toctoc.people.permissions import current_roles, granted_actions
from toctoc.people.queries import find_volunteer_of, list_programmes_of
from toctoc.territory.models import Programme

SUFFIX = ".ics"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """One calendar as one account may see it today."""

    kind: CalendarKind
    programme: Programme
    volunteer: Volunteer | None = None  # set exactly for a volunteer's own
    may_move: bool = False  # its visits, within their promises
    may_see_people: bool = False  # names and addresses of the people visited

    @property
    def key(self) -> str:
        """What the triggers call it, whoever looks (`agenda.triggers`)."""
        return f"{self.kind}:{self.volunteer.pk if self.volunteer else self.programme.pk}"

    @property
    def name(self) -> str:
        """Its part of an address; no person is named there."""
        return f"{self.programme.slug}-{self.kind}"

    def detail_allowed(self, wanted: str) -> CalendarDetail:
        """Return how much may be said here to who wants so much."""
        full = wanted == CalendarDetail.FULL and self.may_see_people
        return CalendarDetail.FULL if full else CalendarDetail.BRIEF


type Row = Visit | Absence | Session | PersonalEvent


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One event of a calendar: its file's name, its row, and how often that changed."""

    name: str
    row: Row
    change: CalendarChange | None


def list_calendars(account: Account, *, on: date) -> list[Calendar]:
    """Return the calendars the account may see on a day; at most two queries a programme.

    Volunteers see their own and the workshops; who sees the agenda, the programme's too.
    """
    programmes = list_programmes_of(account, on=on)
    return [one for programme in programmes for one in _calendars(account, programme, on)]


def find_calendar(
    account: Account, programme: Programme, kind: CalendarKind, *, on: date
) -> Calendar | None:
    """Return one calendar the account may see on a day, else None; at most two queries."""
    found = _calendars(account, programme, on)
    return next((one for one in found if one.kind == kind), None)


def _calendars(account: Account, programme: Programme, on: date) -> Iterator[Calendar]:
    actions = granted_actions(current_roles(account, programme, on=on))
    if Action.SEE_OWN_TOURS in actions:
        volunteer = find_volunteer_of(account, programme)
        if volunteer is not None:
            yield Calendar(
                kind=CalendarKind.VOLUNTEER,
                programme=programme,
                volunteer=volunteer,
                may_move=Action.CHANGE_AGENDA in actions,
                may_see_people=True,
            )
    if Action.SEE_AGENDA in actions:
        yield Calendar(
            kind=CalendarKind.PROGRAMME,
            programme=programme,
            may_move=Action.CHANGE_AGENDA in actions,
            may_see_people=Action.SEE_RESIDENTS in actions,
        )
    if actions & {Action.SEE_AGENDA, Action.SEE_OWN_TOURS}:
        yield Calendar(kind=CalendarKind.WORKSHOPS, programme=programme)


def list_feeds(account: Account) -> QuerySet[CalendarFeed]:
    """Return the account's private links still in force, newest first; one query."""
    feeds = CalendarFeed.objects.filter(account=account, revoked_at=None)
    return feeds.select_related("programme")


def get_feed(account: Account, pk: int) -> CalendarFeed:
    """Return a private link of the account still in force. Raises CalendarFeed.DoesNotExist."""
    return list_feeds(account).get(pk=pk)


def find_feed(digest: str) -> CalendarFeed | None:
    """Return the private link in force whose token has the digest, with its account."""
    feeds = CalendarFeed.objects.filter(digest=digest, revoked_at=None)
    return feeds.select_related("account", "programme").first()


def latest_sequence(calendar: Calendar) -> int:
    """Return the number of the calendar's last change, 0 where it has none; one query."""
    return _changes(calendar).aggregate(latest=Max("sequence"))["latest"] or 0


def list_changes(calendar: Calendar, *, since: int | None = None) -> QuerySet[CalendarChange]:
    """Return the last change of each event, deleted ones too where `since` is given.

    Without it, what stands in the calendar now. One query.
    """
    if since is None:
        return _changes(calendar).filter(deleted=False)
    return _changes(calendar).filter(sequence__gt=since)


def list_entries_between(
    calendar: Calendar, *, start: datetime | None, end: datetime | None
) -> list[CalendarEntry]:
    """Return the events under way in [start, end), by time; None is without limit.

    Five queries at most. Of endless personal events all that started before `end` come.
    """
    before = Q() if end is None else Q(starts_at__lt=end)
    during = before if start is None else before & Q(ends_at__gt=start)
    forever = before & (during | Q(ends_at__isnull=True))
    rows: list[Row] = [
        *_visits(calendar).filter(during),
        *_absences(calendar).filter(during),
        *_sessions(calendar).filter(during),
    ]
    if calendar.volunteer is not None:
        rows += calendar.volunteer.personal_events.filter(forever)
    return _with_changes(calendar, sorted(rows, key=lambda row: (row.starts_at, row.pk)))


def list_entries_named(calendar: Calendar, names: Iterable[str]) -> list[CalendarEntry]:
    """Return those of the named events that stand in the calendar; five queries at most."""
    wanted = set(names)
    keys = {kind: _keys(wanted, kind) for kind in ("visit", "absence", "session")}
    rows: list[Row] = []
    if keys["visit"]:
        rows += _visits(calendar).filter(pk__in=keys["visit"])
    if keys["absence"]:
        rows += _absences(calendar).filter(pk__in=keys["absence"])
    if keys["session"]:
        rows += _sessions(calendar).filter(pk__in=keys["session"])
    if calendar.volunteer is not None:
        rows += calendar.volunteer.personal_events.filter(name__in=wanted)
    return _with_changes(calendar, rows)


def find_personal_event(volunteer: Volunteer, *, uid: str) -> PersonalEvent | None:
    """Return the volunteer's own event of this UID, or None; one query."""
    return volunteer.personal_events.filter(uid=uid).first()


def name_of(row: Row) -> str:
    """Return the name of an event's file: what the triggers call it too."""
    if isinstance(row, PersonalEvent):
        return row.name
    return f"{type(row).__name__.lower()}-{row.pk}{SUFFIX}"


def is_ours(name: str) -> bool:
    """Tell whether a file's name is one of those we give, not a phone's."""
    kind, _, key = name.removesuffix(SUFFIX).partition("-")
    return kind in {"visit", "absence", "session"} and key.isdecimal()


def _keys(names: Iterable[str], kind: str) -> set[int]:
    return {
        int(name.removesuffix(SUFFIX).partition("-")[2])
        for name in names
        if is_ours(name) and name.startswith(f"{kind}-") and len(name) < 30
    }


def _changes(calendar: Calendar) -> QuerySet[CalendarChange]:
    return CalendarChange.objects.filter(calendar=calendar.key)


def _with_changes(calendar: Calendar, rows: Iterable[Row]) -> list[CalendarEntry]:
    named = [(name_of(row), row) for row in rows]
    changes = _changes(calendar).filter(name__in=[name for name, _row in named])
    found = {change.name: change for change in changes}
    return [CalendarEntry(name, row, found.get(name)) for name, row in named]


def _of[T: Model](rows: QuerySet[T], calendar: Calendar) -> QuerySet[T]:
    if calendar.volunteer is not None:
        return rows.filter(volunteer=calendar.volunteer)
    return rows.filter(programme=calendar.programme)


def _visits(calendar: Calendar) -> QuerySet[Visit]:
    if calendar.kind == CalendarKind.WORKSHOPS:
        return Visit.objects.none()
    visits = Visit.objects.select_related(
        "programme", "volunteer", "resident__commune", "place__commune"
    )
    return _of(visits, calendar).order_by("starts_at", "pk")


def _absences(calendar: Calendar) -> QuerySet[Absence]:
    absences = Absence.objects.select_related("volunteer").order_by("starts_at", "pk")
    if calendar.volunteer is not None:
        return absences.filter(volunteer=calendar.volunteer, personal_event=None)
    if calendar.kind == CalendarKind.WORKSHOPS:
        return absences.none()
    return absences.filter(volunteer__programme=calendar.programme)


def _sessions(calendar: Calendar) -> QuerySet[Session]:
    sessions = Session.objects.select_related("place__commune")
    sessions = sessions.prefetch_related("crew__volunteer").order_by("starts_at", "pk")
    if calendar.volunteer is not None:
        return sessions.filter(crew__volunteer=calendar.volunteer)
    if calendar.kind == CalendarKind.WORKSHOPS:
        sessions = sessions.filter(kind=SessionKind.WORKSHOP)
    return sessions.filter(programme=calendar.programme)
