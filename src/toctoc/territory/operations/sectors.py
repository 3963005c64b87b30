"""Writes about sector plans: stored whole, dated, never rewritten."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from django.db import transaction

from toctoc.common.names import fold
from toctoc.territory.enums import SectorDays
from toctoc.territory.errors import InvalidSectorPlan
from toctoc.territory.models import (
    Programme,
    Sector,
    SectorCommune,
    SectorPlan,
    SectorStreet,
)
from toctoc.territory.models.sector import EVERY_DAY

type StreetRule = Mapping[str, str]  # commune, name, code, letter
type SectorDrafts = Mapping[str, tuple[str, list[str]]]  # letter -> (name, commune codes)


@transaction.atomic
def start_sector_plan(
    programme: Programme,
    *,
    name: str,
    starts_on: date,
    sectors: SectorDrafts,
    streets: Sequence[StreetRule] = (),
    days: Mapping[str, str] = MappingProxyType({}),
) -> SectorPlan:
    """Store a whole sector plan, in force from a day on, or nothing.

    Every commune of the programme is in exactly one sector: InvalidSectorPlan names those
    missing, placed twice or foreign, and sectors left empty; `streets` are those in another
    sector than the rest of their commune, `days` five flags by letter. A plan starting the
    same day is replaced: a plan is a dated version, and two cannot start together.
    """
    _check_sectors(programme, sectors)
    programme.sector_plans.filter(starts_on=starts_on).delete()
    plan = SectorPlan.objects.create(programme=programme, name=name, starts_on=starts_on)
    stored = {}
    for letter, (sector_name, codes) in sorted(sectors.items()):
        sector = Sector.objects.create(
            plan=plan, letter=letter, name=sector_name, days=days.get(letter, EVERY_DAY)
        )
        stored[letter] = sector
        SectorCommune.objects.bulk_create(
            SectorCommune(plan=plan, sector=sector, commune_id=code) for code in codes
        )
    SectorStreet.objects.bulk_create(
        SectorStreet(
            plan=plan,
            sector=stored[rule["letter"]],
            commune_id=rule["commune"],
            name=rule["name"],
            name_folded=fold(rule["name"]),
            code=rule["code"],
        )
        for rule in streets
    )
    return plan


def choose_sector_days(programme: Programme, *, rule: SectorDays) -> None:
    """Say what the days given to sectors are worth when appointments are offered."""
    programme.sector_days = rule
    programme.save(update_fields=["sector_days"])


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
