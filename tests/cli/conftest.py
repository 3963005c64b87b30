"""Commands are tested at a fixed moment, in this process."""

import pytest

from toctoc.cli.__main__ import main


@pytest.fixture
def at_fixed_moment(settings):
    settings.CLOCK = "tests.clock.now"


@pytest.fixture
def toctoc(capsys, at_fixed_moment):
    """Run a command: toctoc("tour", "2026-12-01") gives (status, output, error)."""

    def run(*words):
        status = main([str(word) for word in words])
        told = capsys.readouterr()
        return status, told.out, told.err

    return run
