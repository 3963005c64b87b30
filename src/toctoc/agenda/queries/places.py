"""Reads of places: rooms, their opening hours. A programme's, only through that programme."""

from datetime import date

from django.db.models import Q, QuerySet

from toctoc.agenda.models import Place
from toctoc.territory.models import Programme


def list_places(programme: Programme, *, open_on: date | None = None) -> QuerySet[Place]:
    """Return the programme's places by name, with commune and openings; two queries.

    With `open_on`, only those not closed by that day.
    """
    places = _places(programme)
    if open_on is not None:
        places = places.filter(Q(closed_on=None) | Q(closed_on__gt=open_on))
    return places.order_by("name", "pk")


def get_place(programme: Programme, pk: int) -> Place:
    """Return a place with commune and openings; two queries. Raises Place.DoesNotExist."""
    return _places(programme).get(pk=pk)


def _places(programme: Programme) -> QuerySet[Place]:
    places = Place.objects.filter(programme=programme).select_related("programme", "commune")
    return places.prefetch_related("openings")
