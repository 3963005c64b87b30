"""URLs of the agenda screens."""

from django.urls import path

from toctoc.web.views import agenda

app_name = "agenda"
urlpatterns = [
    path("", agenda.show_week, name="show-week"),
]
