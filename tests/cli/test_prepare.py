"""`toctoc prepare`: an empty folder becomes an installation that answers, by one command."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = str(Path(__file__).resolve().parent.parent.parent / "src")
ASK = """
import django, json
django.setup()
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.test import Client
cache.set("asked", 1)
page = Client().get("/compte/connexion/", secure=True, headers={"host": "localhost"})
style = staticfiles_storage.url("toctoc/app.css")
print(json.dumps([page.status_code, cache.get("asked"), style]))
"""


@pytest.fixture
def installation(tmp_path):
    """Return how to run Python on an installation of its own, in a folder that is empty."""
    environment = os.environ | {
        "TOCTOC_DATA": str(tmp_path),
        "TOCTOC_DATABASE_URL": "",
        "TOCTOC_SECRET_KEY": "tests-only",
        "TOCTOC_FIELD_KEYS": "dGVzdHMtb25seS10ZXN0cy1vbmx5LXRlc3RzLW9ubHk=",
        "DJANGO_SETTINGS_MODULE": "toctoc.config.settings",
        "PYTHONPATH": SOURCES,
    }

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            env=environment, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip

    return run


@pytest.mark.processes
def test_an_empty_folder_becomes_an_installation_that_answers(installation):
    for _time in ("the first", "again, after an upgrade"):
        done = installation("-m", "toctoc.cli", "prepare")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.splitlines()[-1] == "Prêt."
    asked = installation("-c", ASK)
    status, cached, style = json.loads(asked.stdout)
    assert (status, cached) == (200, 1)
    assert re.fullmatch(r"/static/toctoc/app\.[0-9a-f]{12}\.css", style)
