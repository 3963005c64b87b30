"""A volunteer: mission, base, weekly hours, skills and means of travel."""

from datetime import date

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from toctoc.people.enums import Need, Travel
from toctoc.people.models.account import Account
from toctoc.people.models.organisation import Organisation
from toctoc.territory.models import Commune, Programme

MAX_WEEKLY_HOURS = 48  # code du service national, art. L.120-8
MAX_MINOR_WEEKLY_HOURS = 35  # under 18: same article
MIN_WEEKLY_HOURS = 24  # same; fewer is for paid staff who also visit


def every_need() -> list[str]:
    """Return the skills of someone who does everything."""
    return [need.value for need in Need]


class Volunteer(models.Model):
    """Someone who visits. The tour leaves from and comes back to the base."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="volunteers"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="volunteers"
    )
    name = models.CharField(max_length=80)
    phone = models.CharField(max_length=16, blank=True)  # E.164
    mission_starts_on = models.DateField()
    mission_ends_on = models.DateField()
    adult_on = models.DateField(null=True, blank=True)  # 18th birthday of a minor; else empty
    base_label = models.CharField(max_length=120)
    base_commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    base_lat_deg = models.FloatField()
    base_lon_deg = models.FloatField()
    weekly_hours = models.PositiveSmallIntegerField(
        default=28, validators=[MinValueValidator(1), MaxValueValidator(MAX_WEEKLY_HOURS)]
    )
    travel = models.CharField(max_length=10, choices=Travel, default=Travel.CAR)
    skills = models.JSONField(default=every_need)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"], name="one_volunteer_of_a_name"
            ),
            models.UniqueConstraint(
                fields=["programme", "account"], name="one_volunteer_an_account"
            ),
            models.CheckConstraint(
                condition=models.Q(mission_ends_on__gte=models.F("mission_starts_on")),
                name="mission_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(weekly_hours__range=(1, MAX_WEEKLY_HOURS)),
                name="weekly_hours_within_the_law",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_on_mission(self, day: date) -> bool:
        return self.mission_starts_on <= day <= self.mission_ends_on

    def is_minor(self, day: date) -> bool:
        return self.adult_on is not None and day < self.adult_on
