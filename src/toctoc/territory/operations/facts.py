"""The facts of communes shipped with the product: the first command works without network."""

import csv
from collections.abc import Iterator
from importlib.resources import files

from django.db import transaction

from toctoc.common.names import fold
from toctoc.territory.errors import UnknownTerritory
from toctoc.territory.models import Commune

FACTS = (
    "name",
    "name_folded",
    "postcode",
    "population",
    "lat_deg",
    "lon_deg",
    "area_km2",
    "epci_code",
    "epci_name",
)


@transaction.atomic
def load_facts(siren: str) -> list[Commune]:
    """Store the communes of an intercommunality from the facts shipped with the product.

    Communes already there are brought up to date, so that a new edition of the facts is taken
    by calling this again. Raises UnknownTerritory where no facts are shipped.
    """
    names = {row["siren"]: row["nom"] for row in _rows("epcis")}
    if siren not in names:
        raise UnknownTerritory(siren=siren)
    return Commune.objects.bulk_create(
        [_commune(row, epci_code=siren, epci_name=names[siren]) for row in _rows(siren)],
        update_conflicts=True,
        unique_fields=["code_insee"],
        update_fields=FACTS,
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    file = files("toctoc.territory") / "facts" / f"{name}.csv"
    yield from csv.DictReader(file.read_text(encoding="utf-8").splitlines())


def _commune(row: dict[str, str], **epci: str) -> Commune:
    return Commune(
        **epci,
        code_insee=row["code_insee"],
        name=row["nom"],
        name_folded=fold(row["nom"]),
        postcode=row["code_postal"],
        population=int(row["population"]),
        lat_deg=float(row["lat"]),
        lon_deg=float(row["lon"]),
        area_km2=float(row["area_km2"]),
    )
