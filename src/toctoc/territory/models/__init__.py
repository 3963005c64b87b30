from toctoc.territory.models.address import Address, Street, StreetWord
from toctoc.territory.models.commune import Commune, Contour, FormerCommune
from toctoc.territory.models.programme import Base, Programme
from toctoc.territory.models.road import RoadLegs, RoadLine, RoadNetwork, RoadPlace
from toctoc.territory.models.sector import (
    Sector,
    SectorCommune,
    SectorDraft,
    SectorPlan,
    SectorStreet,
)
from toctoc.territory.models.setup_draft import SetupDraft

__all__ = [
    "Address",
    "Base",
    "Commune",
    "Contour",
    "FormerCommune",
    "Programme",
    "RoadLegs",
    "RoadLine",
    "RoadNetwork",
    "RoadPlace",
    "Sector",
    "SectorCommune",
    "SectorDraft",
    "SectorPlan",
    "SectorStreet",
    "SetupDraft",
    "Street",
    "StreetWord",
]
