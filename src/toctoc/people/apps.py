"""Django's entry for the people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "toctoc.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
