"""URLs of addresses: what is suggested while one is typed in one of the forms."""

from django.urls import path

from toctoc.web.views import addresses

app_name = "addresses"
urlpatterns = [
    path("<slug:form>/", addresses.list_suggestions, name="list-suggestions"),
]
