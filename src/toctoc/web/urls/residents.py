"""URLs of the residents screens. A file is its number: nothing personal in an address."""

from django.urls import path

from toctoc.web.views import resident_files, residents

app_name = "residents"
urlpatterns = [
    path("", residents.list_residents, name="list-residents"),
    path("nouvelle/", resident_files.create_file, name="create-file"),
    path("doublons/", resident_files.show_duplicates, name="show-duplicates"),
    path("<int:pk>/", residents.show_resident, name="show-resident"),
    path("<int:pk>/modifier/", resident_files.edit_file, name="edit-file"),
]
