"""The demo's address index: made-up streets and hamlets in every commune, as BAN would say.

The streets of the demo's residents are among them, so that their addresses complete too.
"""

from collections.abc import Iterable, Iterator
from math import cos, radians, sqrt
from random import Random

from toctoc.cli.demo.residents import METRES_A_DEGREE, SPREAD_RATIO, STREETS
from toctoc.territory.addresses.book import Book, Door, Point, StreetDraft
from toctoc.territory.addresses.operations import store_addresses
from toctoc.territory.enums import StreetKind
from toctoc.territory.models import Commune

MORE_STREETS = (
    "route des Brebis imaginaires", "impasse Sainte-Hypothèse", "chemin du Moulin inventé",
    "rue du 30 Février", "avenue des Figurants", "camin deu Monde de Papèr",
)  # fmt: skip
HAMLETS = ("Lafiction", "Lou Conte", "Peyrefictive", "Maison Supposée", "Quartier d’Essai")
STREETS_EACH, HAMLETS_EACH = 12, 2
STEP_M = 45  # from one door to the next
LARGEST_NUMBER = 80  # as far as the demo's residents live


def index_addresses(communes: Iterable[Commune], rng: Random) -> None:
    """Fill the index of the communes."""
    store_addresses(Book.of(list(_draw(communes, rng))))


def _draw(communes: Iterable[Commune], rng: Random) -> Iterator[StreetDraft]:
    for commune in communes:
        names = [*STREETS, *rng.sample(MORE_STREETS, STREETS_EACH - len(STREETS))]
        for number, name in enumerate(names, start=1):
            street = _open(commune, f"{number:04d}", name, StreetKind.STREET)
            street.doors.extend(_number_doors(street.ban_id, commune, rng))
            yield street
        for number, name in enumerate(rng.sample(HAMLETS, HAMLETS_EACH), start=1):
            hamlet = _open(commune, f"B{number:03d}", name, StreetKind.LOCALITY)
            hamlet.points.append(_point_in(commune, rng))
            yield hamlet


def _open(commune: Commune, key: str, name: str, kind: StreetKind) -> StreetDraft:
    return StreetDraft(
        ban_id=f"{commune.code_insee}_{key}",
        kind=kind,
        name=name,
        code_insee=commune.code_insee,
        commune_name=commune.name,
        postcode=commune.postcode,
    )


def _number_doors(key: str, commune: Commune, rng: Random) -> Iterator[Door]:
    """Draw doors along a straight street; some numbers are missing, as they are in reality."""
    lat_deg, lon_deg = _point_in(commune, rng)
    north, east = rng.uniform(-1, 1), rng.uniform(-1, 1)
    step_deg = STEP_M / METRES_A_DEGREE / max(0.3, sqrt(north**2 + east**2))
    for number in sorted(rng.sample(range(1, LARGEST_NUMBER + 1), rng.randint(6, 16))):
        along = step_deg * number / 4
        yield Door(
            f"{key}_{number:05d}",
            number,
            "",
            round(lat_deg + north * along, 6),
            round(lon_deg + east * along / cos(radians(lat_deg)), 6),
        )


def _point_in(commune: Commune, rng: Random) -> Point:
    """Draw a point of a square around the commune's centre that stays inside most of them."""
    reach_deg = SPREAD_RATIO * sqrt(commune.area_km2) * 500 / METRES_A_DEGREE
    east_deg = reach_deg / cos(radians(commune.lat_deg))
    return (
        round(commune.lat_deg + rng.uniform(-reach_deg, reach_deg), 6),
        round(commune.lon_deg + rng.uniform(-east_deg, east_deg), 6),
    )
