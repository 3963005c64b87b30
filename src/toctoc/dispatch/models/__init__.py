from toctoc.dispatch.models.day_plan import DayPlan, Eve
from toctoc.dispatch.models.planning_settings import PlanningSettings

__all__ = ["DayPlan", "Eve", "PlanningSettings"]
