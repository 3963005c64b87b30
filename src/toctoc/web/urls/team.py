"""URLs of the team screens."""

from django.urls import path

from toctoc.web.views import team, team_access, team_files, team_planning

app_name = "team"
urlpatterns = [
    path("", team.list_team, name="list-volunteers"),
    path("nouveau/", team_files.create_file, name="create-volunteer"),
    path("<int:pk>/", team.show_volunteer, name="show-volunteer"),
    path("<int:pk>/modifier/", team_files.edit_file, name="edit-volunteer"),
    path("<int:pk>/semaine/", team_files.edit_week, name="edit-week"),
    path("planification/", team_planning.edit_planning, name="edit-planning"),
    path("acces/", team_access.list_access, name="list-access"),
    path("acces/inviter/", team_access.invite_member, name="invite-member"),
    path("acces/<int:pk>/renvoyer/", team_access.resend_invitation, name="resend-invitation"),
    path("acces/<int:pk>/retirer/", team_access.end_access, name="end-access"),
]
