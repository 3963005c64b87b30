"""Calendars outside Toctoc: private links, and what has changed since a phone last asked."""

from django.conf import settings
from django.db import models

from toctoc.agenda.enums import CalendarKind
from toctoc.people.enums import CalendarDetail
from toctoc.territory.models import Programme


class CalendarFeed(models.Model):
    """A private link by which one account reads one calendar, until it is revoked.

    Only the digest of the link's token is kept. The link opens nothing that its account could
    not see itself at that moment.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=CalendarKind)
    detail = models.CharField(
        max_length=5, choices=CalendarDetail, default=CalendarDetail.BRIEF
    )
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    created_at = models.DateTimeField()
    last_read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.kind}"


class CalendarClock(models.Model):
    """Counts the changes of a programme's calendars; written by triggers and `put_back` only.

    Who counts holds the row until the end of the transaction, so that numbers become visible
    in their order: a phone that has seen number 7 has seen all there will ever be before it.
    """

    programme = models.OneToOneField(
        Programme,
        on_delete=models.CASCADE,
        primary_key=True,
        db_constraint=False,  # a programme's rows may still change while it is deleted
        related_name="+",
    )
    sequence = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.programme_id}: {self.sequence}"


class CalendarChange(models.Model):
    """The last change of one event of one calendar; a deleted one stays, as a tombstone.

    Written by database triggers (`agenda.triggers`), so that no write can forget it: a change
    that is forgotten is a phone that lies.
    """

    calendar = models.CharField(max_length=40)  # "volunteer:12", see `queries.Calendar.key`
    name = models.CharField(max_length=255)  # "visit-345.ics"
    sequence = models.PositiveBigIntegerField()  # of the programme's clock
    version = models.PositiveIntegerField(default=0)  # how often this event changed
    changed_at = models.DateTimeField()
    deleted = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)  # why a change from outside was refused

    class Meta:
        indexes = [models.Index(fields=["calendar", "sequence"])]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "name"], name="one_change_an_event"),
        ]

    def __str__(self) -> str:
        return f"{self.calendar}/{self.name}: {self.sequence}"
