"""URLs of the day as it happens: alarms, delays, notes to settle, kilometres and hours."""

from django.urls import path

from toctoc.web.views import field, field_months, field_notes, field_own

app_name = "field"
urlpatterns = [
    path("", field.show_day, name="show-day"),
    path("alertes/<int:pk>/prise/", field.take_alarm, name="take-alarm"),
    path("alertes/<int:pk>/finie/", field.end_alarm, name="end-alarm"),
    path("retards/<int:pk>/dit/", field.tell_delay, name="tell-delay"),
    path("retards/<int:volunteer>/annoncer/", field.announce_delay, name="announce-delay"),
    path("retards/<int:volunteer>/ordre/", field.take_order, name="take-order"),
    path("notes/", field_notes.list_notes, name="list-notes"),
    path("notes/<int:pk>/", field_notes.settle_note, name="settle-note"),
    path("kilometres/", field_months.show_month, name="show-month"),
    path("kilometres/export.csv", field_months.export_month, name="export-month"),
    path("kilometres/feuilles.pdf", field_months.print_month, name="print-month"),
    path(
        "kilometres/<int:volunteer>/<day:day>/",
        field_months.correct_sheet,
        name="correct-sheet",
    ),
    path("moi/", field_own.list_own, name="list-own"),
]
