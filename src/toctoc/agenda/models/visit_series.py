"""Visits to one person planned together: every week for five weeks, say."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from toctoc.people.models import Resident, Volunteer

MAX_VISITS = 20
MAX_EVERY_WEEKS = 8


class VisitSeries(models.Model):
    """What ties recurring visits together; each is a visit of its own, with its request.

    `count` says how many were asked for, the first one included; `volunteer` who comes where
    possible.
    """

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="+")
    every_weeks = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MAX_EVERY_WEEKS)]
    )
    count = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(2), MaxValueValidator(MAX_VISITS)]
    )
    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "visit series"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(every_weeks__range=(1, MAX_EVERY_WEEKS)),
                name="visit_series_every_few_weeks",
            ),
            models.CheckConstraint(
                condition=models.Q(count__range=(2, MAX_VISITS)),
                name="visit_series_of_several",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} visits, every {self.every_weeks} weeks"
