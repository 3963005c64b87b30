"""A session: a workshop, a meeting, a training; who runs it, and what happened to it."""

from django.conf import settings
from django.db import models

from toctoc.agenda.enums import SessionEventKind, SessionKind, SessionLevel, SessionStatus
from toctoc.agenda.models.place import Place
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme

MAX_EVERY_WEEKS = 8


class SessionSeries(models.Model):
    """Sessions planned together, one every so many weeks; each may go its own way later."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    every_weeks = models.PositiveSmallIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "session series"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(every_weeks__range=(1, MAX_EVERY_WEEKS)),
                name="series_every_few_weeks",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: every {self.every_weeks} weeks"


class Session(models.Model):
    """People together at a place for a time. `seats` None: as many as the place has."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=10, choices=SessionKind, default=SessionKind.WORKSHOP)
    title = models.CharField(max_length=120)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    status = models.CharField(
        max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED
    )
    series = models.ForeignKey(
        SessionSeries, on_delete=models.SET_NULL, null=True, blank=True, related_name="sessions"
    )
    level = models.CharField(max_length=14, choices=SessionLevel, blank=True)
    theme = models.CharField(max_length=80, blank=True)
    bring = models.CharField(max_length=160, blank=True)  # "apporter son téléphone"
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    details = models.CharField(max_length=500, blank=True)
    walk_ins = models.PositiveSmallIntegerField(default=0)  # came without giving a name
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["programme", "starts_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(seats__isnull=True) | models.Q(seats__gte=1),
                name="session_has_a_seat",
            ),
            models.CheckConstraint(
                condition=models.Q(status=SessionStatus.CANCELLED, cancelled_at__isnull=False)
                | (
                    ~models.Q(status=SessionStatus.CANCELLED)
                    & models.Q(cancelled_at__isnull=True)
                ),
                name="session_cancelled_with_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def length_s(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds())


class SessionVolunteer(models.Model):
    """A volunteer who runs or attends a session.

    The times are copies of the session's, and `is_active` is false once it is cancelled, so
    that the database itself keeps volunteers from being in two places: against other sessions
    and, by triggers both ways, against visits (migration 0007).
    """

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="crew")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["volunteer__name", "pk"]
        indexes = [models.Index(fields=["volunteer", "starts_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "volunteer"], name="once_in_a_session_s_crew"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_volunteer_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer_id} {self.starts_at:%Y-%m-%d %H:%M}"


class SessionEvent(models.Model):
    """What happened to a session, who did it, when and why; rows are only ever added."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=10, choices=SessionEventKind)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    data = models.JSONField(default=dict)  # reason, and times before and after, as ISO text

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
