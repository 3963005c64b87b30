"""The programme of the cast has one volunteer, out from 9 h to 17 h, Monday to Friday."""

import pytest


@pytest.fixture
def alix(cast):
    return cast.volunteer


@pytest.fixture
def agent(cast):
    return cast["agent"]
