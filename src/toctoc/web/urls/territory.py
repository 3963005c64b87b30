"""URLs of the territory screens."""

from django.urls import path

from toctoc.web.views import roads, territory

app_name = "territory"
urlpatterns = [
    path("", territory.show_map, name="show-map"),
    path("itineraires/", roads.show_roads, name="show-roads"),
    path("itineraires/calculer/", roads.refresh, name="refresh-roads"),
    path("communes.json", territory.list_cells, name="list-cells"),
]
