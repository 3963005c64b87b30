"""From a street to the door that was typed: exact where known, else at the nearest number."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toctoc.territory.addresses.found import FoundAddress
from toctoc.territory.addresses.index import StreetRow
from toctoc.territory.addresses.ranking import pick_number
from toctoc.territory.addresses.text import HouseNumber, Typed, split_index_text
from toctoc.territory.enums import Precision, StreetKind
from toctoc.territory.models import Address

KIND_PRECISION = {
    StreetKind.STREET: Precision.STREET,
    StreetKind.LOCALITY: Precision.LOCALITY,
}


class DoorRow(NamedTuple):
    """A door as it is read here."""

    street_id: int
    ban_id: str
    number: int
    suffix: str
    lat_deg: float
    lon_deg: float


def place_doors(streets: Sequence[StreetRow], typed: Typed) -> dict[int, FoundAddress]:
    """Return each street, at the number typed where there is one; one query at most.

    A number the base does not know is kept as typed, placed at the nearest one that it knows,
    and only claims to be somewhere on the street.
    """
    numbers = {
        street.pk: pick_number(typed, split_index_text(street.text)[0]) for street in streets
    }
    doors: dict[int, list[DoorRow]] = {street.pk: [] for street in streets}
    sought = [pk for pk, number in numbers.items() if number is not None]
    for row in Address.objects.filter(street__in=sought).values_list(*DoorRow._fields):
        door = DoorRow._make(row)
        doors[door.street_id].append(door)
    return {
        street.pk: _place(street, numbers[street.pk], doors[street.pk]) for street in streets
    }


def _place(
    street: StreetRow, number: HouseNumber | None, doors: Iterable[DoorRow]
) -> FoundAddress:
    if number is None:
        return _found(street, "", street, KIND_PRECISION[StreetKind(street.kind)])
    nearest = min(doors, key=lambda door: _distance(door, number), default=None)
    if nearest is None:
        precision = KIND_PRECISION[StreetKind(street.kind)]
        return _found(street, str(number), street, precision)
    if nearest.number == number.number and number.is_suffix(nearest.suffix):
        return _found(street, _written(nearest), nearest, Precision.ADDRESS)
    return _found(street, str(number), nearest, Precision.STREET)


def _distance(door: DoorRow, number: HouseNumber) -> tuple[int, bool, bool, str]:
    """Return how far a door is from a number, along the street: the same side first."""
    gap = abs(door.number - number.number)
    is_other_side = bool(gap % 2)
    return gap, not number.is_suffix(door.suffix), is_other_side, door.suffix


def _written(door: DoorRow) -> str:
    return f"{door.number} {door.suffix.lower()}".strip()


def _found(
    street: StreetRow, house_number: str, at: StreetRow | DoorRow, precision: Precision
) -> FoundAddress:
    return FoundAddress(
        ban_id=at.ban_id if precision is Precision.ADDRESS else street.ban_id,
        house_number=house_number,
        street=street.name,
        postcode=street.postcode,
        code_insee=street.code_insee,
        commune=street.commune_name,
        former_commune=street.former_commune,
        lat_deg=at.lat_deg,
        lon_deg=at.lon_deg,
        precision=precision,
        score=0.0,
    )
