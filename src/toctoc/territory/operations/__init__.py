from toctoc.territory.operations.facts import load_facts
from toctoc.territory.operations.programmes import create_programme
from toctoc.territory.operations.sectors import SectorDrafts, start_sector_plan

__all__ = ["SectorDrafts", "create_programme", "load_facts", "start_sector_plan"]
