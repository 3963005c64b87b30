"""No volunteer in two places at once, sessions included, kept by the database itself.

PostgreSQL: an exclusion constraint among sessions; between sessions and visits, triggers both
ways, which first lock the volunteer's row, so that two writers see each other.
SQLite: triggers, which hold because its writers are serialised. SQLite forgets a table's
triggers when the table is made anew, and refuses to where other triggers read it: they are
taken off before migrations and put back after (`agenda.apps`), so that none needs to care.
"""

from importlib import import_module

from django.db import migrations

no_overlap = import_module("toctoc.agenda.migrations.0002_no_overlap")

OCCUPYING = no_overlap.OCCUPYING

POSTGRESQL = [
    """
    ALTER TABLE agenda_sessionvolunteer ADD CONSTRAINT session_volunteer_no_overlap
    EXCLUDE USING gist (volunteer_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (is_active)
    """,
    """
    CREATE FUNCTION agenda_visit_no_session() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM people_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM agenda_sessionvolunteer
            WHERE volunteer_id = NEW.volunteer_id AND is_active
              AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at
        ) THEN
            RAISE EXCEPTION 'visit_session_volunteer_no_overlap'
            USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE FUNCTION agenda_session_no_visit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM people_volunteer WHERE id = NEW.volunteer_id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM agenda_visit
            WHERE volunteer_id = NEW.volunteer_id AND status IN {OCCUPYING}
              AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at
        ) THEN
            RAISE EXCEPTION 'session_visit_volunteer_no_overlap'
            USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE TRIGGER visit_session_no_overlap
    BEFORE INSERT OR UPDATE OF volunteer_id, starts_at, ends_at, status ON agenda_visit
    FOR EACH ROW WHEN (NEW.status IN {OCCUPYING})
    EXECUTE FUNCTION agenda_visit_no_session()
    """,
    """
    CREATE TRIGGER session_visit_no_overlap
    BEFORE INSERT OR UPDATE OF volunteer_id, starts_at, ends_at, is_active
    ON agenda_sessionvolunteer
    FOR EACH ROW WHEN (NEW.is_active)
    EXECUTE FUNCTION agenda_session_no_visit()
    """,
]
POSTGRESQL_REVERSE = [
    "DROP TRIGGER visit_session_no_overlap ON agenda_visit",
    "DROP TRIGGER session_visit_no_overlap ON agenda_sessionvolunteer",
    "DROP FUNCTION agenda_visit_no_session()",
    "DROP FUNCTION agenda_session_no_visit()",
    "ALTER TABLE agenda_sessionvolunteer DROP CONSTRAINT session_volunteer_no_overlap",
]

EVENTS = ("insert", "update")
VISIT_TRIGGER = """
CREATE TRIGGER visit_session_no_overlap_{event} BEFORE {write} ON agenda_visit
WHEN NEW.status IN {occupying}
BEGIN
    SELECT RAISE(ABORT, 'visit_session_volunteer_no_overlap') FROM agenda_sessionvolunteer
    WHERE volunteer_id = NEW.volunteer_id AND is_active
      AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at;
END
"""
SESSION_TRIGGER = """
CREATE TRIGGER session_visit_no_overlap_{event} BEFORE {write} ON agenda_sessionvolunteer
WHEN NEW.is_active
BEGIN
    SELECT RAISE(ABORT, 'session_volunteer_no_overlap') FROM agenda_sessionvolunteer
    WHERE volunteer_id = NEW.volunteer_id AND id IS NOT NEW.id AND is_active
      AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at;
    SELECT RAISE(ABORT, 'session_visit_volunteer_no_overlap') FROM agenda_visit
    WHERE volunteer_id = NEW.volunteer_id AND status IN {occupying}
      AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at;
END
"""
WRITES = {
    "visit": "UPDATE OF volunteer_id, starts_at, ends_at, status",
    "session": "UPDATE OF volunteer_id, starts_at, ends_at, is_active",
}


def _sqlite():
    for event in EVENTS:
        for name, trigger in (("visit", VISIT_TRIGGER), ("session", SESSION_TRIGGER)):
            write = "INSERT" if event == "insert" else WRITES[name]
            yield trigger.format(event=event, write=write, occupying=OCCUPYING)


def _sqlite_drops():
    for event in EVENTS:
        yield f"DROP TRIGGER IF EXISTS visit_volunteer_no_overlap_{event}"
        yield f"DROP TRIGGER IF EXISTS visit_session_no_overlap_{event}"
        yield f"DROP TRIGGER IF EXISTS session_visit_no_overlap_{event}"


def drop_triggers(connection):
    """On SQLite, take all triggers off; they are gone until `make_triggers`."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in _sqlite_drops():
                cursor.execute(statement)


def make_triggers(connection):
    """On SQLite, put all triggers on, those of migration 0002 included."""
    if connection.vendor != "sqlite" or not _has_tables(connection):
        return
    drop_triggers(connection)
    with connection.cursor() as cursor:
        for statement in (*no_overlap.SQLITE, *_sqlite()):
            cursor.execute(statement)


def _has_tables(connection):
    return {"agenda_visit", "agenda_sessionvolunteer"} <= set(
        connection.introspection.table_names()
    )


def forwards(apps, editor):
    no_overlap._run(editor, {"postgresql": POSTGRESQL, "sqlite": []})


def backwards(apps, editor):
    no_overlap._run(editor, {"postgresql": POSTGRESQL_REVERSE, "sqlite": []})


class Migration(migrations.Migration):
    dependencies = [("agenda", "0006_sessions")]
    operations = [migrations.RunPython(forwards, backwards)]
