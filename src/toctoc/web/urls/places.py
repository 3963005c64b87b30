"""URLs of the places' screens."""

from django.urls import path

from toctoc.web.views import places

app_name = "places"
urlpatterns = [
    path("", places.show_places, name="list-places"),
    path("nouveau/", places.create_file, name="create-place"),
    path("<int:pk>/", places.edit_file, name="edit-place"),
    path("<int:pk>/fermer/", places.close_file, name="close-place"),
    path("<int:pk>/rouvrir/", places.reopen_file, name="reopen-place"),
]
