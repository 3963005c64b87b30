"""vdirsyncer between a folder of files and a real server, both ways."""

import re
import subprocess
import sys
from datetime import date

import pytest

from tests.dav.phone import event
from tests.factories import VisitFactory, at
from toctoc.agenda.models import Absence, Visit

pytestmark = pytest.mark.processes
OWN, TEAM = "nord-est-bearn-volunteer", "nord-est-bearn-programme"
CONFIG = """
[general]
status_path = "{folder}/status/"

[pair agenda]
a = "files"
b = "server"
collections = null
conflict_resolution = "b wins"

[storage files]
type = "filesystem"
path = "{folder}/files/"
fileext = ".ics"

[storage server]
type = "caldav"
url = "{url}"
username = "{email}"
password = "{password}"
"""


class Folder:
    """A folder of events kept in step with one calendar."""

    def __init__(self, path, phone, calendar):
        self.path, self.files = path, path / "files"
        self.files.mkdir()
        url = f"{phone.url}{phone.home}{calendar}/"
        told = {"folder": path, "url": url, "email": phone.email, "password": phone.password}
        (path / "config").write_text(CONFIG.format(**told), encoding="utf-8")
        self.run("discover")

    def run(self, verb):
        command = [sys.executable, "-m", "vdirsyncer", "-c", str(self.path / "config"), verb]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert done.returncode == 0, done.stderr

    def sync(self):
        """Synchronise twice: what was put back comes with the second."""
        self.run("sync")
        self.run("sync")

    def texts(self):
        return sorted(path.read_text(encoding="utf-8") for path in self.files.glob("*.ics"))


def moved(text, hour):
    """Return the file of a visit with other hours, as a program would write it."""
    times = (("DTSTART;", hour), ("DTEND;", hour + 1))  # not those of the time zone
    for name, other in times:
        written = rf"^({name}[^:]*:\d+T)\d+"
        text = re.sub(written, rf"\g<1>{other}0000", text, flags=re.MULTILINE)
    return text


@pytest.fixture
def folder_of(tmp_path, phone_of):
    return lambda part, calendar: Folder(tmp_path, phone_of(part), calendar)


def test_events_go_both_ways_and_so_do_deletions(folder_of, everyone):
    visit = VisitFactory(programme=everyone.programme, volunteer=everyone.volunteer)
    folder = folder_of("volunteer", OWN)
    (folder.files / "dentiste.ics").write_text(event(), encoding="utf-8")
    folder.sync()
    assert len(folder.texts()) == 2
    assert Absence.objects.get().volunteer == everyone.volunteer
    Visit.objects.filter(pk=visit.pk).delete()
    (folder.files / "dentiste.ics").unlink()
    folder.sync()
    assert folder.texts() == []
    assert not Absence.objects.exists()


def test_visit_moved_in_the_files_moves_or_comes_back_with_the_reason(folder_of, everyone):
    visit = VisitFactory(
        programme=everyone.programme,
        volunteer=everyone.volunteer,
        promise="wide",
        promised_until=at(date(2026, 12, 2), 12),
    )
    folder = folder_of("coordinator", TEAM)
    folder.sync()
    (path,) = folder.files.glob("*.ics")
    for hour in (11, 15):
        path.write_text(moved(path.read_text(encoding="utf-8"), hour), encoding="utf-8")
        folder.sync()
    visit.refresh_from_db()
    assert visit.starts_at == at(date(2026, 12, 2), 11)
    (text,) = folder.texts()
    assert "20261202T110000" in text
    assert "Changement refusé." in text
