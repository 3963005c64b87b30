"""Reads about intercommunalities, as the communes of the table tell them."""

from django.db.models import Count, Max, QuerySet

from toctoc.common.names import fold
from toctoc.territory.files import CommuneRow, Reading, Spot
from toctoc.territory.gateways import Epci
from toctoc.territory.models import Commune, Contour

FOUND = 10


def find_epcis(typed: str) -> list[Epci]:
    """Return the intercommunalities of the table by SIREN or by words of their name; one query.

    Case, accents and order do not matter; the largest first where several answer.
    """
    words = fold(typed).split()
    siren = "".join(words)
    found = [
        epci
        for epci in list_epcis()
        if words and (epci.code == siren or all(word in fold(epci.name) for word in words))
    ]
    return found[:FOUND]


def list_epcis() -> list[Epci]:
    """Return the intercommunalities of the table, the largest first; one query."""
    rows = (
        Commune.objects.exclude(epci_code="")
        .values("epci_code")
        .annotate(name=Max("epci_name"), count=Count("pk"))
        .order_by("-count", "epci_code")
    )
    return [Epci(row["epci_code"], row["name"], row["count"]) for row in rows]


def read_stored(siren: str) -> Reading:
    """Return the communes stored of an intercommunality as if a file told them; two queries."""
    communes = _of(siren)
    drawn = Contour.objects.filter(commune__epci_code=siren)
    shapes = dict(drawn.values_list("commune_id", "geometry"))
    rows = tuple(_row(commune, shapes) for commune in communes)
    return Reading(rows, (), ())


def _of(siren: str) -> QuerySet[Commune]:
    return Commune.objects.filter(epci_code=siren).exclude(epci_code="").order_by("pk")


def _row(commune: Commune, shapes: dict[str, dict[str, object]]) -> CommuneRow:
    return CommuneRow(
        code=commune.code_insee,
        name=commune.name,
        spot=Spot(""),
        population=commune.population,
        postcode=commune.postcode,
        lat_deg=commune.lat_deg,
        lon_deg=commune.lon_deg,
        area_km2=commune.area_km2,
        epci_code=commune.epci_code,
        epci_name=commune.epci_name,
        geometry=shapes.get(commune.code_insee),
    )
