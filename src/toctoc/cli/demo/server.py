"""Serves the demo from this process until Ctrl-C. Imported once Django is set up."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.servers.basehttp import get_internal_wsgi_application
from django.db import connections
from django.utils import timezone
from gunicorn.app.base import BaseApplication

from toctoc.cli.demo.database import prepare_database
from toctoc.cli.demo.welcome import print_welcome
from toctoc.dispatch.operations import plan_eve
from toctoc.dispatch.queries import list_programmes_due

THREADS = 8


def serve_demo(address: str, data: Path) -> None:
    """Prepare the database where that is not done, then answer until interrupted."""
    now = timezone.localtime()
    filled_at = prepare_database(now)
    for programme in list_programmes_due(now=now):  # no cron beside a demo
        plan_eve(programme, now=now)

    def welcome() -> None:
        print_welcome(address, data, filled_at=filled_at, now=now)

    DemoServer(address, when_ready=welcome).run()


class DemoServer(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """One gunicorn worker with threads; nothing written but in the data folder."""

    def __init__(self, address: str, *, when_ready: Callable[[], None]) -> None:
        self.settings = {
            "bind": address,
            "worker_class": "gthread",
            "threads": THREADS,
            "loglevel": "warning",
            "preload_app": True,
            "control_socket_disable": True,  # it would lie in the home folder
            "graceful_timeout": 10,
            "when_ready": lambda _server: when_ready(),
        }
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        connections.close_all()  # a connection must not be shared with the worker forked next
        return get_internal_wsgi_application()  # calendars included, as in production
