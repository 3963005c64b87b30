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
from toctoc.dispatch.queries.week import DayCell, Totals, VolunteerRow, WeekView, get_week

__all__ = [
    "CommuneCell",
    "DayCell",
    "DayPlanView",
    "Entry",
    "EntryKind",
    "OfferRow",
    "OfferSet",
    "PlannedMove",
    "Stays",
    "StopView",
    "Totals",
    "TourView",
    "VolunteerRow",
    "WaitingGain",
    "WeekView",
    "commune_cells",
    "entries_of",
    "find_day_plan",
    "get_tour",
    "get_week",
    "is_frozen",
    "list_days_to_decide",
    "list_entries",
    "list_hours_to_tell",
    "list_offers",
    "list_overdue_eves",
    "list_programmes_due",
    "list_tours",
    "list_waiting_gains",
    "prepare_offers",
    "visit_entry",
]
