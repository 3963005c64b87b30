"""The clock of whole screens in tests: settings.CLOCK = "tests.clock.now"."""

from datetime import datetime

from tests.factories import NOW


def now() -> datetime:
    return NOW


def eve() -> datetime:
    """Monday at 16 h, when Tuesday is planned a last time."""
    return NOW.replace(hour=16)
