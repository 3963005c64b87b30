"""A real server on loopback over the tests' database, and devices to sign in with."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from tests.dav.phone import Phone
from tests.factories import NOW
from toctoc.people.enums import CalendarDetail
from toctoc.people.operations import create_app_password

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 120  # two cores, and a core to compile


@pytest.fixture(scope="session")
def server(django_db_setup):
    """The address of a gunicorn process that serves what production serves."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.dav.server_settings",
        "TESTS_DATABASE": str(connection.settings_dict["NAME"]),
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    command = [sys.executable, "-m", "gunicorn", "toctoc.config.wsgi", "--threads", "4"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket"]
    command += ["--preload"]  # answers from when it listens
    process = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=60)


def wait_for(port, process):
    for _attempt in range(PATIENCE_S * 10):
        assert process.poll() is None, "the server ended"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the server does not answer")


@pytest.fixture
def everyone(transactional_db, cast):
    """The cast, stored for the other process to see."""
    return cast


@pytest.fixture
def phone_of(everyone, server):
    """Sign a new device in: phone_of("volunteer"), phone_of("agent", detail="full")."""

    phones = []

    def sign_in(part, detail=CalendarDetail.BRIEF):
        device, password = create_app_password(
            everyone[part], label=f"Téléphone {part}", detail=detail, by=everyone[part], now=NOW
        )
        phones.append(Phone(server, everyone[part].email, password, device))
        return phones[-1]

    yield sign_in
    for phone in phones:
        phone.close()
