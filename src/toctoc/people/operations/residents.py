"""Writing residents' files: each write is one transaction and needs the right to keep files."""

from datetime import datetime

from django.db import transaction

from toctoc.common.credentials import find_credential
from toctoc.people.enums import Action, Channel, PointSource
from toctoc.people.errors import (
    CredentialInNote,
    ForeignPiece,
    MissingName,
    UnreachableChannel,
)
from toctoc.people.models import Account, Relative, Resident
from toctoc.people.operations.fields import RelativeFields, ResidentFields
from toctoc.people.permissions import require
from toctoc.people.queries import NEEDED, list_channels, place_in_commune
from toctoc.territory.models import Programme
from toctoc.territory.operations.road_requests import know_place


@transaction.atomic
def create_resident(
    programme: Programme, *, by: Account, now: datetime, fields: ResidentFields
) -> Resident:
    """Open a file. Duplicates are not refused: the agent was shown them and decides.

    Raises NotAllowed, MissingName, ForeignPiece, UnreachableChannel, CredentialInNote.
    """
    resident = Resident(programme=programme, created_at=now, last_contact_at=now)
    return _write(resident, fields, by=by, now=now)


@transaction.atomic
def update_resident(
    resident: Resident, *, by: Account, now: datetime, fields: ResidentFields
) -> Resident:
    """Replace what a file holds, relatives included; the moment of last contact stays.

    Raises NotAllowed, MissingName, ForeignPiece, UnreachableChannel, CredentialInNote.
    """
    return _write(resident, fields, by=by, now=now)


def note_contact(resident: Resident, *, at: datetime) -> None:
    """Remember that the person was heard of: the delay before erasure runs from here."""
    if at > resident.last_contact_at:
        resident.last_contact_at = at
        resident.save(update_fields=["last_contact_at"])


def _write(
    resident: Resident, fields: ResidentFields, *, by: Account, now: datetime
) -> Resident:
    require(by, Action.EDIT_RESIDENTS, resident.programme, on=now.date())
    _check(resident.programme, fields)
    for name in ("last_name", "first_name", "landline", "mobile", "email", "commune"):
        setattr(resident, name, getattr(fields, name))
    for name in ("house_number", "street", "access_note", "two_people_only"):
        setattr(resident, name, getattr(fields, name))
    resident.channel = fields.channel or _best_channel(fields)
    resident.suits = str(fields.half_days)
    resident.equipment = [each.value for each in fields.equipment]
    resident.lat_deg, resident.lon_deg = fields.place or place_in_commune(fields.commune)
    resident.point_source = fields.point_source if fields.place else PointSource.COMMUNE
    resident.ban_id = fields.ban_id if fields.place else ""
    resident.save()
    know_place(resident.programme, lat_deg=resident.lat_deg, lon_deg=resident.lon_deg)
    _write_relatives(resident, fields.relatives)
    return resident


def _write_relatives(resident: Resident, wanted: tuple[RelativeFields, ...]) -> None:
    """Keep the rows that did not change, so that what points to them still does."""
    missing = list(wanted)
    for relative in Relative.objects.filter(resident=resident):
        held = RelativeFields.of(relative)
        if held in missing:
            missing.remove(held)
        else:
            relative.delete()
    for each in missing:
        Relative.objects.create(
            resident=resident,
            name=each.name,
            link=each.link,
            phone=each.phone,
            email=each.email,
            is_proxy=each.is_proxy,
        )


def _check(programme: Programme, fields: ResidentFields) -> None:
    if not fields.last_name.strip():
        raise MissingName(field="last_name")
    if not programme.communes.filter(pk=fields.commune.pk).exists():
        raise ForeignPiece(piece=fields.commune, programme=programme)
    found = find_credential(fields.access_note)
    if found:
        raise CredentialInNote(kind=found, field="access_note")
    channel = fields.channel or _best_channel(fields)
    missing = _missing_for(channel, fields)
    if missing:
        raise UnreachableChannel(channel=channel, missing=missing)


def _best_channel(fields: ResidentFields) -> Channel:
    """Return the first channel that can reach the person; a letter where none can."""
    order = (Channel.PHONE, Channel.EMAIL, Channel.RELATIVE, Channel.LETTER)
    usable = (channel for channel in order if not _missing_for(channel, fields))
    return next(usable, Channel.LETTER)


def _missing_for(channel: Channel, fields: ResidentFields) -> str:
    """Return the field without which the channel reaches nobody; empty where it does."""
    return "" if channel in list_channels(fields, fields.relatives) else NEEDED[channel]
