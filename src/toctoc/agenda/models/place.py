"""A place where people are helped together or received: cyberbase, mairie, médiathèque."""

from django.db import models

from toctoc.agenda.models.availability import WEEKDAYS
from toctoc.territory.models import Commune, Programme


class Place(models.Model):
    """A room of the programme. A closed one takes nothing new and is kept for what was held."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(max_length=80)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=160, blank=True)  # the lines above the commune
    lat_deg = models.FloatField()
    lon_deg = models.FloatField()
    seats = models.PositiveSmallIntegerField()
    machines = models.PositiveSmallIntegerField(default=0)  # computers and tablets to lend
    is_accessible = models.BooleanField(default=False)  # to a wheelchair, toilets included
    access_details = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=16, blank=True)  # E.164
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "name"], name="one_place_of_a_name"),
            models.CheckConstraint(condition=models.Q(seats__gte=1), name="place_has_a_seat"),
            models.CheckConstraint(
                condition=models.Q(lat_deg__range=(-90, 90), lon_deg__range=(-180, 180)),
                name="place_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceOpening(models.Model):
    """When a place is open on a weekday (Monday 0), local wall-clock times."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="openings")
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()

    class Meta:
        ordering = ["place", "weekday", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__in=WEEKDAYS), name="opening_weekday"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="opening_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"
