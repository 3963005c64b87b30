from toctoc.dispatch.models.planning_settings import PlanningSettings

__all__ = ["PlanningSettings"]
