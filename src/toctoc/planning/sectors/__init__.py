"""Cut a territory in sectors: contiguous, balanced, compact; and cells to draw communes by."""

from toctoc.planning.sectors.cut import SectorCut, Unit, cut_sectors
from toctoc.planning.sectors.voronoi import Cell, voronoi_cells

__all__ = ["Cell", "SectorCut", "Unit", "cut_sectors", "voronoi_cells"]
