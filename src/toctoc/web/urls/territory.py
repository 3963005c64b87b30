"""URLs of the territory screens."""

from django.urls import path

from toctoc.web.views import territory

app_name = "territory"
urlpatterns = [
    path("", territory.show_map, name="show-map"),
    path("communes.json", territory.list_cells, name="list-cells"),
]
