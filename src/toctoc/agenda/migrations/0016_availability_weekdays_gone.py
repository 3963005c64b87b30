"""The weekdays that rules replaced go; backwards they come back empty, to be filled."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agenda", "0015_availability_weekdays_to_rules")]
    operations = [
        migrations.AlterModelOptions(
            "availability",
            options={
                "ordering": ["volunteer", "starts_on", "starts_at", "pk"],
                "verbose_name_plural": "availabilities",
            },
        ),
        migrations.RemoveConstraint("availability", "availability_weekday"),
        # So that the way back can add the column again.
        migrations.AlterField(
            "availability", "weekday", models.PositiveSmallIntegerField(default=0)
        ),
        migrations.RemoveField("availability", "weekday"),
        migrations.RemoveField("availability", "valid_from"),
        migrations.RemoveField("availability", "valid_until"),
        migrations.AlterField("availability", "starts_on", models.DateField()),
    ]
