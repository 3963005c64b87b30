"""A visit: the promise made to a resident and the time planned inside it; and its history."""

from django.conf import settings
from django.db import models

from toctoc.agenda.enums import (
    CancelReason,
    PromiseKind,
    VisitEventKind,
    VisitKind,
    VisitStatus,
)
from toctoc.agenda.models.help_request import HelpRequest
from toctoc.agenda.models.place import Place
from toctoc.people.enums import Channel, Need
from toctoc.people.models import Resident, Volunteer
from toctoc.territory.models import Programme


class Visit(models.Model):
    """One volunteer helps one person: at home, on the phone, or in a place of the programme.

    `promised_from`–`promised_until` is the window of *arrival* the resident was told, of the
    kind `promise`; only a person's act changes it, but for one thing: on the eve a wide one is
    narrowed to an hour inside it (`hour_fixed_at`). `starts_at` is the planned arrival, which
    planning may adjust within the window. Planning may also send another volunteer, until the
    eve, unless the visit `is_tied`.

    That no volunteer is in two places at once is kept by the database itself: an exclusion
    constraint on PostgreSQL, triggers on SQLite (migration 0002). Intervals are half-open: a
    visit may start the very second another ends.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="visits")
    help_request = models.ForeignKey(
        HelpRequest, on_delete=models.PROTECT, related_name="visits"
    )
    resident = models.ForeignKey(Resident, on_delete=models.PROTECT, related_name="visits")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="visits")
    # A home where nobody goes alone takes two rows: the second volunteer's row names the first.
    lead = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="companions"
    )
    kind = models.CharField(max_length=10, choices=VisitKind, default=VisitKind.HOME)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="visits"
    )
    need = models.CharField(max_length=10, choices=Need)
    status = models.CharField(max_length=10, choices=VisitStatus, default=VisitStatus.BOOKED)

    promise = models.CharField(max_length=10, choices=PromiseKind, default=PromiseKind.EXACT)
    promised_from = models.DateTimeField()
    promised_until = models.DateTimeField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    hour_fixed_at = models.DateTimeField(null=True, blank=True)
    # As noted on the spot; either may be missing.
    arrived_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    # The volunteer runs late, later than planned: when they are expected, and that it was told.
    expected_at = models.DateTimeField(null=True, blank=True)
    expected_told_at = models.DateTimeField(null=True, blank=True)
    # The resident asked for this volunteer, or a person chose who goes.
    is_tied = models.BooleanField(default=False)

    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    booked_at = models.DateTimeField()
    told_channel = models.CharField(max_length=10, choices=Channel, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=20, choices=CancelReason, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]
        indexes = [
            models.Index(fields=["programme", "starts_at"]),
            models.Index(fields=["volunteer", "starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="visit_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_at__gte=models.F("promised_from"))
                & models.Q(starts_at__lte=models.F("promised_until")),
                name="visit_starts_within_its_promise",
            ),
            models.CheckConstraint(
                condition=models.Q(promise__in=PromiseKind.values), name="visit_promise_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=VisitKind.PLACE, place__isnull=False)
                | models.Q(kind__in=(VisitKind.HOME, VisitKind.PHONE), place__isnull=True),
                name="visit_place_exactly_where_it_is_in_one",
            ),
            models.CheckConstraint(
                condition=models.Q(hour_fixed_at__isnull=True)
                | models.Q(
                    promise=PromiseKind.EXACT, hour_fixed_at__lt=models.F("promised_until")
                ),
                name="visit_hour_fixed_in_time_and_exact",
            ),
            models.CheckConstraint(
                condition=models.Q(arrived_at__isnull=True)
                | models.Q(left_at__isnull=True)
                | models.Q(left_at__gte=models.F("arrived_at")),
                name="visit_left_after_arriving",
            ),
            models.CheckConstraint(
                condition=models.Q(expected_at__isnull=False)
                | models.Q(expected_told_at__isnull=True),
                name="visit_told_late_with_its_moment",
            ),
            models.UniqueConstraint(
                fields=["help_request"],
                condition=models.Q(status=VisitStatus.BOOKED, lead__isnull=True),
                name="one_booked_visit_a_request",
            ),
            models.UniqueConstraint(
                fields=["lead"],
                condition=models.Q(status=VisitStatus.BOOKED),
                name="one_companion_a_visit",
            ),
            models.CheckConstraint(
                condition=models.Q(status=VisitStatus.CANCELLED, cancelled_at__isnull=False)
                | (
                    ~models.Q(status=VisitStatus.CANCELLED)
                    & models.Q(cancelled_at__isnull=True)
                ),
                name="visit_cancelled_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def length_s(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds())


class VisitEvent(models.Model):
    """What happened to a visit, who did it, when and why; rows are only ever added."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=VisitEventKind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    data = models.JSONField(default=dict)  # reason, and times before and after, as ISO text

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
