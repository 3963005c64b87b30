"""Made-up addresses as the national base would write them; no street of these exists.

Names are drawn from syllables, so that they resemble each other as real ones do.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

from toctoc.territory.models import Commune
from toctoc.territory.operations import load_facts

COLUMNS = (
    "id", "id_fantoir", "numero", "rep", "nom_voie", "code_postal", "code_insee",
    "nom_commune", "code_insee_ancienne_commune", "nom_ancienne_commune", "x", "y", "lon",
    "lat", "type_position", "alias", "nom_ld", "libelle_acheminement", "nom_afnor",
    "source_position", "source_nom_voie", "certification_commune", "cad_parcelles",
)  # fmt: skip
KINDS = (*["Chemin"] * 8, *["Rue"] * 5, *["Route"] * 4, "Impasse", "Place", "Avenue", "Allée")
LINKS = ("de", "du", "des", "de la", "de l’", "")
STARTS = (
    "Ar", "Bar", "Bor", "Cas", "Cau", "Cou", "Dar", "Es", "Fon", "Gar", "Hau", "La", "Lar",
    "Les", "Lou", "Mar", "Mon", "Pé", "Pou", "Sa", "Ser", "Tou", "Ver", "Vi",
)  # fmt: skip
MIDDLES = ("ba", "ca", "cou", "de", "gue", "la", "li", "na", "ri", "sse", "ta", "va")
ENDS = (
    "bère", "croix", "dets", "gnan", "gos", "laas", "lenne", "moulin", "nave", "pouey", "quet",
    "ret", "rrou", "seigt", "tagne", "tets", "tre", "ville",
)  # fmt: skip
PEOPLE = ("Jean", "Marie", "Pierre", "Abbé", "Docteur", "Général")


def draw_name(rng: Random) -> str:
    """Draw the name of a street."""
    name = rng.choice(STARTS) + rng.choice(MIDDLES) + rng.choice(ENDS)
    if rng.random() < 0.2:
        name = f"{rng.choice(PEOPLE)} {name}"
    link = rng.choice(LINKS)
    joined = f"{link}{name}" if link.endswith("’") else f"{link} {name}".strip()
    return f"{rng.choice(KINDS)} {joined}"


def draw_rows(communes: list[Commune], count: int, rng: Random) -> Iterator[dict[str, object]]:
    """Draw that many doors, seven a street, spread over the communes."""
    written, street = 0, 0
    while written < count:
        commune = communes[street % len(communes)]
        street += 1
        name, key = draw_name(rng), f"{commune.code_insee}_{street // len(communes):04d}"
        for number in sorted(rng.sample(range(1, 60), rng.randint(1, 13))):
            if written == count:
                return
            written += 1
            yield {
                "id": f"{key}_{number:05d}",
                "id_fantoir": key,
                "numero": number,
                "nom_voie": name,
                "code_postal": commune.postcode,
                "code_insee": commune.code_insee,
                "nom_commune": commune.name,
                "lon": round(commune.lon_deg + rng.uniform(-0.02, 0.02), 6),
                "lat": round(commune.lat_deg + rng.uniform(-0.02, 0.02), 6),
                "type_position": "entrée",
            }


def write_ban(path: Path, rows: Iterator[dict[str, object]]) -> Path:
    """Write a file of addresses as adresse.data.gouv.fr does."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, delimiter=";", restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def communes_of(siren: str = "200067296") -> list[Commune]:
    """Return the communes shipped with the product, stored."""
    return sorted(load_facts(siren), key=lambda one: one.code_insee)
