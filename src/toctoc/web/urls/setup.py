"""URLs of setting a programme up: outside any programme, behind `founders_only`."""

from django.urls import path

from toctoc.web.views import setup, setup_preview, setup_programme

app_name = "setup"
urlpatterns = [
    path("", setup.choose_communes, name="choose-communes"),
    path("<uuid:token>/communes/", setup_preview.show_communes, name="show-communes"),
    path(
        "<uuid:token>/programme/", setup_programme.describe_programme, name="describe-programme"
    ),
    path(
        "<uuid:token>/confirmer/", setup_programme.confirm_programme, name="confirm-programme"
    ),
    path("<uuid:token>/abandonner/", setup_preview.drop_setup, name="drop-setup"),
]
