"""PostgreSQL keeps the words of a street in a column, instead of cutting its text at each look.

A beginning as common as "che" makes it read thousands of streets: their words were cut anew
each time, which took most of the time of an answer. SQLite keeps words in its own tables.
"""

from django.db import migrations

INDEX = "territory_street_words"
FORWARDS = (
    f"DROP INDEX {INDEX}",
    "ALTER TABLE territory_street ADD COLUMN words tsvector"
    " GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED",
    f"CREATE INDEX {INDEX} ON territory_street USING gin (words)",
)
BACKWARDS = (
    "ALTER TABLE territory_street DROP COLUMN words",
    f"CREATE INDEX {INDEX} ON territory_street USING gin (to_tsvector('simple', text))",
)


def _on_postgresql(statements):
    def run(apps, editor):
        if editor.connection.vendor == "postgresql":
            for statement in statements:
                editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("territory", "0005_sector_days")]
    operations = [migrations.RunPython(_on_postgresql(FORWARDS), _on_postgresql(BACKWARDS))]
