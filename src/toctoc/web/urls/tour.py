"""URLs of the tour screens."""

from django.urls import path

from toctoc.web.views import tour

app_name = "tour"
urlpatterns = [
    path("", tour.list_tours, name="list-tours"),
]
