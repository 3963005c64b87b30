"""URLs of the team screens."""

from django.urls import path

from toctoc.web.views import team, team_access, team_files, team_planning, weeks

app_name = "team"
urlpatterns = [
    path("", team.list_team, name="list-volunteers"),
    path("nouveau/", team_files.create_file, name="create-volunteer"),
    path("<int:pk>/", team.show_volunteer, name="show-volunteer"),
    path("<int:pk>/modifier/", team_files.edit_file, name="edit-volunteer"),
    path("<int:pk>/semaine/", weeks.show_weeks, name="edit-week"),
    path("<int:pk>/semaine/type/", weeks.set_plain_week, name="set-plain-week"),
    path("<int:pk>/semaine/ajouter/", weeks.add_new_rule, name="add-rule"),
    path("regles/<int:pk>/", weeks.change_old_rule, name="change-rule"),
    path("regles/<int:pk>/supprimer/", weeks.remove_old_rule, name="remove-rule"),
    path("regles/<int:pk>/jours/<str:day>/", weeks.change_one_day, name="change-day"),
    path("jours/<int:pk>/remettre/", weeks.restore_one_day, name="restore-day"),
    path("planification/", team_planning.edit_planning, name="edit-planning"),
    path("acces/", team_access.list_access, name="list-access"),
    path("acces/inviter/", team_access.invite_member, name="invite-member"),
    path("acces/<int:pk>/renvoyer/", team_access.resend_invitation, name="resend-invitation"),
    path("acces/<int:pk>/retirer/", team_access.end_access, name="end-access"),
]
