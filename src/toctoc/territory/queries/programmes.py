"""Reads about programmes. The caller's gate decides who may see what."""

from django.db.models import QuerySet

from toctoc.territory.models import Base, Programme


def find_programme(slug: str) -> Programme | None:
    """Return the programme of a URL slug, or None; one query."""
    return Programme.objects.filter(slug=slug).first()


def list_programmes() -> QuerySet[Programme]:
    """Return all programmes of the installation, by name; one query. For whoever runs it."""
    return Programme.objects.order_by("name")


def list_bases(programme: Programme) -> QuerySet[Base]:
    """Return the places from which the programme's tours leave, by label; one query."""
    return programme.bases.select_related("commune").order_by("label")
