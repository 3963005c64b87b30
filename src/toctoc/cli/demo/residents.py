"""Made-up residents: names and streets that say so, phone numbers kept for fiction.

Drawn with a seed over real communes, by population: the same people at every first run.
"""

from math import cos, pi, radians, sin, sqrt
from random import Random

from toctoc.common.half_days import HalfDays
from toctoc.common.names import fold
from toctoc.people.enums import Channel, Equipment
from toctoc.people.operations import RelativeFields, ResidentFields
from toctoc.people.queries import Place
from toctoc.territory.models import Commune

METRES_A_DEGREE = 111_195.0
SPREAD_RATIO = 0.6  # of the radius of a disc as large as the commune: stays inside most of them

FIRST_NAMES = (
    "Odette", "Fernand", "Simone", "Marcel", "Yvette", "Gaston", "Huguette", "Lucien",
    "Paulette", "Roger", "Ginette", "Albert", "Thérèse", "Raymond", "Denise", "Léon",
    "Jeannine", "Robert", "Monique", "Henri", "Mireille", "André", "Josette", "Émile",
    "Bernadette", "Gilbert",
)  # fmt: skip
LAST_NAMES = (
    "Exemple", "Fictive", "Delessai", "Modèle", "Dutest", "Maquette", "Specimen", "Imagine",
    "Lafiction", "Prétexte", "Brouillon", "Lhypothèse", "Factice", "Duconte", "Supposé",
    "Échantillon", "Larépétition", "Personnage", "Figurant", "Delafable",
)  # fmt: skip
STREETS = (
    "chemin de l’Exemple", "rue du Modèle", "route de l’Essai", "impasse de la Maquette",
    "place du Spécimen", "chemin des Brouillons", "rue de la Fiction", "route du Conte",
    "allée des Personnages", "chemin de la Fable",
)  # fmt: skip
ACCESS_NOTES = (
    "Portail vert, entrer par la cour.",
    "Deuxième maison après le lavoir, boîte aux lettres bleue.",
    "Le chien est dans le jardin : appeler en arrivant.",
    "Sonner longtemps, la sonnette est faible.",
    "Se garer devant la grange, la cour est étroite.",
    "Clé chez la voisine d’en face si personne ne répond.",
)
# Monday morning to Friday afternoon; some never in the morning, some only when the bus passes.
WEEKS = (
    *["1111111111"] * 5, "1010101010", "0101010101", "1111001111", "0011110011", "1100110011",
    "0100010001", "1110111110",
)  # fmt: skip
KITS = (
    (),
    (Equipment.PHONE,),
    (Equipment.PHONE, Equipment.BOX),
    (Equipment.COMPUTER, Equipment.BOX),
    (Equipment.COMPUTER, Equipment.PRINTER, Equipment.BOX),
    (Equipment.TABLET, Equipment.BOX),
    (Equipment.TABLET, Equipment.PHONE),
)
LINKS = ("fille", "fils", "voisine", "neveu", "aide à domicile")


def draw_residents(communes: list[Commune], *, count: int, rng: Random) -> list[ResidentFields]:
    """Draw that many files, each name once, in communes by their population."""
    names = [(first, last) for last in LAST_NAMES for first in FIRST_NAMES]
    homes = rng.choices(communes, [commune.population for commune in communes], k=count)
    return [
        _draw(number, name, commune, rng)
        for number, (name, commune) in enumerate(
            zip(rng.sample(names, count), homes, strict=True), start=1
        )
    ]


def _draw(number: int, name: tuple[str, str], commune: Commune, rng: Random) -> ResidentFields:
    first, last = name
    mobile = f"+336399820{number:02}" if rng.random() < 0.5 else ""
    landline = f"+3353649{number:04}" if not mobile or rng.random() < 0.6 else ""
    email = f"{_mailbox(first)}.{_mailbox(last)}@demo.invalid" if rng.random() < 0.25 else ""
    return ResidentFields(
        last_name=last,
        first_name=first,
        commune=commune,
        landline=landline,
        mobile=mobile,
        email=email,
        channel=Channel.SMS if mobile and rng.random() < 0.6 else None,
        house_number=str(rng.randint(1, 80)),
        street=rng.choice(STREETS),
        place=_place_near(commune, rng) if rng.random() < 0.85 else None,
        access_note=rng.choice(ACCESS_NOTES) if rng.random() < 0.35 else "",
        two_people_only=rng.random() < 0.04,
        half_days=HalfDays.from_text(rng.choice(WEEKS)),
        equipment=rng.choice(KITS),
        relatives=(_draw_relative(number, last, rng),) if rng.random() < 0.3 else (),
    )


def _draw_relative(number: int, last_name: str, rng: Random) -> RelativeFields:
    return RelativeFields(
        name=f"{rng.choice(FIRST_NAMES)} {last_name}",
        link=rng.choice(LINKS),
        phone=f"+336399830{number:02}",
        is_proxy=rng.random() < 0.2,
    )


def _mailbox(name: str) -> str:
    return fold(name).lower().replace(" ", "")


def _place_near(commune: Commune, rng: Random) -> Place:
    """Draw a point of a disc around the commune's centre, evenly over its area."""
    radius_m = sqrt(commune.area_km2 * 1e6 / pi) * SPREAD_RATIO
    away_m, bearing = radius_m * sqrt(rng.random()), rng.uniform(0, 2 * pi)
    east_m, north_m = away_m * sin(bearing), away_m * cos(bearing)
    a_degree_east_m = METRES_A_DEGREE * cos(radians(commune.lat_deg))
    return Place(
        round(commune.lat_deg + north_m / METRES_A_DEGREE, 6),
        round(commune.lon_deg + east_m / a_degree_east_m, 6),
    )
