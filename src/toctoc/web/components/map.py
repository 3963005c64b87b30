"""The map: data for its script, and beside it the same in words for everyone else."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.forms import BoundField
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from toctoc.web.components.component import Component
from toctoc.web.components.parts import SectorBadge


@dataclass(frozen=True, kw_only=True)
class MapView(Component):
    """A map of communes, sectors, points and a way; with two fields, a way to place a point.

    `data` (and the JSON that `source` answers) may hold, in degrees:
    `communes` [{name, lat, lon, sector? (1-8), cell?, title?}], a cell being [[lat, lon], …],
    or for a true contour, its parts: [[outer ring, hole, …], …],
    `sectors` [{number, letter, lat, lon}],
    `points` [{lat, lon, name, mark?, kind? "visit" | "base" | "placed", url?}],
    `way` [[lat, lon], …] and `focus` "all" | "points".
    """

    template: ClassVar[str] = "components/map.html"
    content: SafeString
    id: str
    label: str | Promise
    data: dict[str, Any] | None = None
    source: str = ""
    size: str = "medium"
    lat_field: BoundField | None = None
    lon_field: BoundField | None = None
    legend: tuple[SectorBadge, ...] = ()
    list_label: str | Promise = ""
    tile_url: str = ""
    tile_notice: str = ""

    def __post_init__(self) -> None:
        self.check_prop("size", ("small", "medium", "large"))

    def context(self) -> dict[str, Any]:
        return {
            **super().context(),
            "data_id": f"{self.id}-data",
            "can_place": self.lat_field is not None and self.lon_field is not None,
        }
