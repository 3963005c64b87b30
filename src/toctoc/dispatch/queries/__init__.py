from toctoc.dispatch.queries.cells import CommuneCell, commune_cells
from toctoc.dispatch.queries.offers import OfferRow, OfferSet, list_offers, prepare_offers
from toctoc.dispatch.queries.tours import StopView, TourView, get_tour, list_tours
from toctoc.dispatch.queries.week import DayCell, Totals, VolunteerRow, WeekView, get_week

__all__ = [
    "CommuneCell",
    "DayCell",
    "OfferRow",
    "OfferSet",
    "StopView",
    "Totals",
    "TourView",
    "VolunteerRow",
    "WeekView",
    "commune_cells",
    "get_tour",
    "get_week",
    "list_offers",
    "list_tours",
    "prepare_offers",
]
