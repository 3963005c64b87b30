"""Reads about programmes being set up: each is its owner's alone."""

from uuid import UUID

from django.db.models import QuerySet

from toctoc.territory.models import SetupDraft


def list_drafts(owner_key: str) -> QuerySet[SetupDraft]:
    """Return what someone is setting up, the latest first; one query."""
    return SetupDraft.objects.filter(owner_key=owner_key).order_by("-updated_at")


def get_draft(owner_key: str, token: UUID) -> SetupDraft:
    """Return one of someone's own; one query. Raises SetupDraft.DoesNotExist."""
    return SetupDraft.objects.get(owner_key=owner_key, token=token)
