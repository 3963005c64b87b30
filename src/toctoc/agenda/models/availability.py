"""When volunteers can go out: rules, single days that differ, and absences laid over them."""

from django.conf import settings
from django.db import models

from toctoc.agenda.enums import AbsenceKind, SchoolTime
from toctoc.agenda.models.personal_event import PersonalEvent
from toctoc.people.models import Volunteer

WEEKDAYS = range(7)  # Monday 0


class Availability(models.Model):
    """A rule of when the volunteer goes out, from leaving to being back at the base.

    `rule` is an RRULE of whole days (RFC 5545 §3.3.10) counted from `starts_on`, as
    `agenda.recurrence` reads it. Times are local wall-clock times of the programme: 9 h stays
    9 h across a clock change.
    """

    volunteer = models.ForeignKey(
        Volunteer, on_delete=models.CASCADE, related_name="availabilities"
    )
    rule = models.CharField(max_length=120)
    starts_on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    school_time = models.CharField(max_length=10, choices=SchoolTime, default=SchoolTime.ALWAYS)

    class Meta:
        ordering = ["volunteer", "starts_on", "starts_at", "pk"]
        verbose_name_plural = "availabilities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="availability_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.starts_at:%H:%M}–{self.ends_at:%H:%M}"


class AvailabilityException(models.Model):
    """One day on which a rule does not hold: other hours, or none where they are empty."""

    availability = models.ForeignKey(
        Availability, on_delete=models.CASCADE, related_name="exceptions"
    )
    day = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    ends_at = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(
                fields=["availability", "day"], name="one_exception_of_a_day"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at=None, ends_at=None)
                | models.Q(
                    starts_at__isnull=False,
                    ends_at__isnull=False,
                    ends_at__gt=models.F("starts_at"),
                ),
                name="exception_has_hours_or_none",
            ),
        ]

    def __str__(self) -> str:
        hours = f"{self.starts_at:%H:%M}–{self.ends_at:%H:%M}" if self.starts_at else "-"
        return f"{self.day} {hours}"


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
