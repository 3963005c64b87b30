"""Models and migrations tell the same story, and each migration has a name."""

import re

import pytest
from django.core.management import call_command

from tests.architecture.sources import PACKAGE

NAMED = re.compile(r"\d{4}_(?!auto_)[a-z0-9_]+\.py")


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", "--check", "--dry-run")
    except SystemExit:
        pytest.fail(capsys.readouterr().out)


def test_every_migration_has_a_name():
    found = [path.name for path in PACKAGE.glob("*/migrations/0*.py")]
    assert [name for name in found if not NAMED.fullmatch(name)] == []
