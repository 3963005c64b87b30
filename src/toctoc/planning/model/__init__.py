"""The core's vocabulary: frozen objects that validate themselves."""

from toctoc.planning.model.codec import problem_from_json, problem_to_json
from toctoc.planning.model.hours import DAY_S, Half, HalfDay, Horizon, Interval
from toctoc.planning.model.place import FasterBeyond, Point, TravelProfile
from toctoc.planning.model.problem import DemandPoint, Problem
from toctoc.planning.model.request import BookingRules, PromiseKind, PromiseRule, Request
from toctoc.planning.model.roads import UNKNOWN, RoadTable, road_cells
from toctoc.planning.model.tour import Shift, ShiftKey, Stop, Tour, WeekLimit

__all__ = [
    "DAY_S",
    "UNKNOWN",
    "BookingRules",
    "DemandPoint",
    "FasterBeyond",
    "Half",
    "HalfDay",
    "Horizon",
    "Interval",
    "Point",
    "Problem",
    "PromiseKind",
    "PromiseRule",
    "Request",
    "RoadTable",
    "Shift",
    "ShiftKey",
    "Stop",
    "Tour",
    "TravelProfile",
    "WeekLimit",
    "problem_from_json",
    "problem_to_json",
    "road_cells",
]
