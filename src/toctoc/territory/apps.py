"""Django's entry for the territory app."""

from django.apps import AppConfig

from toctoc.common.write_ahead import keep_write_ahead_log


class TerritoryConfig(AppConfig):
    name = "toctoc.territory"
    label = "territory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        keep_write_ahead_log()
