"""No volunteer in two places at once, kept by the database itself.

PostgreSQL: an exclusion constraint over half-open intervals (btree_gist for the equality).
SQLite: two triggers, which hold because its writers are serialised.
"""

from django.db import migrations

OCCUPYING = "('booked', 'done', 'no_show')"

POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    f"""
    ALTER TABLE agenda_visit ADD CONSTRAINT visit_volunteer_no_overlap
    EXCLUDE USING gist (volunteer_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (status IN {OCCUPYING})
    """,
]
POSTGRESQL_REVERSE = ["ALTER TABLE agenda_visit DROP CONSTRAINT visit_volunteer_no_overlap"]

TRIGGER = """
CREATE TRIGGER visit_volunteer_no_overlap_{name} BEFORE {event} ON agenda_visit
WHEN NEW.status IN {occupying}
BEGIN
    SELECT RAISE(ABORT, 'visit_volunteer_no_overlap') FROM agenda_visit
    WHERE volunteer_id = NEW.volunteer_id AND id IS NOT NEW.id AND status IN {occupying}
      AND starts_at < NEW.ends_at AND ends_at > NEW.starts_at;
END
"""
SQLITE = [
    TRIGGER.format(name="insert", event="INSERT", occupying=OCCUPYING),
    TRIGGER.format(
        name="update",
        event="UPDATE OF volunteer_id, starts_at, ends_at, status",
        occupying=OCCUPYING,
    ),
]
SQLITE_REVERSE = [
    "DROP TRIGGER visit_volunteer_no_overlap_insert",
    "DROP TRIGGER visit_volunteer_no_overlap_update",
]


def _run(editor, statements):
    for statement in statements[editor.connection.vendor]:
        editor.execute(statement)


def forwards(apps, editor):
    _run(editor, {"postgresql": POSTGRESQL, "sqlite": SQLITE})


def backwards(apps, editor):
    _run(editor, {"postgresql": POSTGRESQL_REVERSE, "sqlite": SQLITE_REVERSE})


class Migration(migrations.Migration):
    dependencies = [("agenda", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
