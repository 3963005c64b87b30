"""Fixtures everyone shares; the rest stand as deep as they can."""

import pytest

from tests.cast import Cast, gather_cast
from tests.factories import NOW


@pytest.fixture
def cast(db) -> Cast:
    return gather_cast()


@pytest.fixture
def programme(cast):
    return cast.programme


@pytest.fixture
def now():
    return NOW
