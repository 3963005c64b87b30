"""Database triggers that note each change of what calendars show, in its own transaction.

Kept by the database so that nothing can forget it: no bulk write, no hand at its console. The
same statements serve both databases. PostgreSQL's run at the commit (deferred): the programme's
clock is locked last, in no deadlock. SQLite's run at once. Why: docs/flows/caldav.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "calendar_change_"
EVENTS = {"insert": "NEW", "update": "NEW", "delete": "OLD"}

# The programme's clock moves first; under its lock, each calendar's row of the event.
TICK = """
INSERT INTO agenda_calendarclock (programme_id, sequence)
SELECT p.id, 1 FROM territory_programme p WHERE p.id = {programme}
ON CONFLICT (programme_id) DO UPDATE SET sequence = agenda_calendarclock.sequence + 1;
"""
NOTE = """
INSERT INTO agenda_calendarchange
    (calendar, name, sequence, version, changed_at, deleted, note)
SELECT found.calendar, found.name, clock.sequence, 0, CURRENT_TIMESTAMP, found.deleted, ''
FROM ({found}) AS found, agenda_calendarclock AS clock
WHERE clock.programme_id = {programme}
ON CONFLICT (calendar, name) DO UPDATE SET
    sequence = excluded.sequence, version = agenda_calendarchange.version + 1,
    changed_at = excluded.changed_at, deleted = excluded.deleted, note = '';
"""
OF_VOLUNTEER = "(SELECT programme_id FROM people_volunteer WHERE id = {row}.volunteer_id)"
OF_SESSION = "(SELECT programme_id FROM agenda_session WHERE id = {row}.session_id)"


@dataclass(frozen=True, slots=True)
class Watch:
    """One table: when its rows change, whose clock moves, and which events of which calendars.

    `{row}` is the row written or removed, `{deleted}` whether it is gone; `moved` finds the
    calendars that an updated row left.
    """

    table: str
    programme: str
    found: str
    moved: str = ""
    columns: str = ""  # of an update; empty: any
    events: tuple[str, ...] = ("insert", "update", "delete")


def _event(calendar: str, key: str, name: str, *, deleted: str = "{deleted}") -> str:
    """Select one event of one calendar, where the calendar's key is known."""
    return (
        f"SELECT '{calendar}:' || {key} AS calendar, {name} AS name, {deleted} AS deleted "
        f"WHERE {key} IS NOT NULL"
    )


VISIT = "'visit-' || {row}.id || '.ics'"
ABSENCE = "'absence-' || {row}.id || '.ics'"
SESSION = "'session-' || {row}.{key} || '.ics'"
UNION = " UNION ALL "

# Every visit of a person: her name, her number or where she lives stands in each of them.
OF_RESIDENT = """
SELECT 'programme:' || v.programme_id AS calendar, 'visit-' || v.id || '.ics' AS name,
       FALSE AS deleted FROM agenda_visit v WHERE v.resident_id = NEW.id
UNION ALL
SELECT 'volunteer:' || v.volunteer_id, 'visit-' || v.id || '.ics', FALSE
FROM agenda_visit v WHERE v.resident_id = NEW.id
"""
# What names a volunteer: the programme's visits and absences.
OF_NAME = """
SELECT 'programme:' || NEW.programme_id AS calendar, 'visit-' || v.id || '.ics' AS name,
       FALSE AS deleted FROM agenda_visit v WHERE v.volunteer_id = NEW.id
UNION ALL
SELECT 'programme:' || NEW.programme_id, 'absence-' || a.id || '.ics', FALSE
FROM agenda_absence a WHERE a.volunteer_id = NEW.id
"""
WITH_CREW = """
SELECT 'volunteer:' || c.volunteer_id AS calendar, 'session-' || c.session_id || '.ics' AS name,
       FALSE AS deleted FROM agenda_sessionvolunteer c WHERE c.session_id = NEW.id
"""
OF_PLACE = """
SELECT 'programme:' || s.programme_id AS calendar, 'session-' || s.id || '.ics' AS name,
       FALSE AS deleted FROM agenda_session s WHERE s.place_id = NEW.id
UNION ALL
SELECT 'workshops:' || s.programme_id, 'session-' || s.id || '.ics', FALSE
FROM agenda_session s WHERE s.place_id = NEW.id AND s.kind = 'workshop'
UNION ALL
SELECT 'volunteer:' || c.volunteer_id, 'session-' || c.session_id || '.ics', FALSE
FROM agenda_sessionvolunteer c JOIN agenda_session s ON s.id = c.session_id
WHERE s.place_id = NEW.id
"""
_SESSION = SESSION.replace("{key}", "id")
_CREW = SESSION.replace("{key}", "session_id")

