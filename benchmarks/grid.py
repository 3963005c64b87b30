"""How fast the agenda's grid shows: 10 volunteers × 5 days × 8 visits, data and drawing.

    python benchmarks/grid.py                          SQLite, a file in WAL mode
    TOCTOC_DATABASE_URL=postgres://… python benchmarks/grid.py

Fills a throw-away database, asks for the week's data as the grid's script does (whole request,
middleware included), then opens the page in a real browser and reads the script's own
performance marks: from data received to everything laid out and painted.
"""

import argparse
import gc
import os
import shutil
import statistics
import sys
import tempfile
from datetime import date, time, timedelta
from pathlib import Path
from time import perf_counter, process_time
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FOLDER = tempfile.TemporaryDirectory()
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings_test"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = (
    "true"  # Playwright keeps an event loop in this thread
)
os.environ["TOCTOC_DATA"] = FOLDER.name

import django  # noqa: E402 -- the environment is set first

django.setup()

from django.conf import settings  # noqa: E402 -- after set-up
from django.contrib.staticfiles.handlers import StaticFilesHandler  # noqa: E402 -- after set-up
from django.db import connection, connections  # noqa: E402 -- after set-up
from django.test import Client  # noqa: E402 -- after set-up
from django.test.testcases import LiveServerThread  # noqa: E402 -- after set-up
from playwright.sync_api import Browser, CDPSession, sync_playwright  # noqa: E402 -- after set-up

from tests import factories as make  # noqa: E402 -- after set-up
from tests.factories import NOW, at  # noqa: E402 -- after set-up
from toctoc.agenda.models import HelpRequest, Visit  # noqa: E402 -- after set-up
from toctoc.people.enums import Role  # noqa: E402 -- after set-up
from toctoc.people.models import Account  # noqa: E402 -- after set-up

MONDAY, DAYS, VOLUNTEERS = date(2026, 12, 7), 5, 10
STARTS = ((8, 10), (9, 15), (10, 20), (11, 25), (13, 35), (14, 40), (15, 45), (16, 50))
LENGTH = timedelta(minutes=45)
WARM_UP, SETTLE_MS = 5, 400
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run"]
DRAWN = "() => performance.getEntriesByName('grid-drawn')[0]?.duration"


class Spent(NamedTuple):
    """Milliseconds of the clock, which one feels, and of the processor, which are steadier."""

    clock_ms: float
    processor_ms: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--drawings", type=int, default=20)
    options = parser.parse_args()
    settings.CLOCK = "tests.clock.now"
    if connection.vendor == "sqlite":
        # In memory there would be no file to read, which would flatter.
        connection.settings_dict["TEST"]["NAME"] = f"{FOLDER.name}/benchmark.sqlite3"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        client = fill()
        ask(client, WARM_UP)
        gc.collect()
        gc.freeze()  # as the server does once it is loaded
        report("data request", ask(client, options.requests), limit_ms=150)
        report("drawn after data", draw(client, options.drawings), limit_ms=300)
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(name, verbosity=0)


def fill() -> Client:
    """Make the programme and all its week; return a browser of its coordinator."""
    communes = [
        make.CommuneFactory(
            code_insee=f"64{n}", name=f"Commune {n}", lat_deg=43.24 + n * 1e-3, lon_deg=-0.3
        )
        for n in range(100, 120)
    ]
    programme = make.ProgrammeFactory(communes=communes)
    make.PlanningSettingsFactory(programme=programme, max_visits_per_tour=10)
    sector = make.SectorFactory(plan=make.SectorPlanFactory(programme=programme))
    for commune in communes:
        make.SectorCommuneFactory(sector=sector, plan=sector.plan, commune=commune)
    account = make.AccountFactory()
    make.MembershipFactory(account=account, programme=programme, role=Role.COORDINATOR)
    for n in range(VOLUNTEERS):
        volunteer = make.VolunteerFactory(programme=programme, name=f"Volontaire {n}")
        for weekday in range(DAYS):
            make.AvailabilityFactory(
                volunteer=volunteer, weekday=weekday, starts_at=time(8), ends_at=time(18)
            )
            book_day(volunteer, MONDAY + timedelta(days=weekday), communes[2 * n], account)
    client = Client()
    client.force_login(account)
    return client


