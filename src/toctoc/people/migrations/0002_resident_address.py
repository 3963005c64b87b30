"""Where a home's point comes from: also an address, a street or a hamlet of the address base."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="resident",
            name="ban_id",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="resident",
            name="point_source",
            field=models.CharField(
                choices=[
                    ("commune", "Centre de la commune"),
                    ("locality", "Lieu-dit"),
                    ("street", "Rue"),
                    ("address", "Adresse exacte"),
                    ("map", "Point placé sur la carte"),
                ],
                default="commune",
                max_length=10,
            ),
        ),
    ]
