"""Loading Django: half a second that commands without a database save."""

import os
import sys

from toctoc.cli.errors import CommandFailed


def set_up_django() -> None:
    """Read the settings and load the apps. Raises CommandFailed where a setting is wrong."""
    import django  # noqa: PLC0415 -- slow import
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- slow import

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise CommandFailed(str(error)) from error


def database_errors() -> tuple[type[Exception], ...]:
    """Return what a missing or unready database raises; nothing where none was asked."""
    if "django.db" not in sys.modules:
        return ()
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415 -- slow import
    from django.db import DatabaseError  # noqa: PLC0415 -- slow import

    return (DatabaseError, ImproperlyConfigured)
