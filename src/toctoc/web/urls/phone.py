"""URLs of the phone's page, at the root: one page and one service worker for all programmes."""

from django.urls import path

from toctoc.web.views import phone, phone_sync

app_name = "phone"
urlpatterns = [
    path("telephone/", phone.open_app, name="open-app"),
    path("telephone/manifeste.webmanifest", phone.get_manifest, name="get-manifest"),
    path("telephone/acces/", phone_sync.check_access, name="check-access"),
    path("service-worker.js", phone.get_worker, name="get-worker"),
]
