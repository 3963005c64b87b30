"""URLs of the agenda screens."""

from django.urls import path

from toctoc.web.views import absences, agenda, agenda_grid, agenda_grid_place, visits, visits_freed, visits_move

app_name = "agenda"
urlpatterns = [
    path("", agenda.show_week, name="show-week"),
    path("jour/", agenda.show_day, name="show-day"),
    path("donnees/", agenda_grid.show_grid_data, name="show-grid-data"),
    path("visites/<int:pk>/", visits.show_visit, name="show-visit"),
    path("visites/<int:pk>/prevenue/", visits.note_visit_told, name="note-told"),
    path("visites/<int:pk>/deplacer/", visits_move.move_booked_visit, name="move-visit"),
    path("visites/<int:pk>/annuler/", visits.cancel_booked_visit, name="cancel-visit"),
    path("visites/<int:pk>/placer/", agenda_grid_place.place_on_grid, name="place-visit"),
    path("visites/<int:pk>/remettre/", agenda_grid_place.undo_on_grid, name="undo-placing"),
    path("visites/<int:pk>/place/", visits_freed.show_freed_place, name="show-freed-place"),
    path("absences/", absences.show_absences, name="list-absences"),
    path("absences/ajouter/", absences.add_new_absence, name="add-absence"),
    path("absences/<int:pk>/supprimer/", absences.remove_old_absence, name="remove-absence"),
]
