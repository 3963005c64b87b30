"""Writes about programmes: the tenant itself, its communes, the places tours leave from."""

import logging
from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from toctoc.territory.enums import SchoolZone
from toctoc.territory.errors import NoCommune, SlugTaken
from toctoc.territory.models import Base, Commune, Programme
from toctoc.territory.operations.facts import load_facts
from toctoc.territory.queries.holidays import zone_of

log = logging.getLogger(__name__)

# First words of the product's own addresses: a programme of that name could not be reached.
RESERVED_SLUGS = frozenset(
    {
        "accessibilite",
        "admin",
        "api",
        "calendriers",
        "compte",
        "dav",
        "design",
        "inscription",
        "mise-en-place",
        "static",
        "telephone",
    }
)


@transaction.atomic
def create_programme(
    name: str, *, slug: str, siren: str, phone: str = "", now: datetime
) -> Programme:
    """Create a programme over the communes whose facts are shipped; `phone` is E.164.

    Raises UnknownTerritory where none are, SlugTaken.
    """
    communes = load_facts(siren)
    return create_programme_over(
        communes, name=name, slug=slug, siren=siren, phone=phone, now=now
    )


@transaction.atomic
def create_programme_over(
    communes: Collection[Commune],
    *,
    name: str,
    slug: str,
    siren: str = "",
    phone: str = "",
    now: datetime,
) -> Programme:
    """Create a programme over communes that are stored; `phone` is E.164.

    Its school zone is that of most of them. Raises SlugTaken where its address is another's,
    NoCommune.
    """
    if not communes:
        raise NoCommune(name=name)
    if slug in RESERVED_SLUGS or Programme.objects.filter(slug=slug).exists():
        raise SlugTaken(slug=slug)
    programme = Programme.objects.create(
        name=name,
        slug=slug,
        siren=siren,
        service_phone=phone,
        school_zone=_zone_of(communes),
        created_at=now,
    )
    programme.communes.set(communes)
    return programme


def set_school_zone(programme: Programme, *, zone: str, by: int, now: datetime) -> None:
    """Say which zone's school holidays the programme follows; "" for none.

    `by` is the account's key: accounts are of a higher rung. Raises ValueError.
    """
    if zone and zone not in SchoolZone.values:
        raise ValueError(zone)
    programme.school_zone = zone
    programme.save(update_fields=["school_zone"])
    log.info(
        "school zone of programme %s set to %r by account %s at %s",
        programme.pk, zone, by, now.isoformat(),
    )  # fmt: skip


@transaction.atomic
def add_communes(programme: Programme, communes: Collection[Commune]) -> list[Commune]:
    """Add the communes a programme has not yet, and return them.

    None is ever taken away here: people live there, and a person decides what becomes of them.
    """
    own = set(programme.communes.values_list("pk", flat=True))
    new = [commune for commune in communes if commune.pk not in own]
    programme.communes.add(*new)
    return new


def add_base(
    programme: Programme,
    *,
    label: str,
    commune: Commune,
    place: tuple[float, float] | None = None,
) -> Base:
    """Add a place tours leave from: at `place` (latitude, longitude), else amid the commune.

    One of the same label is moved there instead.
    """
    lat_deg, lon_deg = place or (commune.lat_deg, commune.lon_deg)
    values = {"commune": commune, "lat_deg": lat_deg, "lon_deg": lon_deg}
    base, _created = Base.objects.update_or_create(
        programme=programme, label=label, defaults=values
    )
    return base


def _zone_of(communes: Collection[Commune]) -> str:
    zones = Counter(zone_of(commune.code_insee) for commune in communes)
    return zones.most_common(1)[0][0]
