"""Reads about the team: programmes of an account, volunteers, organisations, memberships.

A programme's people are only ever read through that programme.
"""

from datetime import date

from django.db.models import Q, QuerySet

from toctoc.people.models import Account, Membership, Organisation, Volunteer
from toctoc.territory.models import Programme


def list_programmes_of(account: Account, *, on: date) -> list[Programme]:
    """Return the programmes in which the account has a role on a day, by name; one query."""
    in_force = Q(memberships__ends_on__isnull=True) | Q(memberships__ends_on__gte=on)
    held = Programme.objects.filter(in_force, memberships__account=account)
    return list(held.distinct().order_by("name"))


def list_volunteers(programme: Programme, *, on_mission_from: date) -> QuerySet[Volunteer]:
    """Return the volunteers with a mission not over on a day, by name, with base; one query."""
    current = programme.volunteers.filter(mission_ends_on__gte=on_mission_from)
    return current.select_related("base_commune", "organisation").order_by("name")


def get_volunteer(programme: Programme, pk: int) -> Volunteer:
    """Return a volunteer of the programme with base, organisation and account; one query.

    Raises Volunteer.DoesNotExist, also for a volunteer of another programme.
    """
    files = programme.volunteers.select_related("base_commune", "organisation", "account")
    return files.get(pk=pk)


def find_volunteer_of(account: Account, programme: Programme) -> Volunteer | None:
    """Return the account's own volunteer file in the programme, or None; one query."""
    files = programme.volunteers.select_related("base_commune")
    return files.filter(account=account).first()


def find_account(pk: int) -> Account | None:
    """Return an account whether or not it may still sign in, or None; one query."""
    return Account.objects.filter(pk=pk).first()


def list_organisations(programme: Programme) -> QuerySet[Organisation]:
    """Return the programme's organisations by name; one query."""
    return programme.organisations.order_by("name")


def list_memberships(programme: Programme, *, on: date) -> QuerySet[Membership]:
    """Return who has access on a day and in which role, by account name; one query."""
    current = programme.memberships.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on))
    return current.select_related("account", "organisation").order_by("account__name", "role")


def get_membership(programme: Programme, pk: int) -> Membership:
    """Return a membership of the programme with its account; one query.

    Raises Membership.DoesNotExist.
    """
    return programme.memberships.select_related("account", "organisation").get(pk=pk)
