"""Writes about programmes: the tenant itself, its communes, the places tours leave from."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from toctoc.territory.errors import NoCommune, SlugTaken
from toctoc.territory.models import Base, Commune, Programme
from toctoc.territory.operations.facts import load_facts

# First words of the product's own addresses: a programme of that name could not be reached.
RESERVED_SLUGS = frozenset(
    {"accessibilite", "admin", "api", "compte", "dav", "design", "mise-en-place", "static"}
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

    Raises SlugTaken where its address is another's, NoCommune.
    """
    if not communes:
        raise NoCommune(name=name)
    if slug in RESERVED_SLUGS or Programme.objects.filter(slug=slug).exists():
        raise SlugTaken(slug=slug)
    programme = Programme.objects.create(
        name=name, slug=slug, siren=siren, service_phone=phone, created_at=now
    )
    programme.communes.set(communes)
    return programme


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
