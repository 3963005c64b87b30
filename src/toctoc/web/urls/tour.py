"""URLs of the tour screens. A tour is a volunteer's file number and an ISO day."""

from datetime import date

from django.urls import path, register_converter

from toctoc.web.views import tour


class DayConverter:
    """A day as 2026-12-08; one that does not exist is no address (404)."""

    regex = r"20\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "tour"
urlpatterns = [
    path("", tour.list_tours, name="list-tours"),
    path("<day:day>/feuilles/", tour.print_day, name="print-day"),
    path("<int:volunteer>/<day:day>/", tour.show_tour, name="show-tour"),
    path("<int:volunteer>/<day:day>/feuille/", tour.print_tour, name="print-tour"),
]
