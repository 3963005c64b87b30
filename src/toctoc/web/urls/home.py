"""The front door: where someone who just signed in lands."""

from django.urls import path

from toctoc.web.views import home

urlpatterns = [
    path("", home.open_first_screen, name="home"),
    path("accessibilite/", home.show_accessibility, name="accessibility"),
    path("<slug:programme>/", home.open_programme, name="open-programme"),
]
