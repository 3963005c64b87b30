"""A made-up rural index: what is hard about finding a home in the country, a few streets each.

Real communes of the Nord Est Béarn, streets and hamlets that do not exist there.
"""

from toctoc.territory.addresses.book import Book, Door, StreetDraft
from toctoc.territory.addresses.operations import store_addresses
from toctoc.territory.enums import StreetKind
from toctoc.territory.models import Commune
from toctoc.territory.operations import load_facts

MORLAAS, LEMBEYE, SOUMOULOU, PONTACQ = "64405", "64331", "64526", "64453"
# commune, name, numbers, former commune
STREETS = (
    (MORLAAS, "Chemin des Crêtes-Fictives", ("2", "12", "12 bis", "14", "31"), ""),
    (MORLAAS, "Rue du 8 Mai 1945", ("4", "8"), ""),
    (MORLAAS, "Avenue de l’Église Saint-Exemple", ("1", "3", "12 a", "12 b"), ""),
    (MORLAAS, "Rue du Moulin d’Essai", ("5",), ""),
    (LEMBEYE, "Rue du Moulin d’Essai", ("5", "7"), ""),
    (LEMBEYE, "Camin deu Bosc Imaginat", ("1",), ""),
    (LEMBEYE, "Impasse Sainte-Maquette", ("1",), ""),
    (SOUMOULOU, "Place de la Haute-Vielle", ("1",), ""),
    (SOUMOULOU, "Chemin de Larroudé", ("9",), "Nomdavant"),
    (PONTACQ, "Carrère Longue", ("6",), ""),
)
HAMLETS = (
    (MORLAAS, "Cazaubon", ""),
    (SOUMOULOU, "Cazaubon", "Nomdavant"),
    (PONTACQ, "Cazaubon", ""),
    (LEMBEYE, "Las Fictives", ""),
)
# A road to the next town runs through twelve communes.
ROUTE_DE_PAU = "Route de Pau"
TWELVE = (
    "64405", "64331", "64526", "64453", "64262", "64472", "64488", "64520", "64182", "64021",
    "64394", "64438",
)  # fmt: skip


def settle_addresses() -> dict[str, Commune]:
    """Store the index; return the communes by code."""
    communes = {commune.code_insee: commune for commune in load_facts("200067296")}
    streets = [
        *(_street(communes[code], name, *rest) for code, name, *rest in STREETS),
        *(_hamlet(communes[code], *rest) for code, *rest in HAMLETS),
        *(_street(communes[code], ROUTE_DE_PAU, ("1", "2")) for code in TWELVE),
    ]
    store_addresses(Book.of(streets))
    return communes


def _street(commune: Commune, name: str, numbers=(), former: str = "") -> StreetDraft:
    key = f"{commune.code_insee}_{sum(map(ord, name)) % 10_000:04d}"
    street = _draft(commune, key, name, StreetKind.STREET, former)
    for at, number in enumerate(numbers):
        digits, _space, suffix = number.partition(" ")
        door = f"{key}_{int(digits):05d}{'_' if suffix else ''}{suffix}"
        place = commune.lat_deg + 0.001 * at, commune.lon_deg + 0.001 * at
        street.doors.append(Door(door, int(digits), suffix, *place))
    return street


def _hamlet(commune: Commune, name: str, former: str) -> StreetDraft:
    key = f"{commune.code_insee}_B{sum(map(ord, name)) % 1_000:03d}"
    hamlet = _draft(commune, key, name, StreetKind.LOCALITY, former)
    hamlet.points.append((commune.lat_deg + 0.005, commune.lon_deg - 0.005))
    return hamlet


def _draft(commune, key, name, kind, former) -> StreetDraft:
    return StreetDraft(
        ban_id=key,
        kind=kind,
        name=name,
        code_insee=commune.code_insee,
        commune_name=commune.name,
        postcode=commune.postcode,
        former_commune=former,
    )
