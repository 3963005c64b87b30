"""Rules of when volunteers go out, beside the weekdays they replace; and days that differ."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("agenda", "0013_visit_event_late")]
    operations = [
        migrations.AddField(
            "availability",
            "rule",
            models.CharField(max_length=120, default=""),
            preserve_default=False,
        ),
        migrations.AddField("availability", "starts_on", models.DateField(null=True)),
        migrations.AddField(
            "availability",
            "school_time",
            models.CharField(
                choices=[
                    ("always", "Toute l’année"),
                    ("term", "Seulement en période scolaire"),
                    ("holidays", "Seulement pendant les vacances scolaires"),
                ],
                default="always",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="AvailabilityException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("day", models.DateField()),
                ("starts_at", models.TimeField(blank=True, null=True)),
                ("ends_at", models.TimeField(blank=True, null=True)),
                (
                    "availability",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="agenda.availability",
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["availability", "day"], name="one_exception_of_a_day"
                    ),
                    models.CheckConstraint(
                        condition=Q(starts_at=None, ends_at=None)
                        | Q(
                            starts_at__isnull=False,
                            ends_at__isnull=False,
                            ends_at__gt=F("starts_at"),
                        ),
                        name="exception_has_hours_or_none",
                    ),
                ],
            },
        ),
    ]
