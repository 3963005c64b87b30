"""Django's entry for the agenda app."""

from django.apps import AppConfig


class AgendaConfig(AppConfig):
    name = "toctoc.agenda"
    label = "agenda"
    default_auto_field = "django.db.models.BigAutoField"
