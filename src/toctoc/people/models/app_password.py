"""A password of one phone or program, for calendars only: made up by us, shown once."""

from django.db import models

from toctoc.people.enums import CalendarDetail
from toctoc.people.models.account import Account


class AppPassword(models.Model):
    """What one device signs in to the calendar server with, beside the account's e-mail.

    Only a digest is kept. It is random enough (130 bits) that a plain SHA-256 cannot be turned
    back, and a slow one would cost 0.2 s at each of a phone's many requests.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="app_passwords")
    label = models.CharField(max_length=60)  # "Téléphone d’Alix"
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    detail = models.CharField(
        max_length=5, choices=CalendarDetail, default=CalendarDetail.BRIEF
    )
    created_at = models.DateTimeField()
    last_seen_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)
    last_error_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.label}"
