"""`toctoc demo` as a newcomer meets it: real processes, a real port, one data folder."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

READY = "Ctrl-C arrête."
PASSWORD = "demonstration"


def free_port() -> int:
    with closing(socket.socket()) as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def demo_command(port: int, data: Path) -> list[str]:
    words = ["demo", "--port", str(port), "--data", str(data)]
    return [sys.executable, "-m", "toctoc.cli", *words]


class Demo:
    """A demo that answers, and what it printed until then."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.address = process, f"http://127.0.0.1:{port}"
        self.printed = "".join(self._lines_until_ready())

    def _lines_until_ready(self) -> Iterator[str]:
        for line in self.process.stdout:
            yield line
            if line.strip() == READY:
                return
        pytest.fail(f"the demo ended with {self.process.wait()}")

    def interrupt(self) -> str:
        """Press Ctrl-C, and return what it still said."""
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.communicate(timeout=30)[0]


@contextmanager
def started_demo(data: Path, home: Path) -> Iterator[Demo]:
    port = free_port()
    with subprocess.Popen(
        demo_command(port, data),
        env={**os.environ, "HOME": str(home), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            yield Demo(process, port)
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> tuple[Path, Path]:
    return tmp_path_factory.mktemp("var") / "demo", tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def demo(folders) -> Iterator[Demo]:
    with started_demo(*folders) as running:
        yield running


def signed_in(demo: Demo, email: str) -> tuple[OpenerDirector, str]:
    """Sign in as a person does, and return the page they land on."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{demo.address}/") as page:
        address, html = page.url, page.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)[1]
    form = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    with browser.open(address, urlencode(form).encode()) as page:
        return browser, page.url


def count_rows(data: Path) -> dict[str, int]:
    tables = ("people_resident", "agenda_visit", "agenda_helprequest", "people_account")
    with closing(sqlite3.connect(data / "toctoc.sqlite3")) as database:
        count = "SELECT count(*) FROM {}"
        return {table: database.execute(count.format(table)).fetchone()[0] for table in tables}


def test_demo_prints_its_address_and_an_account_of_each_role(demo):
    assert f"{demo.address}/" in demo.printed
    accounts = re.findall(r"^  (\S+)@demo\.invalid ", demo.printed, re.MULTILINE)
    assert accounts == [
        "agent",
        "coordination",
        "observation",
        "volontaire",
        "volontaire2",
        "volontaire3",
        "admin",
    ]
    assert f" : {PASSWORD}\n" in demo.printed


def test_first_page_is_the_sign_in_page(demo):
    with build_opener().open(f"{demo.address}/") as page:
        html = page.read().decode()
    assert (page.status, page.url) == (200, f"{demo.address}/compte/connexion/?next=/")
    assert 'name="password"' in html


@pytest.mark.parametrize("account", ["agent", "coordination", "volontaire", "admin"])
def test_each_account_signs_in_to_a_page_of_the_programme(demo, account):
    browser, landed = signed_in(demo, f"{account}@demo.invalid")
    assert landed.startswith(f"{demo.address}/nord-est-bearn/")
    with browser.open(landed) as page:
        assert page.status == 200


def test_bundled_styles_are_served(demo):
    with build_opener().open(f"{demo.address}/") as page:
        style = re.search(r'href="(/static/[^"]+\.css)"', page.read().decode())[1]
    with build_opener().open(f"{demo.address}{style}") as page:
        assert (page.status, page.headers.get_content_type()) == (200, "text/css")


def test_everything_written_lies_in_the_data_folder(demo, folders):
    data, home = folders
    assert list(home.iterdir()) == []
    assert {"DEMO.txt", "field-keys", "secret-key", "toctoc.sqlite3"} <= {
        path.name for path in data.iterdir()
    }
    secrets = [(data / name).stat().st_mode & 0o077 for name in ("field-keys", "secret-key")]
    assert secrets == [0, 0]


def test_port_in_use_is_told_in_one_line(demo, tmp_path):
    port = int(demo.address.rsplit(":", 1)[1])
    ended = subprocess.run(
        demo_command(port, tmp_path / "demo"), capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (
        1,
        f"toctoc: le port {port} est déjà pris : choisissez-en un autre avec --port.\n",
    )
    assert not (tmp_path / "demo").exists()


def test_folder_of_something_else_is_refused_and_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("à moi")
    ended = subprocess.run(
        demo_command(free_port(), tmp_path), capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stderr.count("\n")) == (1, 1)
    assert "contient autre chose que la démonstration" in ended.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_second_start_fills_nothing_again_and_ctrl_c_ends_it_cleanly(folders, demo):
    data, home = folders
    before = count_rows(data)
    with started_demo(data, home) as again:
        assert again.printed.splitlines()[0] == ""  # no word of tables or people made
        said = again.interrupt()
    assert (again.process.returncode, said) == (0, "")
    assert count_rows(data) == before
