"""URLs of the residents screens."""

from django.urls import path

from toctoc.web.views import residents

app_name = "residents"
urlpatterns = [
    path("", residents.list_residents, name="list-residents"),
]