WATCHED = (
    Watch(
        "agenda_visit",
        "{row}.programme_id",
        _event("programme", "{row}.programme_id", VISIT)
        + UNION
        + _event("volunteer", "{row}.volunteer_id", VISIT),
        moved=_event("volunteer", "OLD.volunteer_id", VISIT, deleted="TRUE")
        + " AND OLD.volunteer_id <> NEW.volunteer_id",
    ),
    Watch(
        "agenda_absence",
        OF_VOLUNTEER,
        _event("programme", OF_VOLUNTEER, ABSENCE)
        + UNION
        + _event("volunteer", "{row}.volunteer_id", ABSENCE)
        + " AND {row}.personal_event_id IS NULL",
    ),
    Watch(
        "agenda_personalevent",
        OF_VOLUNTEER,
        _event("volunteer", "{row}.volunteer_id", "{row}.name"),
    ),
    Watch(
        "agenda_session",
        "{row}.programme_id",
        _event("programme", "{row}.programme_id", _SESSION)
        + UNION
        + _event("workshops", "{row}.programme_id", _SESSION)
        + " AND {row}.kind = 'workshop'",
    ),
    Watch("agenda_session", "NEW.programme_id", WITH_CREW, events=("update",)),
    Watch(
        "agenda_sessionvolunteer",
        OF_SESSION,
        _event("volunteer", "{row}.volunteer_id", _CREW)
        + UNION
        + _event("programme", OF_SESSION, _CREW, deleted="FALSE"),
    ),
    Watch(
        "people_resident",
        "NEW.programme_id",
        OF_RESIDENT,
        columns="last_name, first_name, landline, mobile, commune_id, house_number, street",
        events=("update",),
    ),
    Watch(
        "people_volunteer",
        "NEW.programme_id",
        OF_NAME,
        columns="name",
        events=("update",),
    ),
    Watch(
        "agenda_place",
        "NEW.programme_id",
        OF_PLACE,
        columns="name, address, commune_id",
        events=("update",),
    ),
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger of one event of one table, without what the database adds around it."""

    name: str
    table: str
    when: str
    body: str


def list_triggers() -> Iterator[Trigger]:
    """Spell out all triggers."""
    for number, watch in enumerate(WATCHED):
        for event in watch.events:
            columns = f" OF {watch.columns}" if watch.columns and event == "update" else ""
            yield Trigger(
                f"{PREFIX}{number}_{event}",
                watch.table,
                f"{event.upper()}{columns}",
                _body(watch, event),
            )


def _body(watch: Watch, event: str) -> str:
    row, deleted = EVENTS[event], str(event == "delete").upper()
    found = [watch.found, watch.moved] if watch.moved and event == "update" else [watch.found]
    statement = TICK + "".join(
        NOTE.replace("{programme}", watch.programme).replace("{found}", one) for one in found
    )
    statement = statement.replace("{programme}", watch.programme)
    return statement.replace("{row}", row).replace("{deleted}", deleted)


BACKFILL = """
INSERT INTO agenda_calendarchange
    (calendar, name, sequence, version, changed_at, deleted, note)
SELECT found.calendar, found.name, 0, 0, CURRENT_TIMESTAMP, FALSE, '' FROM (
    SELECT 'programme:' || programme_id AS calendar, 'visit-' || id || '.ics' AS name
    FROM agenda_visit
    UNION ALL SELECT 'volunteer:' || volunteer_id, 'visit-' || id || '.ics' FROM agenda_visit
    UNION ALL SELECT 'programme:' || v.programme_id, 'absence-' || a.id || '.ics'
    FROM agenda_absence a JOIN people_volunteer v ON v.id = a.volunteer_id
    UNION ALL SELECT 'volunteer:' || volunteer_id, 'absence-' || id || '.ics'
    FROM agenda_absence WHERE personal_event_id IS NULL
    UNION ALL SELECT 'volunteer:' || volunteer_id, name FROM agenda_personalevent
    UNION ALL SELECT 'programme:' || programme_id, 'session-' || id || '.ics'
    FROM agenda_session
    UNION ALL SELECT 'workshops:' || programme_id, 'session-' || id || '.ics'
    FROM agenda_session WHERE kind = 'workshop'
    UNION ALL SELECT 'volunteer:' || volunteer_id, 'session-' || session_id || '.ics'
    FROM agenda_sessionvolunteer
) AS found WHERE TRUE
ON CONFLICT (calendar, name) DO NOTHING
"""

# Calendars whose programme or volunteer is gone.
SWEEP = """
DELETE FROM agenda_calendarchange WHERE calendar NOT IN (
    SELECT 'programme:' || id FROM territory_programme
    UNION ALL SELECT 'workshops:' || id FROM territory_programme
    UNION ALL SELECT 'volunteer:' || id FROM people_volunteer
)
"""


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """On SQLite, take the triggers off before migrations; elsewhere they stay."""
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for trigger in list_triggers():
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}")


def make_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on where they are not, and note what happened without them."""
    tables = {trigger.table for trigger in list_triggers()} | {"agenda_calendarchange"}
    if not tables <= set(connection.introspection.table_names()):
        return  # not migrated so far
    if connection.vendor == "postgresql":
        _make_on_postgresql(connection)
        return
    drop_triggers(connection)
    with connection.cursor() as cursor:
        for one in list_triggers():
            cursor.execute(
                f"CREATE TRIGGER {one.name} AFTER {one.when} ON {one.table} "
                f"BEGIN {one.body} END"
            )
        cursor.execute(BACKFILL)
        cursor.execute(SWEEP)


def _make_on_postgresql(connection: BaseDatabaseWrapper) -> None:
    triggers = list(list_triggers())
    mark = sha256(repr(triggers).encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('agenda_calendarchange'::regclass)")
        if cursor.fetchone() == (mark,):
            return
        for one in triggers:
            cursor.execute(f"DROP TRIGGER IF EXISTS {one.name} ON {one.table}")
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {one.name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {one.body} RETURN NULL; END $$"
            )
            cursor.execute(
                f"CREATE CONSTRAINT TRIGGER {one.name} AFTER {one.when} ON {one.table} "
                "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
                f"EXECUTE FUNCTION {one.name}()"
            )
        cursor.execute(BACKFILL)
        cursor.execute(SWEEP)
        cursor.execute(f"COMMENT ON TABLE agenda_calendarchange IS '{mark}'")
