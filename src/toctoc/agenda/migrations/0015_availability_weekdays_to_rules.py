"""Each weekday row becomes a rule of every week; backwards, what a weekday row can hold."""

from datetime import date, timedelta

from django.db import migrations

# The Monday from which a week without a beginning is counted.
EVER = date(2018, 1, 1)
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def _to_rules(apps, editor):
    for row in apps.get_model("agenda", "Availability").objects.all():
        first = row.valid_from or EVER
        row.starts_on = first + timedelta((row.weekday - first.weekday()) % 7)
        row.rule = f"FREQ=WEEKLY;BYDAY={CODES[row.weekday]}"
        if row.valid_until:
            row.rule += f";UNTIL={row.valid_until:%Y%m%d}"
        row.save()


def _to_weekdays(apps, editor):
    """Keep the rules of every week, a row a day; others have no place among weekdays."""
    for row in apps.get_model("agenda", "Availability").objects.all():
        parts = dict(part.split("=") for part in row.rule.split(";"))
        days = parts.get("BYDAY", "").split(",")
        is_weekly = parts["FREQ"] == "WEEKLY" and parts.get("INTERVAL", "1") == "1"
        if not is_weekly or "COUNT" in parts or row.school_time != "always":
            row.delete()
            continue
        row.valid_from = None if row.starts_on < EVER + timedelta(7) else row.starts_on
        until = parts.get("UNTIL")
        row.valid_until = date.fromisoformat(until) if until else None
        for code in days:
            row.weekday = CODES.index(code)
            row.save()
            row.pk = None


class Migration(migrations.Migration):
    dependencies = [("agenda", "0014_availability_rules")]
    operations = [migrations.RunPython(_to_rules, _to_weekdays)]
