"""Which sector an address is in, and why: its street's rule first, else its commune's place."""

import re
from dataclasses import dataclass
from datetime import date

from toctoc.common.names import fold
from toctoc.territory.models import (
    Programme,
    Sector,
    SectorCommune,
    SectorPlan,
    SectorStreet,
)
from toctoc.territory.queries.sectors import current_plan

# A house number comes before the street and says nothing of it: "12 bis, rue du Bourg".
_NUMBER = re.compile(r"^\s*\d+\s*(?:bis|ter|quater|[a-d])?\b[\s,]*", re.IGNORECASE)
_SHORT = {
    "RTE": "ROUTE", "CHE": "CHEMIN", "CH": "CHEMIN", "AV": "AVENUE", "AVE": "AVENUE",
    "BD": "BOULEVARD", "PL": "PLACE", "IMP": "IMPASSE", "ALL": "ALLEE", "LOT": "LOTISSEMENT",
    "ST": "SAINT", "STE": "SAINTE", "R": "RUE",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorFinding:
    """The sector of an address, if any, and what put it there.

    `street` is the rule that decided; None: the commune's place did. `plan` None: no plan is in
    force that day. `streets` are all the streets of this commune that have a rule.
    """

    plan: SectorPlan | None
    sector: Sector | None
    street: SectorStreet | None = None
    streets: tuple[SectorStreet, ...] = ()


def find_sector(
    programme: Programme, commune_id: str, *, street: str = "", on: date
) -> SectorFinding:
    """Return the sector of an address on a day, and why; three queries, one without a plan.

    `street` is an address line as people type it; its number does not count, nor do accents
    and usual short forms. The code of the address base is accepted in its place.
    """
    plan = current_plan(programme, on=on)
    if plan is None:
        return SectorFinding(plan=None, sector=None)
    here = {"plan": plan, "commune_id": commune_id}
    rules = tuple(SectorStreet.objects.filter(**here).select_related("sector"))
    for rule in rules:
        if _names(street, rule):
            return SectorFinding(plan=plan, sector=rule.sector, street=rule, streets=rules)
    placed = SectorCommune.objects.filter(**here).select_related("sector").first()
    return SectorFinding(plan=plan, sector=placed.sector if placed else None, streets=rules)


def _names(typed: str, rule: SectorStreet) -> bool:
    street = fold_street(typed)
    is_name = bool(street) and street == fold_street(rule.name)
    return is_name or (bool(rule.code) and fold(typed) == fold(rule.code))


def fold_street(typed: str) -> str:
    """Return a street as it is compared: no number, no accent, whole words.

    >>> fold_street("12 bis, rte de St-Jammes")
    'ROUTE DE SAINT JAMMES'
    """
    words = fold(_NUMBER.sub("", typed)).split()
    return " ".join(_SHORT.get(word, word) for word in words)
