"""How a programme plans: promise, horizon, hours; stored so that a result can be reproduced."""

from datetime import time

from django.db import models

from toctoc.agenda.enums import PromiseKind
from toctoc.dispatch.enums import EvePlanning
from toctoc.territory.models import Programme

# Hours at which tomorrow may be frozen: somebody is there, and no clock change is near.
EVE_FROM, EVE_UNTIL = time(8), time(22)
LONE_DELAYS_MIN = (5, 240)


class PlanningSettings(models.Model):
    """The planning rules of one programme; the ranking's weights have defaults in the core."""

    programme = models.OneToOneField(
        Programme, on_delete=models.CASCADE, related_name="planning_settings"
    )
    promise = models.CharField(max_length=10, choices=PromiseKind, default=PromiseKind.EXACT)
    # Both in working days: from the call to the first day offered, and how many from there.
    lead_days = models.PositiveSmallIntegerField(default=1)
    horizon_days = models.PositiveSmallIntegerField(default=20)
    max_visits_per_tour = models.PositiveSmallIntegerField(default=6)
    remote_wait_limit_days = models.PositiveSmallIntegerField(default=15)  # working days
    morning_starts_at = models.TimeField(default=time(9))
    morning_ends_at = models.TimeField(default=time(11, 30))  # last promised start
    afternoon_starts_at = models.TimeField(default=time(13, 30))
    afternoon_ends_at = models.TimeField(default=time(16))  # last promised start
    lunch_starts_at = models.TimeField(default=time(12, 30))
    lunch_ends_at = models.TimeField(default=time(13, 30))
    # On the eve, at this local time, tomorrow is planned a last time and frozen.
    eve_planning = models.CharField(
        max_length=10, choices=EvePlanning, default=EvePlanning.PROPOSE
    )
    eve_at = models.TimeField(default=time(16))
    lets_volunteers_change = models.BooleanField(default=True)  # until then, by planning
    # Without news of a planned arrival or end, an alarm; unheeded, a louder one.
    watches_lone_visits = models.BooleanField(default=True)
    lone_delay_min = models.PositiveSmallIntegerField(default=30)
    lone_escalation_min = models.PositiveSmallIntegerField(default=15)
    wait_weight = models.FloatField(default=1.0)  # moves along the km-against-wait front

    class Meta:
        verbose_name_plural = "planning settings"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(eve_at__range=(EVE_FROM, EVE_UNTIL)), name="eve_at_by_day"
            ),
            models.CheckConstraint(
                condition=models.Q(horizon_days__range=(1, 60)), name="horizon_sensible"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    lone_delay_min__range=LONE_DELAYS_MIN,
                    lone_escalation_min__range=LONE_DELAYS_MIN,
                ),
                name="lone_delays_sensible",
            ),
            models.CheckConstraint(
                condition=models.Q(wait_weight__gt=0), name="wait_weight_positive"
            ),
        ]

    def __str__(self) -> str:
        return f"planning of {self.programme_id}"
