"""How fast the call screen gets its offers: 10 volunteers × 20 days × 6 visits booked a day.

    python benchmarks/offers.py                        SQLite, a file in WAL mode
    python benchmarks/offers.py --roads                every drive between 1,500 homes known
    TOCTOC_DATABASE_URL=postgres://… python benchmarks/offers.py

Fills a throw-away database, answers calls through `dispatch.queries.list_offers`, the function
that serves the screen, and prints percentiles of the time a call takes on the server.
"""

import argparse
import gc
import os
import random
import statistics
import sys
import tempfile
from datetime import date, time, timedelta
from pathlib import Path
from time import perf_counter, process_time

ROOT = Path(__file__).resolve().parent.parent
FOLDER = tempfile.TemporaryDirectory()
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings_test"
os.environ["TOCTOC_DATA"] = FOLDER.name

import django  # noqa: E402 -- the environment is set first

django.setup()

from django.db import connection  # noqa: E402 -- after set-up

from tests import factories as make  # noqa: E402 -- after set-up
from tests.factories import NOW, at  # noqa: E402 -- after set-up
from toctoc.agenda.models import HelpRequest, Visit  # noqa: E402 -- after set-up
from toctoc.dispatch.bridge.roads import travel_profiles  # noqa: E402 -- after set-up
from toctoc.dispatch.operations.roads import update_roads  # noqa: E402 -- after set-up
from toctoc.dispatch.queries import list_offers  # noqa: E402 -- after set-up
from toctoc.people.models import Resident, Volunteer  # noqa: E402 -- after set-up
from toctoc.territory.enums import RoadMode  # noqa: E402 -- after set-up
from toctoc.territory.models import Programme  # noqa: E402 -- after set-up
from toctoc.territory.operations.roads import fetch_legs, know_places  # noqa: E402 -- after set-up
from toctoc.territory.queries.roads import forget_what_was_read  # noqa: E402 -- after set-up
from toctoc.territory.roads.model import ModelEngine  # noqa: E402 -- after set-up

WEEKS, VOLUNTEERS, WARM_UP = 5, 10, 10
# Six visits of 40 minutes leave gaps to search: the worst case, nothing is excluded early.
STARTS = ((9, 0), (10, 0), (11, 0), (13, 30), (14, 30), (15, 30))
LENGTH = timedelta(minutes=40)
MAX_VISITS = 8


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--calls", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--roads", action="store_true", help="with every drive between 1,500 homes known"
    )
    options = parser.parse_args()
    if connection.vendor == "sqlite":
        # In memory there would be no file to read, which would flatter.
        connection.settings_dict["TEST"]["NAME"] = f"{FOLDER.name}/benchmark.sqlite3"
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        rng = random.Random(options.seed)
        programme = fill(rng)
        if options.roads:
            know_roads(programme)
        answer_calls(programme, calls=WARM_UP, rng=rng)
        gc.collect()
        gc.freeze()  # as the server does once it is loaded
        report(answer_calls(programme, calls=options.calls, rng=rng))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def fill(rng: random.Random) -> Programme:
    """Make the programme, its volunteers and everything booked; return it."""
    communes = [
        make.CommuneFactory(code_insee=f"64{n}", name=f"Commune {n}", lat_deg=lat, lon_deg=lon)
        for n, (lat, lon) in enumerate(scatter(rng, 73), start=100)
    ]
    programme = make.ProgrammeFactory(communes=communes)
    make.PlanningSettingsFactory(programme=programme, max_visits_per_tour=MAX_VISITS)
    agent = make.AccountFactory()
    for n in range(VOLUNTEERS):
        volunteer = make.VolunteerFactory(
            programme=programme, name=f"Volontaire {n}", weekly_hours=48
        )
        for weekday in range(5):
            make.AvailabilityFactory(
                volunteer=volunteer, weekday=weekday, starts_at=time(8), ends_at=time(18)
            )
        for day in working_days():
            book_day(volunteer, day, rng.choice(communes), agent, rng)
    return programme


