"""Settings of a real server process over the tests' database."""

import os

from toctoc.config.settings_test import *  # noqa: F403 -- the settings of the tests

DATABASES["default"]["NAME"] = os.environ["TESTS_DATABASE"]  # noqa: F405 -- from above
CLOCK = "tests.clock.now"
