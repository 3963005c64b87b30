"""Seasons drawn at random: who calls when, what suits them, and what becomes of it."""

from toctoc.planning.season.demand.draw import draw_season
from toctoc.planning.season.demand.model import AbsenceModel, DemandModel, Fates, WordOfMouth
from toctoc.planning.season.demand.streams import Streams

__all__ = [
    "AbsenceModel",
    "DemandModel",
    "Fates",
    "Streams",
    "WordOfMouth",
    "draw_season",
]
