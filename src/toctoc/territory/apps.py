"""Django's entry for the territory app."""

from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "toctoc.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"
