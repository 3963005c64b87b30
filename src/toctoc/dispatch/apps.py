"""Django's entry for the dispatch app."""

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "toctoc.dispatch"
    label = "dispatch"
    default_auto_field = "django.db.models.BigAutoField"
