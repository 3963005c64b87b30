"""How fast phones are answered: a programme's calendar of 5,000 events, asked through WSGI.

    python benchmarks/dav.py                           SQLite, a file in WAL mode
    TOCTOC_DATABASE_URL=postgres://… python benchmarks/dav.py

Fills a throw-away database and asks the mounted calendar server, sign-in included, what phones
ask: the week's events, the week expanded, what changed since a token, everything's tags. Prints
percentiles of the time an answer takes on the server.
"""

import argparse
import base64
import gc
import io
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FOLDER = tempfile.TemporaryDirectory()
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings_test"
os.environ["TOCTOC_DATA"] = FOLDER.name

import django  # noqa: E402 -- the environment is set first

django.setup()

from django.conf import settings  # noqa: E402 -- after set-up
from django.db import connection  # noqa: E402 -- after set-up

from tests import factories as make  # noqa: E402 -- after set-up
from tests.factories import NOW, at  # noqa: E402 -- after set-up
from toctoc.agenda.models import Visit  # noqa: E402 -- after set-up
from toctoc.dav.mount import mount_calendars  # noqa: E402 -- after set-up
from toctoc.people.enums import CalendarDetail  # noqa: E402 -- after set-up
from toctoc.people.operations import create_app_password  # noqa: E402 -- after set-up

EVENTS, VOLUNTEERS, A_DAY = 5000, 10, 4
CALENDAR = "nord-est-bearn-programme"
PROPERTIES = "<D:getetag/><C:calendar-data>{expand}</C:calendar-data>"
WEEK = 'start="20261130T000000Z" end="20261207T000000Z"'
QUERY = f"""<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop>{PROPERTIES}</D:prop><C:filter><C:comp-filter name="VCALENDAR">
<C:comp-filter name="VEVENT"><C:time-range {WEEK}/></C:comp-filter>
</C:comp-filter></C:filter></C:calendar-query>"""
EXPAND = f"<C:expand {WEEK}/>"
SYNC = """<D:sync-collection xmlns:D="DAV:"><D:sync-token>{token}</D:sync-token>
<D:sync-level>1</D:sync-level><D:prop><D:getetag/></D:prop></D:sync-collection>"""
TAGS = '<D:propfind xmlns:D="DAV:"><D:prop><D:getetag/></D:prop></D:propfind>'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=40)
    options = parser.parse_args()
    settings.CLOCK = "tests.clock.now"
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = f"{FOLDER.name}/benchmark.sqlite3"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        ask = sign_in()
        gc.collect()
        gc.freeze()  # as the server does once it is loaded
        measure_all(ask, options.requests)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def sign_in() -> Callable[..., str]:
    """Fill the database; return what asks the server: ask("REPORT", body) → the answer."""
    programme = make.ProgrammeFactory()
    account = make.AccountFactory()
    make.MembershipFactory(programme=programme, account=account, role="coordinator")
    fill(programme)
    _device, password = create_app_password(
        account, label="mesure", detail=CalendarDetail.FULL, by=account, now=NOW
    )
    token = base64.b64encode(f"{account.email}:{password}".encode()).decode()
    server = mount_calendars(lambda _environ, _start: [])
    path = f"/dav/u{account.pk}/{CALENDAR}/"

    def ask(method: str, body: str) -> str:
        sent, said = body.encode(), []
        environ: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "CONTENT_LENGTH": str(len(sent)),
            "HTTP_DEPTH": "1",
            "HTTP_AUTHORIZATION": f"Basic {token}",
            "wsgi.input": io.BytesIO(sent),
            "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http",
        }
        answer = b"".join(server(environ, lambda status, _headers: said.append(status)))
        if not said[0].startswith("207"):
            sys.exit(f"{method}: {said}")
        return answer.decode()

    return ask


def fill(programme: Any) -> None:
    """Book 5,000 visits, forty a working day, around the week asked for."""
    team = [make.VolunteerFactory(programme=programme) for _one in range(VOLUNTEERS)]
    request = make.HelpRequestFactory(programme=programme, status="booked", closed_at=NOW)
    visits, day = [], date(2026, 9, 7)
    while len(visits) < EVENTS:
        if day.weekday() < 5:
            visits += day_of_visits(request, team, day)
        day += timedelta(days=1)
    # A request has one booked visit: these are done, which fills time as well.
    Visit.objects.bulk_create(visits[:EVENTS], batch_size=500)


def day_of_visits(request: Any, team: list[Any], day: date) -> list[Visit]:
    made = []
    for volunteer in team:
        for hour in (9, 11, 13, 15)[:A_DAY]:
            starts_at = at(day, hour)
            made.append(
                make.VisitFactory.build(
                    programme=request.programme,
                    help_request=request,
                    resident=request.resident,
                    volunteer=volunteer,
                    booked_by=request.opened_by,
                    status="done",
                    promised_from=starts_at,
                    promised_until=starts_at,
                    starts_at=starts_at,
                    ends_at=starts_at + timedelta(hours=1),
                )
            )
    return made


def measure_all(ask: Callable[..., str], requests: int) -> None:
    token = ask("REPORT", SYNC.format(token="")).partition("sync-token>")[2].partition("<")[0]
    asked = {
        "REPORT of a week (200 events)": ("REPORT", QUERY.format(expand="")),
        "REPORT of a week, expanded": ("REPORT", QUERY.format(expand=EXPAND)),
        "sync, nothing changed": ("REPORT", SYNC.format(token=token)),
        "first sync (5,000 tags)": ("REPORT", SYNC.format(token="")),
        "PROPFIND of 5,000 tags": ("PROPFIND", TAGS),
    }
    print(f"{EVENTS} events, {connection.vendor}, {requests} requests each")
    for label, (method, body) in asked.items():
        ask(method, body)
        times_ms = [time_of(ask, method, body) for _request in range(requests)]
        wall_ms, own_ms = (sorted(each) for each in zip(*times_ms, strict=True))
        p95 = wall_ms[int(0.95 * (requests - 1))]
        print(
            f"{label:32} median {statistics.median(wall_ms):6.0f} ms   p95 {p95:6.0f} ms"
            f"   of which own time {statistics.median(own_ms):6.0f} ms"
        )


def time_of(ask: Callable[..., str], method: str, body: str) -> tuple[float, float]:
    """Return how long an answer takes, and how much of it this process worked."""
    begun, worked = perf_counter(), process_time()
    ask(method, body)
    return (perf_counter() - begun) * 1000, (process_time() - worked) * 1000


if __name__ == "__main__":
    main()
