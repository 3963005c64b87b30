"""The eve: the best tours of a day across its volunteers, and whom a freed place suits."""

from toctoc.planning.tours.freed import FreedPlaceGain, gain_of_freed_place
from toctoc.planning.tours.planner import plan_day
from toctoc.planning.tours.result import DayPlan, Method, Move, Unserved
from toctoc.planning.tours.task import Budget, DayRules, Preference

__all__ = [
    "Budget",
    "DayPlan",
    "DayRules",
    "FreedPlaceGain",
    "Method",
    "Move",
    "Preference",
    "Unserved",
    "gain_of_freed_place",
    "plan_day",
]
