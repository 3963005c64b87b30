"""The clock of whole screens in tests: settings.CLOCK = "tests.clock.now"."""

from datetime import datetime

from tests.factories import NOW


def now() -> datetime:
    return NOW
