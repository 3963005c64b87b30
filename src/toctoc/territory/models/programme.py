"""A programme: the tenant. One territory, its partner organisations, its rules."""

from django.db import models

from toctoc.territory.enums import SchoolZone, SectorDays
from toctoc.territory.models.commune import Commune


class Programme(models.Model):
    """One home-visit service. All else belongs to one; nobody sees across without a role."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    siren = models.CharField(max_length=9, blank=True)
    service_phone = models.CharField(max_length=16, blank=True)  # E.164
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    communes = models.ManyToManyField(Commune, related_name="+")
    # What the days given to sectors are worth.
    sector_days = models.CharField(
        max_length=6, choices=SectorDays.choices, default=SectorDays.NONE
    )
    # Grows with what is known of its roads; 0: nothing is. What was read stays good until then.
    roads_version = models.PositiveIntegerField(default=0)
    # Whose school holidays the weeks look at; empty where the zones do not reach.
    school_zone = models.CharField(max_length=1, choices=SchoolZone.choices, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Base(models.Model):
    """A place of the programme from which tours leave and to which they come back."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="bases")
    label = models.CharField(max_length=120)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    lat_deg = models.FloatField()
    lon_deg = models.FloatField()

    class Meta:
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "label"], name="one_base_of_a_label"),
            models.CheckConstraint(
                condition=models.Q(lat_deg__range=(-90, 90), lon_deg__range=(-180, 180)),
                name="base_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.label
