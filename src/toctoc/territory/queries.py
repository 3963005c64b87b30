"""Reads about places. Who may see what is decided by the caller's gate; communes are public facts."""

from datetime import date

from django.db.models import QuerySet

from toctoc.common.names import fold
from toctoc.territory.errors import UnknownCommune
from toctoc.territory.models import Commune, Programme, Sector, SectorCommune, SectorPlan


def find_programme(slug: str) -> Programme | None:
    """Return the programme of a URL slug, or None; one query."""
    return Programme.objects.filter(slug=slug).first()


def list_communes(programme: Programme) -> QuerySet[Commune]:
    """Return the programme's communes by name; one query."""
    return programme.communes.order_by("name_folded")


def get_commune(programme: Programme, typed: str) -> Commune:
    """Return the commune someone typed: its code, its name, or "name (postcode)".

    Accents, case and hyphens do not matter; "St" and "Ste" are read as "Saint" and "Sainte".
    Raises UnknownCommune.
    """
    text = typed.split("(", maxsplit=1)[0].strip()
    folded = " ".join(_SAINTS.get(word, word) for word in fold(text).split())
    communes = list_communes(programme)
    found = communes.filter(code_insee=text).first() or communes.filter(name_folded=folded).first()
    if found is None:
        raise UnknownCommune(typed=typed, programme=programme)
    return found


def current_plan(programme: Programme, *, on: date) -> SectorPlan | None:
    """Return the sector plan in force on a day, or None; one query."""
    return programme.sector_plans.filter(starts_on__lte=on).order_by("starts_on").last()


def sector_by_commune(programme: Programme, *, on: date) -> dict[str, Sector]:
    """Return the sector of each commune code under the plan in force; two queries, no plan: empty."""
    plan = current_plan(programme, on=on)
    if plan is None:
        return {}
    placements = SectorCommune.objects.filter(plan=plan).select_related("sector")
    return {placement.commune_id: placement.sector for placement in placements}


_SAINTS = {"ST": "SAINT", "STE": "SAINTE"}
