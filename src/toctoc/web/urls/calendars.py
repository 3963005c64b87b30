"""URLs of one's own calendars elsewhere: devices and private links, outside any programme."""

from django.urls import path

from toctoc.web.views import calendars, calendars_feed

app_name = "calendars"
urlpatterns = [
    path("compte/calendriers/", calendars.list_access, name="list-access"),
    path("compte/calendriers/appareil/", calendars.add_device, name="add-device"),
    path(
        "compte/calendriers/appareil/<int:pk>/retirer/",
        calendars.revoke_device,
        name="revoke-device",
    ),
    path("compte/calendriers/lien/", calendars.create_link, name="create-link"),
    path("compte/calendriers/lien/<int:pk>/refaire/", calendars.renew_link, name="renew-link"),
    path(
        "compte/calendriers/lien/<int:pk>/retirer/", calendars.revoke_link, name="revoke-link"
    ),
    path("calendriers/<str:token>.ics", calendars_feed.read_link, name="read-link"),
]
