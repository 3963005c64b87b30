"""What became of a day's tours on its eve: the plans made for it, and that it was looked at."""

from django.conf import settings
from django.db import models

from toctoc.dispatch.enums import DayPlanStatus
from toctoc.territory.models import Programme


class DayPlan(models.Model):
    """Tours of one day as they could be driven better, until somebody decides.

    `document` lists what would move, with the times before and after; `state` is the
    fingerprint of the day it was made from: once that differs, the plan is outdated. Who made
    or decided it is null where the service did so by itself.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    status = models.CharField(
        max_length=10, choices=DayPlanStatus, default=DayPlanStatus.PROPOSED
    )
    before_m = models.PositiveIntegerField()
    after_m = models.PositiveIntegerField()
    document = models.JSONField()
    state = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["programme", "day", "-made_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "day"],
                condition=models.Q(status=DayPlanStatus.PROPOSED),
                name="one_plan_to_decide_a_day",
            ),
            models.CheckConstraint(
                condition=models.Q(status=DayPlanStatus.PROPOSED, decided_at__isnull=True)
                | (
                    ~models.Q(status=DayPlanStatus.PROPOSED)
                    & models.Q(decided_at__isnull=False)
                ),
                name="day_plan_decided_with_its_moment",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=DayPlanStatus.values),
                name="day_plan_status_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} ({self.get_status_display()})"


class Eve(models.Model):
    """One row a programme and day, made with the last look at its tours: never two looks.

    `hours_fixed_at` is when the people promised a wide window got their hour; null while the
    coordinator still decides on a plan.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    planned_at = models.DateTimeField()
    hours_fixed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-day"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "day"], name="one_eve_a_programme_and_day"
            ),
        ]

    def __str__(self) -> str:
        return f"eve of {self.day}"
