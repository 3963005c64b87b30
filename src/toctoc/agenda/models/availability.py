"""When volunteers can go out: weekly availabilities, and absences laid over them."""

from django.conf import settings
from django.db import models

from toctoc.agenda.enums import AbsenceKind
from toctoc.agenda.models.personal_event import PersonalEvent
from toctoc.people.models import Volunteer

WEEKDAYS = range(7)  # Monday 0


class Availability(models.Model):
    """One weekday on which the volunteer goes out, from leaving to being back at the base.

    Times are local wall-clock times of the programme: 9 h stays 9 h across a clock change.
    """

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="availabilities"
    )
    weekday = models.PositiveSmallIntegerField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["volunteer", "weekday", "starts_at"]
        verbose_name_plural = "availabilities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(weekday__in=WEEKDAYS), name="availability_weekday"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="availability_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class Absence(models.Model):
    """A period without visits. Those already booked in it stay until a person moves them."""

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="absences")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    kind = models.CharField(max_length=10, choices=AbsenceKind)
    # Set where the period comes from the volunteer's own phone; what it is stays theirs.
    personal_event = models.ForeignKey(
        PersonalEvent,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="occurrences",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="absence_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id}: {self.kind} {self.starts_at:%Y-%m-%d %H:%M}"
