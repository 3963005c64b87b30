"""An address that was found, wherever it was found."""

from dataclasses import dataclass

from toctoc.territory.enums import Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAddress:
    """A place somebody may have meant; `house_number` as it is to be written, "12 bis".

    `score` is from 0 to 1 and only comparable within one answer. `is_inside`: in the programme.
    """

    ban_id: str
    house_number: str
    street: str
    postcode: str
    code_insee: str
    commune: str
    former_commune: str
    lat_deg: float
    lon_deg: float
    precision: Precision
    score: float
    is_inside: bool = True

    @property
    def line(self) -> str:
        """The first line of the address; empty for a whole commune."""
        return f"{self.house_number} {self.street}".strip()

    @property
    def town(self) -> str:
        """The last line: postcode and commune, the former one beside where there is one."""
        former = f" ({self.former_commune})" if self.former_commune else ""
        return f"{self.postcode} {self.commune}{former}".strip()

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.line, self.town)))