def book_day(volunteer, day: date, commune, account: Account) -> None:
    """Book eight visits around one commune, with a road before each."""
    for n, start in enumerate(STARTS):
        resident = make.ResidentFactory(
            programme=volunteer.programme, commune=commune,
            lat_deg=commune.lat_deg + 0.02 * (n % 3), lon_deg=commune.lon_deg + 0.01 * (n % 2),
        )  # fmt: skip
        help_request = HelpRequest.objects.create(
            programme=volunteer.programme, resident=resident, status="booked", need="technical",
            length_min=45, opened_by=account, opened_at=NOW, saved_at=NOW, closed_at=NOW,
        )  # fmt: skip
        starts_at = at(day, *start)
        Visit.objects.create(
            programme=volunteer.programme, help_request=help_request, volunteer=volunteer,
            resident=resident, need="technical", promised_from=starts_at,
            promised_until=starts_at + timedelta(minutes=30), starts_at=starts_at,
            ends_at=starts_at + LENGTH, booked_by=account, booked_at=NOW,
        )  # fmt: skip


def ask(client: Client, times: int) -> list[Spent]:
    """Return how long each request for the week's data takes."""
    span = {"start": MONDAY.isoformat(), "end": (MONDAY + timedelta(days=7)).isoformat()}
    spent = []
    for _n in range(times):
        began, began_cpu = perf_counter(), process_time()
        answer = client.get("/nord-est-bearn/agenda/donnees/", span)
        spent_s = perf_counter() - began, process_time() - began_cpu
        spent.append(Spent(spent_s[0] * 1000, spent_s[1] * 1000))
    events = answer.json()["events"]
    expected = VOLUNTEERS * DAYS * len(STARTS)
    if len(events) != expected:
        sys.exit(f"benchmarks/grid: {len(events)} events, {expected} expected")
    return spent


def draw(client: Client, times: int) -> list[Spent]:
    """Return how long it takes from data to drawing, a new tab each time."""
    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    chromium = next(filter(None, map(shutil.which, BROWSERS)))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            drawn = [
                draw_once(browser, f"http://127.0.0.1:{server.port}", client)
                for _n in range(times + 1)
            ]
            browser.close()
    finally:
        server.terminate()
    return drawn[1:]  # the first one warms the browser up


def draw_once(browser: Browser, url: str, client: Client) -> Spent:
    """Open the page with its data held back, let them go, read what the drawing took."""
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    context.add_cookies([{"name": session.key, "value": session.value, "url": url}])
    page, held = context.new_page(), []
    page.route("**/agenda/donnees/**", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright marks it
    inspector = context.new_cdp_session(page)
    inspector.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(f"{url}/nord-est-bearn/agenda/?vue=grille&semaine={MONDAY}")
    page.wait_for_timeout(SETTLE_MS)
    before_s = main_thread_s(inspector)
    held.pop().continue_()
    while (drawn_ms := page.evaluate(DRAWN)) is None:
        page.wait_for_timeout(SETTLE_MS)
    spent = Spent(float(drawn_ms), 1000 * (main_thread_s(inspector) - before_s))
    context.close()
    return spent


def main_thread_s(inspector: CDPSession) -> float:
    """Return the processor time of the page's main thread."""
    metrics = inspector.send("Performance.getMetrics")["metrics"]
    return next(one["value"] for one in metrics if one["name"] == "TaskDuration")


def report(what: str, spent: list[Spent], *, limit_ms: int) -> None:
    print(f"{connection.vendor}: {what}, {len(spent)} times (target {limit_ms} ms)")
    for name, column in zip(Spent._fields, zip(*spent, strict=True), strict=True):
        cuts = statistics.quantiles(column, n=100, method="inclusive")
        print(
            f"  {name:13} median {cuts[49]:.0f} ms, p95 {cuts[94]:.0f} ms, "
            f"max {max(column):.0f} ms"
        )
    print(f"  load of the machine {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
