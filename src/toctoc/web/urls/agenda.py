"""URLs of the agenda screens."""

from django.urls import path

from toctoc.web.views import (
    absence_ways,
    absences,
    agenda,
    agenda_grid,
    agenda_grid_place,
    team_time,
    visits,
    visits_freed,
    visits_move,
    visits_outcomes,
    visits_series,
    waiting_list,
    weekly_hours,
)

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
    path("visites/<int:pk>/issue/", visits_outcomes.note_visit_outcome, name="note-outcome"),
    path("visites/<int:pk>/rouvrir/", visits_outcomes.reopen_noted_visit, name="reopen-visit"),
    path(
        "visites/<int:pk>/retablir/",
        visits_outcomes.restore_cancelled_visit,
        name="restore-visit",
    ),
    path("visites/<int:pk>/suite/", visits_series.plan_series, name="plan-series"),
    path("attente/", waiting_list.show_waiting, name="list-waiting"),
    path("absences/", absences.show_absences, name="list-absences"),
    path("absences/ajouter/", absences.add_new_absence, name="add-absence"),
    path("absences/<int:pk>/", absence_ways.show_ways, name="show-ways"),
    path("visites/<int:pk>/confier/", absence_ways.give_visit, name="give-visit"),
    path("heures/", weekly_hours.show_hours, name="list-hours"),
    path("temps-commun/", team_time.plan_team_time, name="plan-team-time"),
    path("absences/<int:pk>/supprimer/", absences.remove_old_absence, name="remove-absence"),
]
