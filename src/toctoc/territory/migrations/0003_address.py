"""Streets and addresses of the national base, and the indexes that find them while typing.

The database keeps the indexes itself, whoever writes. SQLite: two FTS5 tables over the text of
the streets, by word and by trigram, kept by triggers (a later migration that rebuilds the table
must create these again). PostgreSQL: two expression indexes, the second by pg_trgm.
"""

import django.db.models.deletion
from django.db import DatabaseError, migrations, models, transaction

NEEDS_TRIGRAMS = (
    "L’index des adresses demande l’extension pg_trgm de PostgreSQL. Faites exécuter une fois "
    "« CREATE EXTENSION pg_trgm » par l’administrateur de la base, puis relancez la migration."
)

TABLES = {"words": "unicode61", "grams": "trigram case_sensitive 1"}
CREATE = """
CREATE VIRTUAL TABLE territory_street_{name} USING fts5(
    text, content='territory_street', content_rowid='id', tokenize='{tokenizer}'
)
"""
ADD = "INSERT INTO territory_street_{name}(rowid, text) VALUES (NEW.id, NEW.text);"
REMOVE = (
    "INSERT INTO territory_street_{name}(territory_street_{name}, rowid, text)"
    " VALUES ('delete', OLD.id, OLD.text);"
)
TRIGGERS = {
    "insert": ("INSERT", ADD),
    "delete": ("DELETE", REMOVE),
    "update": ("UPDATE OF id, text", f"{REMOVE} {ADD}"),
}
POSTGRESQL = (
    "CREATE INDEX territory_street_words ON territory_street"
    " USING gin (to_tsvector('simple', text))",
    "CREATE INDEX territory_street_grams ON territory_street USING gin (text gin_trgm_ops)",
)


def create_indexes(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name, tokenizer in TABLES.items():
            editor.execute(CREATE.format(name=name, tokenizer=tokenizer))
            for when, (event, statements) in TRIGGERS.items():
                editor.execute(
                    f"CREATE TRIGGER territory_street_{name}_{when} AFTER {event}"
                    f" ON territory_street BEGIN {statements.format(name=name)} END"
                )
        return
    _enable_trigrams(editor)
    for statement in POSTGRESQL:
        editor.execute(statement)


def _enable_trigrams(editor):
    try:
        with transaction.atomic(editor.connection.alias):
            editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        raise DatabaseError(NEEDS_TRIGRAMS) from error


def drop_indexes(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name in TABLES:
            for when in TRIGGERS:
                editor.execute(f"DROP TRIGGER territory_street_{name}_{when}")
            editor.execute(f"DROP TABLE territory_street_{name}")
        return
    for name in TABLES:
        editor.execute(f"DROP INDEX territory_street_{name}")


def on_earth(name):
    return models.CheckConstraint(
        condition=models.Q(lat_deg__range=(-90, 90), lon_deg__range=(-180, 180)), name=name
    )


class Migration(migrations.Migration):
    dependencies = [("territory", "0002_commune_contour")]

    operations = [
        migrations.CreateModel(
            name="Street",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ban_id", models.CharField(max_length=60, unique=True)),
                ("file", models.CharField(choices=[("addresses", "Adresses"), ("localities", "Lieux-dits")], max_length=10)),
                ("kind", models.CharField(choices=[("street", "Rue"), ("locality", "Lieu-dit")], max_length=10)),
                ("name", models.CharField(max_length=200)),
                ("code_insee", models.CharField(db_index=True, max_length=5)),
                ("commune_name", models.CharField(max_length=60)),
                ("postcode", models.CharField(blank=True, max_length=5)),
                ("former_commune", models.CharField(blank=True, max_length=60)),
                ("text", models.CharField(editable=False, max_length=600)),
                ("doors", models.PositiveIntegerField(default=0)),
                ("lat_deg", models.FloatField()),
                ("lon_deg", models.FloatField()),
            ],
            options={"constraints": [on_earth("street_on_earth")]},
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ban_id", models.CharField(max_length=80, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("suffix", models.CharField(blank=True, max_length=20)),
                ("lat_deg", models.FloatField()),
                ("lon_deg", models.FloatField()),
                ("street", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="addresses", to="territory.street")),
            ],
            options={"constraints": [on_earth("address_on_earth")]},
        ),
        migrations.RunPython(create_indexes, drop_indexes),
    ]
