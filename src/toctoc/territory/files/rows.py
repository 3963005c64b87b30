"""What files say of communes, once read: what is known, None where nothing is said."""

from dataclasses import dataclass, replace
from typing import Any

from toctoc.territory.borders import area_km2, inner_point
from toctoc.territory.files.notices import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneRow:
    """A commune as files tell it. `None` and "" mean: not told."""

    code: str
    name: str
    spot: Spot
    population: int | None = None
    postcode: str = ""
    lat_deg: float | None = None
    lon_deg: float | None = None
    area_km2: float | None = None
    epci_code: str = ""
    epci_name: str = ""
    geometry: dict[str, Any] | None = None  # GeoJSON, (longitude, latitude)
    measures: tuple[str, ...] = ()  # fields no file told: measured on the contour

    def measured(self) -> "CommuneRow":
        """Return the row with what its contour tells and no file did: a place, an area."""
        if not self.geometry:
            return self
        found: dict[str, Any] = {}
        if self.lat_deg is None or self.lon_deg is None:
            lat_deg, lon_deg = inner_point(self.geometry)
            found |= {"lat_deg": round(lat_deg, 6), "lon_deg": round(lon_deg, 6)}
        if self.area_km2 is None:
            found["area_km2"] = round(area_km2(self.geometry), 2)
        return replace(self, **found, measures=tuple(found))

    def completed_by(self, other: "CommuneRow") -> "CommuneRow":
        """Return this row, its gaps filled with what another file says."""
        return replace(self, **{name: getattr(other, name) for name in self.gaps()})

    def gaps(self) -> list[str]:
        """Return the names of the fields of which nothing is told."""
        return [name for name in OPTIONAL if getattr(self, name) in (None, "")]


OPTIONAL = (
    "population",
    "postcode",
    "lat_deg",
    "lon_deg",
    "area_km2",
    "epci_code",
    "epci_name",
    "geometry",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerRow:
    """A commune that is now part of another, whose code is `chief`; the name may be unknown."""

    code: str
    name: str
    chief: str
    spot: Spot