def know_roads(programme: Programme) -> None:
    """Know every drive between homes, bases and communes: by the figures of the model."""
    start = perf_counter()
    made = update_roads(programme, ModelEngine(), now=NOW)
    took_s = perf_counter() - start
    programme.refresh_from_db()
    forget_what_was_read()
    start = perf_counter()
    travel_profiles(programme)
    print(
        f"{made.known} places known in {took_s:.0f} s, read in {perf_counter() - start:.2f} s"
    )
    know_places(programme, [(434_000, -3_000)])
    fetch_legs(programme, ModelEngine(), mode=RoadMode.CAR)
    start = perf_counter()
    travel_profiles(programme)
    print(f"one place more, read in {(perf_counter() - start) * 1_000:.0f} ms")


def working_days() -> list[date]:
    days = (NOW.date() + timedelta(days=n) for n in range(7 * WEEKS))
    return [day for day in days if day.weekday() < 5]


def scatter(rng: random.Random, n: int) -> list[tuple[float, float]]:
    """Return points over a territory of the size of the Nord Est Béarn."""
    return [(rng.uniform(43.24, 43.55), rng.uniform(-0.4, -0.02)) for _ in range(n)]


def book_day(volunteer: Volunteer, day: date, commune, agent, rng: random.Random) -> None:
    """Book six visits around one commune."""
    for start in STARTS:
        resident = make.ResidentFactory(
            programme=volunteer.programme,
            commune=commune,
            lat_deg=commune.lat_deg + rng.uniform(-0.015, 0.015),
            lon_deg=commune.lon_deg + rng.uniform(-0.015, 0.015),
        )
        help_request = HelpRequest.objects.create(
            programme=volunteer.programme, resident=resident, status="booked", need="technical",
            length_min=40, opened_by=agent, opened_at=NOW, saved_at=NOW, closed_at=NOW,
        )  # fmt: skip
        starts_at = at(day, *start)
        Visit.objects.create(
            programme=volunteer.programme, help_request=help_request, volunteer=volunteer,
            resident=resident, need="technical", promised_from=starts_at,
            promised_until=starts_at + timedelta(minutes=30), starts_at=starts_at,
            ends_at=starts_at + LENGTH, booked_by=agent, booked_at=NOW,
        )  # fmt: skip


def answer_calls(
    programme: Programme, *, calls: int, rng: random.Random
) -> list[tuple[float, float]]:
    """Return the milliseconds of each call: the clock's, which an agent feels, the processor's.

    The latter is the steadier figure on a machine with other work.
    """
    communes = list(programme.communes.all())
    spent_ms, answered = [], 0
    for _call in range(calls):
        commune = rng.choice(communes)
        caller = Resident(
            programme=programme, commune=commune,
            lat_deg=commune.lat_deg, lon_deg=commune.lon_deg,
        )  # fmt: skip
        help_request = HelpRequest(
            programme=programme, resident=caller, need="technical",
            length_min=rng.choice((30, 45, 60)),
        )  # fmt: skip
        began, began_cpu = perf_counter(), process_time()
        offers = list_offers(help_request, now=NOW).offers
        spent_s = perf_counter() - began, process_time() - began_cpu
        spent_ms.append((spent_s[0] * 1000, spent_s[1] * 1000))
        answered += bool(offers)
    print(f"{Visit.objects.count()} visits; {answered} of {calls} calls had offers")
    return spent_ms


def report(spent_ms: list[tuple[float, float]]) -> None:
    print(f"{connection.vendor}: {len(spent_ms)} calls")
    for name, column in zip(("clock", "processor"), zip(*spent_ms, strict=True), strict=True):
        cuts = statistics.quantiles(column, n=100)
        print(
            f"  {name:9} p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, "
            f"p99 {cuts[98]:.1f} ms, max {max(column):.1f} ms"
        )


if __name__ == "__main__":
    main()
