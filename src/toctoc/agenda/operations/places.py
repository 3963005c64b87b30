"""Writes on places: what a room offers, when it is open, and that it closes.

No row names who changed a place: the log does, by ids.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import Self

from django.db import transaction

from toctoc.agenda.errors import InvalidPeriod, OtherProgramme
from toctoc.agenda.models import Place, PlaceOpening
from toctoc.agenda.operations.seats import fill_sessions
from toctoc.people.models import Account
from toctoc.territory.models import Commune, Programme

log = logging.getLogger(__name__)

Opening = tuple[int, time, time]  # weekday (Monday 0), local times


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFields:
    """What a place's file may hold, as cleaned values; the phone is E.164."""

    name: str
    commune: Commune
    lat_deg: float
    lon_deg: float
    seats: int
    address: str = ""
    machines: int = 0
    is_accessible: bool = False
    access_details: str = ""
    phone: str = ""
    openings: tuple[Opening, ...] = ()

    @classmethod
    def of(cls, place: Place) -> Self:
        """Return what a place's file holds now; one query unless openings are prefetched."""
        openings = place.openings.all()
        return cls(
            name=place.name,
            commune=place.commune,
            lat_deg=place.lat_deg,
            lon_deg=place.lon_deg,
            seats=place.seats,
            address=place.address,
            machines=place.machines,
            is_accessible=place.is_accessible,
            access_details=place.access_details,
            phone=place.phone,
            openings=tuple((one.weekday, one.starts_at, one.ends_at) for one in openings),
        )


COLUMNS = (
    *("name", "commune", "address", "lat_deg", "lon_deg", "seats", "machines"),
    *("is_accessible", "access_details", "phone"),
)


@transaction.atomic
def create_place(
    programme: Programme, *, fields: PlaceFields, by: Account, now: datetime
) -> Place:
    """Open a place's file. Raises OtherProgramme of a commune elsewhere, InvalidPeriod."""
    return _write(Place(programme=programme), fields, by=by, now=now)


@transaction.atomic
def update_place(place: Place, *, fields: PlaceFields, by: Account, now: datetime) -> Place:
    """Replace what a place's file holds, opening hours included.

    More seats go at once to those who wait for a session held here that has no number of its
    own. Raises OtherProgramme, InvalidPeriod.
    """
    written = _write(place, fields, by=by, now=now)
    fill_sessions(written.sessions.filter(seats=None), now=now)
    return written


def close_place(place: Place, *, on: date, by: Account) -> Place:
    """Close a place from a day on: nothing new is held there; sessions planned stay."""
    return _close(place, on, by=by)


def reopen_place(place: Place, *, by: Account) -> Place:
    """Open a closed place again."""
    return _close(place, None, by=by)


def _close(place: Place, on: date | None, *, by: Account) -> Place:
    place.closed_on = on
    place.save(update_fields=["closed_on"])
    log.info("place %s closed on %s by account %s", place.pk, on, by.pk)
    return place


def _write(place: Place, fields: PlaceFields, *, by: Account, now: datetime) -> Place:
    if not place.programme.communes.filter(pk=fields.commune.pk).exists():
        raise OtherProgramme(place=place.pk, commune=fields.commune.pk)
    _check_openings(fields.openings)
    for name in COLUMNS:
        setattr(place, name, getattr(fields, name))
    place.save()
    place.openings.all().delete()
    PlaceOpening.objects.bulk_create(
        PlaceOpening(place=place, weekday=weekday, starts_at=starts, ends_at=ends)
        for weekday, starts, ends in fields.openings
    )
    log.info("place %s written by account %s at %s", place.pk, by.pk, now)
    return place


def _check_openings(openings: Iterable[Opening]) -> None:
    """Check that each one ends after it starts, and that those of a day lie apart."""
    in_order = sorted(openings)
    for _weekday, starts, ends in in_order:
        if ends <= starts:
            raise InvalidPeriod(starts_at=starts, ends_at=ends)
    for (weekday, _starts, ends), (next_weekday, next_starts, _ends) in pairwise(in_order):
        if weekday == next_weekday and next_starts < ends:
            raise InvalidPeriod(starts_at=next_starts, ends_at=ends)
