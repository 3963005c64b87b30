"""Streets and doors in memory, before they are stored: what a file says, put together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import fmean
from typing import NamedTuple, Self

from toctoc.common.names import fold
from toctoc.territory.addresses.text import index_text
from toctoc.territory.enums import AddressFile, StreetKind

type Point = tuple[float, float]  # latitude, longitude

NAME_LENGTH, COMMUNE_LENGTH, TEXT_LENGTH = 120, 60, 600  # a file keeps 120 of a street


class Door(NamedTuple):
    """A numbered address of a street."""

    ban_id: str
    number: int
    suffix: str
    lat_deg: float
    lon_deg: float


@dataclass(slots=True, kw_only=True)
class StreetDraft:
    """A street or a hamlet as a file tells of it, row after row."""

    ban_id: str
    kind: StreetKind
    name: str
    code_insee: str
    commune_name: str
    postcode: str = ""
    former_commune: str = ""
    doors: list[Door] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    def place(self) -> Point:
        """Return the point nearest to the middle of all: on the street, not beside its bend."""
        points = self.points or [(door.lat_deg, door.lon_deg) for door in self.doors]
        lat_deg, lon_deg = (fmean(axis) for axis in zip(*points, strict=True))
        return min(points, key=lambda p: (p[0] - lat_deg) ** 2 + (p[1] - lon_deg) ** 2)

    def text(self) -> str:
        places = (self.commune_name, self.former_commune, self.postcode)
        return index_text(self.name, *places)[:TEXT_LENGTH]


@dataclass(slots=True)
class Book:
    """All that one file holds of its communes."""

    file: AddressFile
    streets: dict[str, StreetDraft] = field(default_factory=dict)
    unplaced: int = 0  # rows left out for want of a position
    door_ids: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, streets: Iterable[StreetDraft]) -> Self:
        """Return made-up streets as a file of addresses would give them."""
        return cls(AddressFile.ADDRESSES, {street.ban_id: street for street in streets})

    @property
    def codes(self) -> set[str]:
        """The communes the file tells of: what is known of them is replaced."""
        return {street.code_insee for street in self.streets.values()}

    @property
    def doors(self) -> int:
        return sum(len(street.doors) for street in self.streets.values())

    def street(self, ban_id: str, **said: object) -> StreetDraft:
        """Return the street of an identifier, opened with what its first row says."""
        found = self.streets.get(ban_id)
        if found is None:
            found = StreetDraft(ban_id=ban_id, **said)  # type: ignore[arg-type]  # a row's columns
            found.name = found.name[:NAME_LENGTH]
            found.commune_name = found.commune_name[:COMMUNE_LENGTH]
            found.former_commune = found.former_commune[:COMMUNE_LENGTH]
            self.streets[ban_id] = found
        return found

    def add_door(self, street: StreetDraft, door: Door) -> None:
        """Add a door once: a second row of the same one only tells another of its points."""
        if door.ban_id not in self.door_ids:
            self.door_ids.add(door.ban_id)
            street.doors.append(door)

    def place_hamlet(
        self, street: StreetDraft, name: str, point: Point, *, former: str = ""
    ) -> None:
        """Note that a hamlet, or a former commune, has a door of this street at this point."""
        if not name or name == street.commune_name:
            return
        former = "" if name == former else former
        key = "-".join(fold(f"{former} {name}").split())
        hamlet = self.street(
            f"{street.code_insee}_ld_{key}"[:60],
            kind=StreetKind.LOCALITY,
            name=name,
            code_insee=street.code_insee,
            commune_name=street.commune_name,
            postcode=street.postcode,
            former_commune=former,
        )
        hamlet.points.append(point)
