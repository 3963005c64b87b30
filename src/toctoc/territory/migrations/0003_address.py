"""Streets and addresses of the national base, and the indexes that find them while typing.

The database keeps the indexes itself, whoever writes: of the streets by the words of their
text, of the words by their trigrams. SQLite: two FTS5 tables kept by triggers (a later migration
that rebuilds a table must create these again). PostgreSQL: text search and pg_trgm.
"""

import django.db.models.deletion
from django.db import DatabaseError, migrations, models, transaction

NEEDS_TRIGRAMS = (
    "L’index des adresses demande l’extension pg_trgm de PostgreSQL. Faites exécuter une fois "
    "« CREATE EXTENSION pg_trgm » par l’administrateur de la base, puis relancez la migration."
)

# table -> (its FTS5 index, the column, the tokenizer)
SQLITE = {
    "territory_street": ("territory_street_words", "text", "unicode61"),
    "territory_streetword": (
        "territory_streetword_grams", "padded", "trigram case_sensitive 1",
    ),
}
CREATE = """
CREATE VIRTUAL TABLE {index} USING fts5(
    {column}, content='{table}', content_rowid='id', tokenize='{tokenizer}'
)
"""
ADD = "INSERT INTO {index}(rowid, {column}) VALUES (NEW.id, NEW.{column});"
REMOVE = (
    "INSERT INTO {index}({index}, rowid, {column}) VALUES ('delete', OLD.id, OLD.{column});"
)
TRIGGERS = {
    "insert": ("INSERT", ADD),
    "delete": ("DELETE", REMOVE),
    "update": ("UPDATE OF id, {column}", f"{REMOVE} {ADD}"),
}
POSTGRESQL = {
    "territory_street_words": "territory_street USING gin (to_tsvector('simple', text))",
    "territory_streetword_grams": "territory_streetword USING gin (padded gin_trgm_ops)",
}


def create_indexes(apps, editor):
    if editor.connection.vendor == "sqlite":
        for table, (index, column, tokenizer) in SQLITE.items():
            names = {"table": table, "index": index, "column": column}
            editor.execute(CREATE.format(tokenizer=tokenizer, **names))
            for when, (event, statements) in TRIGGERS.items():
                trigger = (
                    f"CREATE TRIGGER {index}_{when} AFTER {event} ON {table}"
                    f" BEGIN {statements} END"
                )
                editor.execute(trigger.format(**names))
        return
    _enable_trigrams(editor)
    for index, what in POSTGRESQL.items():
        editor.execute(f"CREATE INDEX {index} ON {what}")


def _enable_trigrams(editor):
    try:
        with transaction.atomic(editor.connection.alias):
            editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError as error:
        raise DatabaseError(NEEDS_TRIGRAMS) from error


def drop_indexes(apps, editor):
    if editor.connection.vendor == "sqlite":
        for index, _column, _tokenizer in SQLITE.values():
            for when in TRIGGERS:
                editor.execute(f"DROP TRIGGER {index}_{when}")
            editor.execute(f"DROP TABLE {index}")
        return
    for index in POSTGRESQL:
        editor.execute(f"DROP INDEX {index}")


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
        migrations.CreateModel(
            name="StreetWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=60, unique=True)),
                ("padded", models.CharField(max_length=62)),
            ],
        ),
        migrations.RunPython(create_indexes, drop_indexes),
    ]
