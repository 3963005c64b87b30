"""Reads about places. The caller's gate decides who may see what; communes are public facts."""

import re
from datetime import date

from django.db.models import Q, QuerySet

from toctoc.common.names import fold
from toctoc.territory.errors import UnknownCommune
from toctoc.territory.models import Commune, Programme, Sector, SectorCommune, SectorPlan


def find_programme(slug: str) -> Programme | None:
    """Return the programme of a URL slug, or None; one query."""
    return Programme.objects.filter(slug=slug).first()


def list_programmes() -> QuerySet[Programme]:
    """Return all programmes of the installation, by name; one query. For whoever runs it."""
    return Programme.objects.order_by("name")


def list_communes(programme: Programme) -> QuerySet[Commune]:
    """Return the programme's communes by name; one query."""
    return programme.communes.order_by("name_folded")


def get_commune(programme: Programme, typed: str) -> Commune:
    """Return the commune someone typed: its code, its name, or "name (postcode)"; one query.

    Accents, case and hyphens do not matter; "St" and "Ste" are read as "Saint" and "Sainte".
    The first words of a name are enough where one commune only starts so ("Higuères"). Raises
    UnknownCommune.
    """
    name, postcode = _split_postcode(typed)
    folded = " ".join(_SAINTS.get(word, word) for word in fold(name).split())
    near = Q(code_insee=name) | Q(name_folded=folded) | Q(name_folded__startswith=f"{folded} ")
    found = list(list_communes(programme).filter(near, postcode__startswith=postcode))
    exact = [each for each in found if each.name_folded == folded]
    answering = exact or found
    if len(answering) != 1:
        raise UnknownCommune(typed=typed, programme=programme)
    return answering[0]


def _split_postcode(typed: str) -> tuple[str, str]:
    """Part "Name (64160)", as communes are shown, in name and postcode; none: empty."""
    shown = re.search(r"\s*\((\d{5})\)\s*$", typed)
    return (typed[: shown.start()], shown[1]) if shown else (typed.strip(), "")


def current_plan(programme: Programme, *, on: date) -> SectorPlan | None:
    """Return the sector plan in force on a day, or None; one query."""
    return programme.sector_plans.filter(starts_on__lte=on).order_by("starts_on").last()


def sector_by_commune(programme: Programme, *, on: date) -> dict[str, Sector]:
    """Return the sector of each commune code under the plan in force, if any; two queries."""
    plan = current_plan(programme, on=on)
    if plan is None:
        return {}
    placements = SectorCommune.objects.filter(plan=plan).select_related("sector")
    return {placement.commune_id: placement.sector for placement in placements}


_SAINTS = {"ST": "SAINT", "STE": "SAINTE"}
