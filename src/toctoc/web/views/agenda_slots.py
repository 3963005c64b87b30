"""What week and day share: a visit as a slot of the agenda, and the filters that keep it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.urls import reverse

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Visit
from toctoc.territory.models import Sector
from toctoc.web.components import SectorBadge


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit on the agenda. Filtered out, it still fills its time, without a name."""

    visit: Visit
    sector: SectorBadge | None
    url: str
    is_kept: bool
    leg_s: int = 0  # the road before it

    @property
    def is_cancelled(self) -> bool:
        return self.visit.status == VisitStatus.CANCELLED

    @property
    def is_to_tell(self) -> bool:
        """Whether nobody has told the person yet of this promise."""
        return self.visit.told_at is None and self.visit.status == VisitStatus.BOOKED


@dataclass(frozen=True, slots=True)
class Filters:
    """What of the visits is named on the page; empty text keeps all."""

    sectors: Mapping[str, Sector]  # by commune code
    sector: str = ""
    need: str = ""
    volunteer: str = ""
    with_cancelled: bool = False

    @classmethod
    def from_cleaned(cls, cleaned: Mapping[str, Any], sectors: Mapping[str, Sector]) -> Self:
        kept = {name: cleaned.get(name) or "" for name in ("sector", "need", "volunteer")}
        return cls(sectors=sectors, with_cancelled=bool(cleaned.get("with_cancelled")), **kept)

    def keeps(self, visit: Visit) -> bool:
        """Tell whether a visit is named; its volunteer's column is the caller's affair."""
        sector = self.sectors.get(visit.resident.commune_id)
        is_there = not self.sector or (sector is not None and sector.letter == self.sector)
        return is_there and self.need in {"", visit.need}

    def shows(self, volunteer_id: int) -> bool:
        return self.volunteer in {"", str(volunteer_id)}

    def make_slot(self, visit: Visit, *, leg_s: int = 0) -> Slot:
        """Return a visit as a slot with its sector and its page."""
        sector = self.sectors.get(visit.resident.commune_id)
        return Slot(
            visit=visit,
            sector=SectorBadge.of(sector, with_name=False),
            url=reverse("agenda:show-visit", args=[visit.programme.slug, visit.pk]),
            is_kept=self.keeps(visit),
            leg_s=leg_s,
        )
