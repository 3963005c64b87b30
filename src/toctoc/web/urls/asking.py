"""URLs of the private links by which a place in a workshop is asked for; no sign-in."""

from django.urls import path

from toctoc.web.views import asking

app_name = "asking"
urlpatterns = [path("<str:token>/", asking.ask_place_by_link, name="ask-place")]
