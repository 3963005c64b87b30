from toctoc.territory.borders.shapes import (
    Geometry,
    Polygon,
    Ring,
    area_km2,
    inner_point,
    polygons_of,
)
from toctoc.territory.borders.simplify import simplify
from toctoc.territory.borders.touching import touching

__all__ = [
    "Geometry",
    "Polygon",
    "Ring",
    "area_km2",
    "inner_point",
    "polygons_of",
    "simplify",
    "touching",
]
