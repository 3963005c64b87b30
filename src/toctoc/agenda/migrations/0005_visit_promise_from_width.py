"""Visits booked before promises had a kind get it from the width of their window."""

from datetime import timedelta

from django.db import migrations
from django.db.models import F

WIDE, HALF_DAY = timedelta(minutes=30), timedelta(hours=2)  # wider than these


def forwards(apps, editor):
    visits = apps.get_model("agenda", "Visit").objects
    for kind, width in (("wide", WIDE), ("half_day", HALF_DAY)):
        visits.filter(promised_until__gt=F("promised_from") + width).update(promise=kind)


class Migration(migrations.Migration):
    dependencies = [("agenda", "0004_promises_and_ties")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
