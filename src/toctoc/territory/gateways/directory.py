"""The port: who knows the intercommunalities of the country, and their communes."""

from dataclasses import dataclass
from typing import Protocol

from toctoc.territory.files import SourceFile


@dataclass(frozen=True, slots=True)
class Epci:
    """An intercommunality: its SIREN, its name, how many communes where that is known."""

    code: str
    name: str
    communes: int | None = None


class Directory(Protocol):
    """Answers in time or raises DirectoryUnreachable; its communes are a file like another."""

    def find_epcis(self, typed: str) -> list[Epci]:
        """Return intercommunalities by name or SIREN, the likeliest first."""
        ...

    def fetch_communes(self, siren: str) -> SourceFile:
        """Return the communes of one, with contours. Raises UnknownTerritory."""
        ...
