"""What the database must have for the index, and what is said where it may not be had."""

from importlib import import_module

import pytest
from django.db import DatabaseError, connection

migration = import_module("toctoc.territory.migrations.0003_address")
pytestmark = pytest.mark.django_db


class NotAllowedEditor:
    """A schema editor of a role that may not create extensions."""

    connection = connection

    def execute(self, _statement):
        message = "permission denied to create extension"
        raise DatabaseError(message)


def test_missing_extension_is_told_with_what_to_do():
    with pytest.raises(DatabaseError, match="CREATE EXTENSION pg_trgm"):
        migration._enable_trigrams(NotAllowedEditor())
