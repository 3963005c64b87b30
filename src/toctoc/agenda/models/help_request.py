"""A help request: what a caller asks for, kept as it is typed, until it is answered."""

from django.conf import settings
from django.db import models

from toctoc.agenda.enums import (
    PromiseKind,
    RequestSource,
    RequestStatus,
    Urgency,
    VisitKind,
)
from toctoc.agenda.models.place import Place
from toctoc.agenda.models.visit_series import VisitSeries
from toctoc.common.half_days import COUNT, HalfDays
from toctoc.people.enums import Need
from toctoc.people.models import Resident
from toctoc.territory.models import Programme

MAX_LENGTH_MIN = 8 * 60


class HelpRequest(models.Model):
    """A need to be answered by a visit or otherwise.

    `typed` holds the call form exactly as it stands on the screen, valid or not: nothing is
    lost by a closed tab or an expired session. The columns hold what is valid.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="help_requests"
    )
    resident = models.ForeignKey(
        Resident, on_delete=models.CASCADE, null=True, blank=True, related_name="help_requests"
    )
    source = models.CharField(max_length=10, choices=RequestSource, default=RequestSource.CALL)
    status = models.CharField(max_length=12, choices=RequestStatus, default=RequestStatus.OPEN)
    # The visit during which the person asked for another one.
    from_visit = models.ForeignKey(
        "agenda.Visit",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="further_requests",
    )
    # The visits to come after a first one: each answers a request of its own.
    series = models.ForeignKey(
        VisitSeries, on_delete=models.SET_NULL, null=True, blank=True, related_name="requests"
    )
    kind = models.CharField(max_length=10, choices=VisitKind, default=VisitKind.HOME)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.NORMAL)
    need = models.CharField(max_length=10, choices=Need, blank=True)
    length_min = models.PositiveSmallIntegerField(null=True, blank=True)
    details = models.CharField(max_length=300, blank=True)  # what to do there, for who visits
    # What this caller is told; empty: what the programme usually promises.
    promise = models.CharField(max_length=10, choices=PromiseKind, blank=True)
    suits = models.CharField(max_length=COUNT, default=str(HalfDays.whole_week()))
    not_before = models.DateField(null=True, blank=True)
    typed = models.JSONField(default=dict, blank=True)
    outcome_note = models.CharField(max_length=300, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["programme", "status", "-opened_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(suits__regex=r"^[01]{10}$"), name="request_suits_ten_flags"
            ),
            models.CheckConstraint(
                condition=models.Q(length_min__isnull=True)
                | models.Q(length_min__range=(5, MAX_LENGTH_MIN)),
                name="request_length_sensible",
            ),
            models.CheckConstraint(
                condition=models.Q(promise__in=["", *PromiseKind.values]),
                name="request_promise_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=VisitKind.values), name="request_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=VisitKind.PLACE) | models.Q(place__isnull=True),
                name="request_place_only_where_helped_in_one",
            ),
            models.CheckConstraint(
                condition=models.Q(urgency__in=Urgency.values), name="request_urgency_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status=RequestStatus.OPEN, closed_at__isnull=True)
                | (~models.Q(status=RequestStatus.OPEN) & models.Q(closed_at__isnull=False)),
                name="request_closed_exactly_when_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} ({self.opened_at:%Y-%m-%d %H:%M})"

    @property
    def half_days(self) -> HalfDays:
        return HalfDays.from_text(self.suits)
