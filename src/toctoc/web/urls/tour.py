"""URLs of the tour screens. A tour is a volunteer's file number and an ISO day."""

from datetime import date
from typing import ClassVar

from django.urls import path, register_converter

from toctoc.reports.paper_tour import PaperForm
from toctoc.web.views import (
    phone_package,
    phone_sync,
    tour,
    tour_hours,
    tour_plan,
    tour_spot,
    tour_typing,
)


class DayConverter:
    """A day as 2026-12-08; one that does not exist is no address (404)."""

    regex = r"20\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class PaperConverter:
    """How a tour is laid out on paper, as its file's name says."""

    words: ClassVar = {
        "feuille": PaperForm.PAGE,
        "gros-caracteres": PaperForm.LARGE,
        "poche": PaperForm.POCKET,
    }
    regex = "|".join(words)

    def to_python(self, value: str) -> PaperForm:
        return self.words[value]

    def to_url(self, value: PaperForm | str) -> str:
        return next(word for word, form in self.words.items() if form == value)


register_converter(DayConverter, "day")
register_converter(PaperConverter, "paper")

app_name = "tour"
urlpatterns = [
    path("", tour.list_tours, name="list-tours"),
    path("paquet/", phone_package.get_package, name="get-package"),
    path("synchroniser/", phone_sync.sync_entries, name="sync-entries"),
    path("<day:day>/feuilles/", tour.print_day, name="print-day"),
    path("<day:day>/preparer/", tour_plan.prepare_day, name="prepare-day"),
    path("<day:day>/preparer/chercher/", tour_plan.propose_plan, name="propose-plan"),
    path("<day:day>/preparer/<int:pk>/prendre/", tour_plan.accept_plan, name="accept-plan"),
    path("<day:day>/preparer/<int:pk>/garder/", tour_plan.decline_plan, name="decline-plan"),
    path("<day:day>/heures/", tour_hours.list_hours, name="list-hours"),
    path("heures/<int:pk>/annoncee/", tour_hours.note_hour_told, name="note-told"),
    path("visites/<int:pk>/noter/<slug:word>/", tour_spot.note_visit, name="note-visit"),
    path("<int:volunteer>/<day:day>/", tour.show_tour, name="show-tour"),
    path("<int:volunteer>/<day:day>/saisie/", tour_typing.type_tour, name="type-tour"),
    path(
        "<int:volunteer>/<day:day>/<paper:form>.pdf",
        tour_typing.download_tour,
        name="download-tour",
    ),
    path("<int:volunteer>/<day:day>/feuille/", tour.print_tour, name="print-tour"),
]
