"""Reads about people. A programme's people are only ever read through that programme."""

from datetime import date

from django.db.models import Q, QuerySet

from toctoc.people.models import Account, Volunteer
from toctoc.territory.models import Programme


def list_programmes_of(account: Account, *, on: date) -> list[Programme]:
    """Return the programmes in which the account has a role on a day, by name; one query."""
    in_force = Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=on)
    held = Programme.objects.filter(in_force, memberships__account=account)
    return list(held.distinct().order_by("name"))


def list_volunteers(programme: Programme, *, on_mission_from: date) -> QuerySet[Volunteer]:
    """Return the volunteers whose mission is not over on a day, by name; one query with the base."""
    current = programme.volunteers.filter(mission_ends_on__gte=on_mission_from)
    return current.select_related("base_commune").order_by("name")
