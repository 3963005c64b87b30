from toctoc.territory.models.commune import Commune
from toctoc.territory.models.programme import Programme
from toctoc.territory.models.sector import Sector, SectorCommune, SectorPlan

__all__ = ["Commune", "Programme", "Sector", "SectorCommune", "SectorPlan"]
