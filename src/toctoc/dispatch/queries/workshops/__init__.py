from toctoc.dispatch.queries.workshops.crew import CrewChoice, list_crew_choices
from toctoc.dispatch.queries.workshops.dates import SessionDate, describe_dates
from toctoc.dispatch.queries.workshops.near import NearWorkshop, list_near_workshops
from toctoc.dispatch.queries.workshops.spots import Spot, list_spots

__all__ = [
    "CrewChoice",
    "NearWorkshop",
    "SessionDate",
    "Spot",
    "describe_dates",
    "list_crew_choices",
    "list_near_workshops",
    "list_spots",
]
