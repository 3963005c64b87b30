"""A programme being set up: what was read and typed so far, before anything is created."""

import uuid

from django.db import models


class SetupDraft(models.Model):
    """What a person has chosen and typed while setting a programme up; resumed by its token.

    It holds public facts and the programme's own name, phone and bases, nobody's data. Accounts
    live a rung above, so the owner is a key that only the rung above understands.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_key = models.CharField(max_length=40, db_index=True)
    reading = models.JSONField(default=dict)  # communes as read, and what was said about them
    answers = models.JSONField(default=dict)  # what was typed, as typed
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self) -> str:
        return str(self.token)
