"""URLs of workshops, meetings and trainings. A person is a number: no name in an address."""

from django.urls import path

from toctoc.web.views import (
    sessions,
    sessions_cap,
    sessions_change,
    sessions_choice,
    sessions_people,
    sessions_plan,
    sessions_requests,
    sessions_sheet,
    sessions_spots,
)

app_name = "sessions"
urlpatterns = [
    path("", sessions.list_sessions, name="list-sessions"),
    path("passes/", sessions.list_past, name="list-past"),
    path("prevoir/", sessions_plan.plan_new, name="plan-session"),
    path("ou/", sessions_spots.show_spots, name="show-spots"),
    path("plafond/", sessions_cap.edit_cap, name="edit-cap"),
    path("a-prevenir/", sessions_people.list_to_tell, name="list-told"),
    path("<int:pk>/", sessions.show_session, name="show-session"),
    path("<int:pk>/modifier/", sessions_change.edit_planned, name="edit-session"),
    path("<int:pk>/deplacer/", sessions_change.move_planned, name="move-session"),
    path("<int:pk>/animation/", sessions_change.change_crew, name="change-crew"),
    path("<int:pk>/annuler/", sessions_change.cancel_planned, name="cancel-session"),
    path("<int:pk>/inscrire/", sessions_people.enrol_person, name="enrol-person"),
    path("<int:pk>/presences/", sessions_sheet.show_sheet, name="show-sheet"),
    path("<int:pk>/anonymes/", sessions_sheet.count_unnamed, name="count-unnamed"),
    path("<int:pk>/feuille/", sessions_sheet.print_sheet, name="print-sheet"),
    path("<int:pk>/liens/", sessions_requests.make_link, name="make-link"),
    path("liens/<int:pk>/fermer/", sessions_requests.revoke_link, name="revoke-link"),
    path("demandes/<int:pk>/", sessions_requests.answer_asked, name="answer-asked"),
    path("inscriptions/<int:pk>/retirer/", sessions_people.take_off, name="take-off"),
    path("inscriptions/<int:pk>/prevenue/", sessions_people.note_told, name="note-told"),
    path("inscriptions/<int:pk>/trajet/", sessions_people.note_ride, name="note-ride"),
    path("inscriptions/<int:pk>/presence/", sessions_sheet.note_came, name="note-came"),
    path("pour/<int:pk>/", sessions_choice.choose_workshop, name="choose-workshop"),
]
