"""All URLs: sign-in, then everything else inside a programme's slug."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("compte/", include("toctoc.web.urls.accounts")),
    path("", include("toctoc.web.urls.calendars")),
    path("mise-en-place/", include("toctoc.web.urls.setup")),
    path("", include("toctoc.web.urls.phone")),
    path("inscription/", include("toctoc.web.urls.asking")),
    path("", include("toctoc.web.urls.home")),
    path("<slug:programme>/appel/", include("toctoc.web.urls.call")),
    path("<slug:programme>/agenda/", include("toctoc.web.urls.agenda")),
    path("<slug:programme>/ateliers/", include("toctoc.web.urls.sessions")),
    path("<slug:programme>/lieux/", include("toctoc.web.urls.places")),
    path("<slug:programme>/tournees/", include("toctoc.web.urls.tour")),
    path("<slug:programme>/terrain/", include("toctoc.web.urls.field")),
    path("<slug:programme>/personnes/", include("toctoc.web.urls.residents")),
    path("<slug:programme>/adresses/", include("toctoc.web.urls.addresses")),
    path("<slug:programme>/equipe/", include("toctoc.web.urls.team")),
    path("<slug:programme>/territoire/", include("toctoc.web.urls.territory")),
    path("<slug:programme>/secteurs/", include("toctoc.web.urls.sectors")),
]
if settings.DEBUG:  # first: a programme's slug would catch it
    urlpatterns.insert(0, path("design/", include("toctoc.web.urls.design")))
