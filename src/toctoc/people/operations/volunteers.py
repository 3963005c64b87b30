"""Writing volunteers' files: mission, base, hours within the law."""

from datetime import datetime

from django.db import transaction

from toctoc.people.enums import Action
from toctoc.people.errors import (
    AccountTaken,
    ForeignPiece,
    HoursOutsideLaw,
    InvalidMission,
    MissingName,
    NameTaken,
)
from toctoc.people.models import Account, Volunteer
from toctoc.people.models.volunteer import MAX_MINOR_WEEKLY_HOURS, MAX_WEEKLY_HOURS
from toctoc.people.operations.fields import VolunteerFields
from toctoc.people.permissions import require
from toctoc.people.queries import place_in_commune
from toctoc.territory.models import Programme
from toctoc.territory.operations.road_requests import know_place

_COPIED = (
    "name",
    "organisation",
    "phone",
    "mission_starts_on",
    "mission_ends_on",
    "adult_on",
    "base_label",
    "base_commune",
    "weekly_hours",
    "account",
)


@transaction.atomic
def create_volunteer(
    programme: Programme, *, by: Account, now: datetime, fields: VolunteerFields
) -> Volunteer:
    """Open a volunteer's file; nobody can be offered before availabilities are set.

    Raises NotAllowed, MissingName, NameTaken, AccountTaken, ForeignPiece, InvalidMission,
    HoursOutsideLaw.
    """
    return _write(Volunteer(programme=programme), fields, by=by, now=now)


@transaction.atomic
def update_volunteer(
    volunteer: Volunteer, *, by: Account, now: datetime, fields: VolunteerFields
) -> Volunteer:
    """Replace what a file holds. Visits already booked stay, even past the end of the mission.

    Raises what create_volunteer raises.
    """
    return _write(volunteer, fields, by=by, now=now)


def _write(
    volunteer: Volunteer, fields: VolunteerFields, *, by: Account, now: datetime
) -> Volunteer:
    require(by, Action.MANAGE_TEAM, volunteer.programme, on=now.date())
    _check_mission(fields)
    _check_pieces(volunteer.programme, fields)
    _check_unique(volunteer, fields)
    for name in _COPIED:
        setattr(volunteer, name, getattr(fields, name))
    volunteer.travel = fields.travel
    volunteer.skills = [skill.value for skill in fields.skills]
    place = fields.base_place or place_in_commune(fields.base_commune)
    volunteer.base_lat_deg, volunteer.base_lon_deg = place
    volunteer.save()
    lat_deg, lon_deg = place
    know_place(volunteer.programme, lat_deg=lat_deg, lon_deg=lon_deg)
    return volunteer


def _check_mission(fields: VolunteerFields) -> None:
    if not fields.name.strip():
        raise MissingName(field="name")
    if fields.mission_ends_on < fields.mission_starts_on:
        raise InvalidMission(starts_on=fields.mission_starts_on, ends_on=fields.mission_ends_on)
    is_minor = fields.adult_on is not None and fields.mission_starts_on < fields.adult_on
    limit = MAX_MINOR_WEEKLY_HOURS if is_minor else MAX_WEEKLY_HOURS
    if not 1 <= fields.weekly_hours <= limit:
        raise HoursOutsideLaw(hours=fields.weekly_hours, limit=limit, is_minor=is_minor)


def _check_pieces(programme: Programme, fields: VolunteerFields) -> None:
    if fields.organisation.programme_id != programme.pk:
        raise ForeignPiece(piece=fields.organisation, programme=programme)
    if not programme.communes.filter(pk=fields.base_commune.pk).exists():
        raise ForeignPiece(piece=fields.base_commune, programme=programme)
    account = fields.account
    if account and not programme.memberships.filter(account=account).exists():
        raise ForeignPiece(piece=account, programme=programme)


def _check_unique(volunteer: Volunteer, fields: VolunteerFields) -> None:
    others = volunteer.programme.volunteers.exclude(pk=volunteer.pk)
    if others.filter(name=fields.name).exists():
        raise NameTaken(name=fields.name)
    if fields.account and others.filter(account=fields.account).exists():
        raise AccountTaken(account=fields.account)
