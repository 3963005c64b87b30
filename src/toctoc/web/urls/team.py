"""URLs of the team screens."""

from django.urls import path

from toctoc.web.views import team

app_name = "team"
urlpatterns = [
    path("", team.list_volunteers, name="list-volunteers"),
]
