"""Reads about communes: public facts, whoever may see the programme may see them."""

import re
from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from toctoc.common.names import fold
from toctoc.territory.errors import UnknownCommune
from toctoc.territory.models import Commune, Contour, Programme


def list_communes(programme: Programme) -> QuerySet[Commune]:
    """Return the programme's communes by name; one query."""
    return programme.communes.order_by("name_folded")


def get_commune(programme: Programme, typed: str) -> Commune:
    """Return the commune someone typed: its code, its name, or "name (postcode)"; one query.

    Accents, case and hyphens do not matter; "St" and "Ste" are read as "Saint" and "Sainte".
    The first words of a name are enough where one commune only starts so ("Higuères"); so is a
    name or a code that has since become part of it. Raises UnknownCommune.
    """
    name, postcode = _split_postcode(typed)
    folded = " ".join(_SAINTS.get(word, word) for word in fold(name).split())
    near = Q(code_insee=name) | Q(name_folded=folded) | Q(name_folded__startswith=f"{folded} ")
    former = Q(former__code_insee=name)
    if folded:  # a former commune may be known by its code alone
        former |= Q(former__name_folded=folded)
    communes = list_communes(programme).filter(near | former, postcode__startswith=postcode)
    found = list(communes.distinct())
    exact = [each for each in found if each.name_folded == folded]
    answering = exact or found
    if len(answering) != 1:
        raise UnknownCommune(typed=typed, programme=programme)
    return answering[0]


def _split_postcode(typed: str) -> tuple[str, str]:
    """Part "Name (64160)", as communes are shown, in name and postcode; none: empty."""
    shown = re.search(r"\s*\((\d{5})\)\s*$", typed)
    return (typed[: shown.start()], shown[1]) if shown else (typed.strip(), "")


def list_contours(programme: Programme) -> dict[str, dict[str, Any]]:
    """Return the contour of each commune of the programme that has one, by code; one query."""
    return dict(_contours(programme).values_list("commune_id", "geometry"))


def list_contours_of(codes: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return the contour of each of these communes that has one, by code; one query."""
    shapes = Contour.objects.in_bulk(codes)
    return {code: shape.geometry for code, shape in shapes.items()}


def list_contour_texts(programme: Programme) -> dict[str, str]:
    """Return the same as JSON text, for whoever keeps what it makes of it; one query."""
    texts = _contours(programme).annotate(text=Cast("geometry", TextField()))
    return dict(texts.values_list("commune_id", "text"))


def _contours(programme: Programme) -> QuerySet[Contour]:
    return Contour.objects.filter(commune__in=programme.communes.values("pk"))


_SAINTS = {"ST": "SAINT", "STE": "SAINTE"}
