from toctoc.territory.models.address import Address, Street, StreetWord
from toctoc.territory.models.commune import Commune, Contour, FormerCommune
from toctoc.territory.models.programme import Base, Programme
from toctoc.territory.models.sector import Sector, SectorCommune, SectorPlan
from toctoc.territory.models.setup_draft import SetupDraft

__all__ = [
    "Address",
    "Base",
    "Commune",
    "Contour",
    "FormerCommune",
    "Programme",
    "Sector",
    "SectorCommune",
    "SectorPlan",
    "SetupDraft",
    "Street",
    "StreetWord",
]
