"""Django's entry for the agenda app; keeps its triggers across migrations."""

from importlib import import_module

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from toctoc.agenda import triggers

# Migrations' names are no identifiers: `import` cannot name them.
TRIGGERS = "toctoc.agenda.migrations.0007_sessions_no_overlap"


class AgendaConfig(AppConfig):
    name = "toctoc.agenda"
    label = "agenda"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(_drop_triggers, sender=self)
        post_migrate.connect(_make_triggers, sender=self)


def _drop_triggers(*, using: str, **_told: object) -> None:
    import_module(TRIGGERS).drop_triggers(connections[using])
    triggers.drop_triggers(connections[using])


def _make_triggers(*, using: str, **_told: object) -> None:
    import_module(TRIGGERS).make_triggers(connections[using])
    triggers.make_triggers(connections[using])
