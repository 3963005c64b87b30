"""Cut a territory in sectors: contiguous, balanced, compact; and cells to draw communes by."""

from toctoc.planning.sectors.assess import Assessment, assess_cut
from toctoc.planning.sectors.cut import SectorCut, Unit, cut_sectors
from toctoc.planning.sectors.design import (
    Phase,
    Progress,
    SectorDesign,
    design_sectors,
    number_from_west,
)
from toctoc.planning.sectors.exact import Outcome
from toctoc.planning.sectors.joining import Adjacency, join_units
from toctoc.planning.sectors.kmeans import kmeans_cut
from toctoc.planning.sectors.obstacles import Obstacle, Rule, find_conflict
from toctoc.planning.sectors.problem import (
    SectorProblem,
    Wishes,
    drives_between,
    expected_work,
)
from toctoc.planning.sectors.tour_length import expected_tour
from toctoc.planning.sectors.voronoi import Cell, voronoi_cells

__all__ = [
    "Adjacency",
    "Assessment",
    "Cell",
    "Obstacle",
    "Outcome",
    "Phase",
    "Progress",
    "Rule",
    "SectorCut",
    "SectorDesign",
    "SectorProblem",
    "Unit",
    "Wishes",
    "assess_cut",
    "cut_sectors",
    "design_sectors",
    "drives_between",
    "expected_tour",
    "expected_work",
    "find_conflict",
    "join_units",
    "kmeans_cut",
    "number_from_west",
    "voronoi_cells",
]
