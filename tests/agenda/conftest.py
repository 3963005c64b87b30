"""An agent, a volunteer and a visit of hers on Wednesday 2 December at 10 h."""

import pytest

from tests.factories import VisitFactory


@pytest.fixture
def agent(cast):
    return cast["agent"]


@pytest.fixture
def alix(cast):
    return cast.volunteer


@pytest.fixture
def visit(programme, alix):
    return VisitFactory(programme=programme, volunteer=alix)
