from toctoc.dispatch.queries.absence_ways import (
    AbsenceWay,
    Takeover,
    list_absence_ways,
    list_visits_under,
)
from toctoc.dispatch.queries.cells import CommuneCell, commune_cells
from toctoc.dispatch.queries.day_plans import (
    DayPlanView,
    PlannedMove,
    find_day_plan,
    is_frozen,
    list_days_to_decide,
    list_hours_to_tell,
    list_overdue_eves,
    list_programmes_due,
)
from toctoc.dispatch.queries.entries import (
    Entry,
    EntryKind,
    Stays,
    entries_of,
    list_entries,
    visit_entry,
)
from toctoc.dispatch.queries.gains import WaitingGain, list_waiting_gains
from toctoc.dispatch.queries.offers import OfferRow, OfferSet, list_offers, prepare_offers
from toctoc.dispatch.queries.tours import StopView, TourView, get_tour, list_tours
from toctoc.dispatch.queries.waiting import FreedPlace, WaitingRow, list_waiting_ranked
from toctoc.dispatch.queries.week import DayCell, Totals, VolunteerRow, WeekView, get_week
from toctoc.dispatch.queries.weekly_hours import HoursWarning, Leave, WeekHours, weekly_hours
from toctoc.dispatch.queries.workshops import (
    CrewChoice,
    NearWorkshop,
    SessionDate,
    Spot,
    describe_dates,
    list_crew_choices,
    list_near_workshops,
    list_spots,
)

__all__ = [
    "AbsenceWay",
    "CommuneCell",
    "CrewChoice",
    "DayCell",
    "DayPlanView",
    "Entry",
    "EntryKind",
    "FreedPlace",
    "HoursWarning",
    "Leave",
    "NearWorkshop",
    "OfferRow",
    "OfferSet",
    "PlannedMove",
    "SessionDate",
    "Spot",
    "Stays",
    "StopView",
    "Takeover",
    "Totals",
    "TourView",
    "VolunteerRow",
    "WaitingGain",
    "WaitingRow",
    "WeekHours",
    "WeekView",
    "commune_cells",
    "describe_dates",
    "entries_of",
    "find_day_plan",
    "get_tour",
    "get_week",
    "is_frozen",
    "list_absence_ways",
    "list_crew_choices",
    "list_days_to_decide",
    "list_entries",
    "list_hours_to_tell",
    "list_near_workshops",
    "list_offers",
    "list_overdue_eves",
    "list_programmes_due",
    "list_spots",
    "list_tours",
    "list_visits_under",
    "list_waiting_gains",
    "list_waiting_ranked",
    "prepare_offers",
    "visit_entry",
    "weekly_hours",
]
