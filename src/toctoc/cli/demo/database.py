"""The demo's database: its tables once, then its made-up programme once."""

from datetime import datetime

from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from toctoc.cli.demo.programme import AGE, SLUG
from toctoc.territory.queries import find_programme


def prepare_database(now: datetime) -> datetime:
    """Bring the tables up to date and fill them, where that is not done already.

    Returns the moment around which the made-up weeks were laid.
    """
    if _has_pending_migrations():
        print("Préparation de la base…", flush=True)
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
    return _fill_once(now)


def _has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@transaction.atomic
def _fill_once(now: datetime) -> datetime:
    """Fill an empty database, whole or not at all: an interrupted fill starts over."""
    programme = find_programme(SLUG)
    if programme is not None:
        return programme.created_at.astimezone(now.tzinfo) + AGE
    print("Création d’un programme inventé (une demi-minute, la première fois)…", flush=True)
    from toctoc.cli.demo.filling import fill_demo  # noqa: PLC0415 -- slow import

    fill_demo(now)
    return now
