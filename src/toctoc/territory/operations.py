"""Writes about places: facts of communes, programmes, sector plans."""

import csv
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib.resources import files

from django.db import transaction

from toctoc.common.names import fold
from toctoc.territory.errors import InvalidSectorPlan, UnknownTerritory
from toctoc.territory.models import Commune, Programme, Sector, SectorCommune, SectorPlan

type SectorDrafts = Mapping[str, tuple[str, list[str]]]  # letter -> (name, commune codes)


@transaction.atomic
def load_facts(siren: str) -> list[Commune]:
    """Store the communes of an intercommunality from the facts shipped with the product.

    Communes already there are brought up to date, so that a new edition of the facts is taken
    by calling this again. Raises UnknownTerritory where no facts are shipped.
    """
    communes = [_commune(row) for row in _rows(siren)]
    facts = ["name", "name_folded", "postcode", "population", "lat_deg", "lon_deg", "area_km2"]
    return Commune.objects.bulk_create(
        communes, update_conflicts=True, unique_fields=["code_insee"], update_fields=facts
    )


def _rows(siren: str) -> Iterator[dict[str, str]]:
    file = files("toctoc.territory") / "facts" / f"{siren}.csv"
    if not (siren.isdigit() and file.is_file()):
        raise UnknownTerritory(siren=siren)
    yield from csv.DictReader(file.read_text(encoding="utf-8").splitlines())


def _commune(row: dict[str, str]) -> Commune:
    return Commune(
        code_insee=row["code_insee"],
        name=row["nom"],
        name_folded=fold(row["nom"]),
        postcode=row["code_postal"],
        population=int(row["population"]),
        lat_deg=float(row["lat"]),
        lon_deg=float(row["lon"]),
        area_km2=float(row["area_km2"]),
    )


@transaction.atomic
def create_programme(
    name: str, *, slug: str, siren: str, phone: str = "", now: datetime
) -> Programme:
    """Create a programme over the communes of an intercommunality; `phone` is E.164.

    Raises UnknownTerritory; a slug already taken is an IntegrityError.
    """
    programme = Programme.objects.create(
        name=name, slug=slug, siren=siren, service_phone=phone, created_at=now
    )
    programme.communes.set(load_facts(siren))
    return programme


@transaction.atomic
def start_sector_plan(
    programme: Programme, *, name: str, starts_on: date, sectors: SectorDrafts
) -> SectorPlan:
    """Store a whole sector plan, in force from a day on, or nothing.

    Every commune of the programme is in exactly one sector: InvalidSectorPlan names those
    missing, placed twice or foreign, and sectors left empty. A plan starting the same day is
    replaced: a plan is a dated version, and two cannot start together.
    """
    _check_sectors(programme, sectors)
    programme.sector_plans.filter(starts_on=starts_on).delete()
    plan = SectorPlan.objects.create(programme=programme, name=name, starts_on=starts_on)
    for letter, (sector_name, codes) in sorted(sectors.items()):
        sector = Sector.objects.create(plan=plan, letter=letter, name=sector_name)
        SectorCommune.objects.bulk_create(
            SectorCommune(plan=plan, sector=sector, commune_id=code) for code in codes
        )
    return plan


def _check_sectors(programme: Programme, sectors: SectorDrafts) -> None:
    known = set(programme.communes.values_list("code_insee", flat=True))
    placed = [code for _, codes in sectors.values() for code in codes]
    wrong = {
        "missing": sorted(known - set(placed)),
        "twice": sorted({code for code in placed if placed.count(code) > 1}),
        "foreign": sorted(set(placed) - known),
        "empty": sorted(letter for letter, (_, codes) in sectors.items() if not codes),
    }
    if any(wrong.values()):
        raise InvalidSectorPlan(**wrong)
