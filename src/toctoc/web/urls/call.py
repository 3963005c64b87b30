"""URLs of the call screens."""

from django.urls import path

from toctoc.web.views import call

app_name = "call"
urlpatterns = [
    path("", call.list_requests, name="list-requests"),
]
