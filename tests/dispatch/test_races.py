"""Real processes after the same time, on a real database: one gets it, the others are told."""

import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from tests.dispatch.scenes import BASE, FAR, FRIDAY, MONDAY, THURSDAY, TUESDAY, book, call, hire
from tests.factories import NOW, ResidentFactory, SessionFactory, at

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_S = 180

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]


def shared_database(folder: Path) -> dict[str, str]:
    """Return the environment in which another process finds the rows made here."""
    if connection.vendor == "sqlite":
        # The tests' own database lives in memory: the processes get a copy in a file.
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / "toctoc.sqlite3")])
        return {"TOCTOC_DATA": str(folder), "TOCTOC_DATABASE_URL": ""}
    given = connection.settings_dict
    who = quote(given["USER"], safe="")
    if given["PASSWORD"]:
        who += f":{quote(given['PASSWORD'], safe='')}"
    options = {key: value for key, value in given["OPTIONS"].items() if isinstance(value, str)}
    place = f"{given['HOST']}:{given['PORT'] or 5432}/{given['NAME']}"
    return {"TOCTOC_DATABASE_URL": f"postgres://{who}@{place}?{urlencode(options)}"}


@pytest.fixture
def race(tmp_path):
    """Let processes run their orders at the same time: race([orders of one], [of another])."""
    started = []

    def start(environment):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.dispatch.booker"],
            cwd=ROOT,
            env=os.environ | environment | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    environments = []

    def start_all(*orders):
        if not environments:
            environments.append(shared_database(tmp_path))
        runners = [start(environments[0]) for _orders in orders]
        assert [runner.stdout.readline() for runner in runners] == ["ready\n"] * len(orders)
        for runner, own in zip(runners, orders, strict=True):
            runner.stdin.write(json.dumps(own) + "\n")
            runner.stdin.flush()
        return runners

    def race(*orders):
        runners = start_all(*orders)
        answers = [runner.communicate(timeout=PATIENCE_S)[0] for runner in runners]
        return [json.loads(answer) for answer in answers]

    race.start = start_all
    yield race
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()
        with suppress(BrokenPipeError):  # it may have died with something unread
            process.stdin.close()


def order(help_request, moment, *volunteers):
    return {
        "do": "book",
        "request": help_request.pk,
        "volunteers": [volunteer.pk for volunteer in volunteers],
        "at": moment.isoformat(),
        "by": help_request.opened_by_id,
        "now": NOW.isoformat(),
    }


def outcomes(answers):
    return Counter(outcome for answer in answers for outcome in answer)


def test_hundred_attempts_at_one_slot_store_exactly_one(programme, alix, race):
    moment = at(TUESDAY, 10)
    orders = [order(call(programme), moment, alix) for _attempt in range(100)]
    shares = [orders[::3], orders[1::3], orders[2::3]]
    answers = race(*shares)
    assert outcomes(answers) == {"booked": 1, "SlotTaken": 99}
    late = shares[0][0 if answers[0][0] == "SlotTaken" else 1]
    ((fresh,),) = race([{**late, "do": "offers"}])
    assert len(fresh) == 3
    assert moment.isoformat() not in fresh


def test_two_tabs_booking_one_call_store_one_visit(programme, alix, race):
    help_request = call(programme)
    answers = race(
        [order(help_request, at(TUESDAY, 10), alix)],
        [order(help_request, at(THURSDAY, 14), alix)],
    )
    assert outcomes(answers) == {"booked": 1, "AlreadyBooked": 1}


def test_two_who_move_one_visit_and_a_move_against_a_booking(programme, alix, agent, race):
    both, other = book(alix, TUESDAY, 10), book(alix, TUESDAY, 14)

    def move(visit, moment):
        return {
            "do": "move",
            "visit": visit.pk,
            "seen": visit.promised_from.isoformat(),
            "at": moment.isoformat(),
            "volunteers": [alix.pk],
            "by": agent.pk,
            "now": NOW.isoformat(),
        }

    answers = race(
        [move(both, at(FRIDAY, 9, 30)), move(other, at(THURSDAY, 10))],
        [move(both, at(FRIDAY, 14)), order(call(programme), at(THURSDAY, 10), alix)],
    )
    moved, met = (sorted(pair) for pair in zip(*answers, strict=True))
    assert moved == ["ChangedSince", "moved"]
    assert met in (["SlotTaken", "moved"], ["SlotTaken", "booked"])


def test_adjacent_times_that_cannot_be_driven_are_not_both_stored(programme, alix, race):
    answers = race(
        [order(call(programme, place=BASE), at(TUESDAY, 10), alix)],
        [order(call(programme, place=FAR), at(TUESDAY, 11), alix)],
    )
    assert outcomes(answers) == {"booked": 1, "InfeasibleSlot": 1}


def test_pairs_named_in_opposite_orders_do_not_wait_for_each_other(programme, alix, race):
    bo = hire(programme)
    moments = [at(TUESDAY, hour) for hour in (10, 14)]
    answers = race(
        [order(call(programme, pair=True), moment, alix, bo) for moment in moments],
        [order(call(programme, pair=True), moment, bo, alix) for moment in moments],
    )
    assert outcomes(answers) == {"booked": 2, "SlotTaken": 2}


def test_tours_filled_by_several_processes_keep_every_promise(programme, alix, race):
    programme.planning_settings.promise = "wide"
    programme.planning_settings.save()
    places = [BASE, {"lat_deg": 43.38, "lon_deg": -0.3}, {"lat_deg": 43.33, "lon_deg": -0.2}]
    orders = [
        order(call(programme, place=place, length_min=40), at(day, hour, minute), alix)
        for day in (TUESDAY, THURSDAY)
        for hour, minute in ((9, 0), (10, 0), (10, 30), (13, 30), (14, 30))
        for place in places
    ]
    answers = race(orders[::3], orders[1::3], orders[2::3])
    assert outcomes(answers)["booked"] >= 8
    assert race([{**orders[0], "do": "tours"}]) == [[[]]]


def test_bookings_that_swap_each_other_s_visits_keep_every_promise(programme, alix, race):
    """Nobody is named: each booking may hand the visits of the one before to somebody else."""
    bo, _cam = hire(programme, "Bo Essai"), hire(programme, "Cam Essai")
    east, west = {"lat_deg": 43.4, "lon_deg": -0.1}, {"lat_deg": 43.4, "lon_deg": -0.4}
    for volunteer, first, second in ((alix, east, west), (bo, west, east)):  # they cross
        book(volunteer, TUESDAY, 9, 30, place=first, length_min=45)
        book(volunteer, TUESDAY, 11, place=second, length_min=45)
    places = [
        {"lat_deg": 43.345 + 0.06 * north, "lon_deg": -0.265 + 0.08 * east}
        for north, east in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1))
    ]
    orders = [
        order(call(programme, place=place, length_min=45), at(TUESDAY, hour, minute))
        for hour, minute in ((9, 30), (11, 0), (14, 0), (15, 0))
        for place in places
    ]
    answers = race(orders[::3], orders[1::3], orders[2::3])
    booked = outcomes(answers)["booked"]
    assert 5 <= booked <= 8  # three at a time, four times, those that crossed included
    assert outcomes(answers).total() == len(orders)
    ((broken, handed),) = race([{**orders[0], "do": "tours"}, {"do": "handed"}])
    assert broken == []
    assert handed > 0


def look(programme, **more):
    now = at(MONDAY, 16).isoformat()
    return {"do": "look", "programme": programme.pk, "now": now, **more}


@pytest.fixture
def wide(alix):
    return book(alix, TUESDAY, 10, width_min=120, promise="wide")


def test_eve_looked_at_by_two_processes_is_looked_at_once(programme, wide, race):
    answers = race(*[[look(programme), look(programme)] for _process in range(3)])
    looks = [day for answer in answers for made in answer for day in made]
    assert looks == ["2026-12-01"]
    assert race([{"do": "fixed"}]) == [[1]]


def test_eve_killed_in_the_middle_is_looked_at_again_once(programme, wide, race):
    (killed,) = race.start([look(programme, stop_at="fix_hours")])
    assert killed.stdout.readline() == "in the middle\n"
    killed.kill()
    killed.wait()
    orders = [{"do": "fixed"}, look(programme), look(programme), {"do": "fixed"}]
    assert race(orders) == [[0, ["2026-12-01"], [], 1]]


def test_fifty_people_after_the_last_seat_make_one_enrolled_and_a_list(programme, cast, race):
    session = SessionFactory(programme=programme, seats=1)
    orders = [
        {
            "do": "enrol",
            "session": session.pk,
            "resident": ResidentFactory(programme=programme).pk,
            "by": cast["agent"].pk,
            "now": NOW.isoformat(),
        }
        for _person in range(50)
    ]
    answers = race(*(orders[first::3] for first in range(3)))
    assert outcomes(answers) == {"enrolled": 1, "waiting": 49}
    assert race([{"do": "seats", "session": session.pk}]) == [[[1]]]


def test_one_person_enrolled_twice_at_once_has_one_seat(programme, cast, race):
    session = SessionFactory(programme=programme)
    order = {
        "do": "enrol",
        "session": session.pk,
        "resident": ResidentFactory(programme=programme).pk,
        "by": cast["agent"].pk,
        "now": NOW.isoformat(),
    }
    assert outcomes(race([order], [order])) == {"enrolled": 1, "AlreadyEnrolled": 1}


def test_visit_and_workshop_at_one_time_are_not_both_stored(programme, cast, alix, race):
    moments = [at(TUESDAY, hour) for hour in (10, 14)]
    sessions = [
        SessionFactory(programme=programme, starts_at=one, ends_at=one + timedelta(hours=1))
        for one in moments
    ]
    runs = [
        {
            "do": "run",
            "session": session.pk,
            "volunteers": [alix.pk],
            "by": cast["agent"].pk,
            "now": NOW.isoformat(),
        }
        for session in sessions
    ]
    books = [order(call(programme), one, alix) for one in moments]
    answers = race(runs, books[::-1])
    for first, second in zip(answers[0], answers[1][::-1], strict=True):
        assert (first == "run") != (second == "booked")


@pytest.mark.parametrize("first", [0, 1])
def test_absence_and_booking_of_one_time_know_of_each_other(programme, cast, alix, race, first):
    """The absence is told of the visit, or the visit is refused: nothing in between."""
    booking = [order(call(programme), at(TUESDAY, hour), alix) for hour in (10, 14)]
    day = {"starts": at(TUESDAY, 0).isoformat(), "ends": at(THURSDAY, 0).isoformat()}
    absence = {
        "do": "absent",
        "volunteer": alix.pk,
        "by": cast["agent"].pk,
        "now": NOW.isoformat(),
        **day,
    }
    orders = [booking, [absence]]
    answers = race(*(orders if first == 0 else orders[::-1]))
    booked, (noted,) = answers if first == 0 else answers[::-1]
    assert set(booked) <= {"booked", "InfeasibleSlot"}
    assert noted == f"over {booked.count('booked')}"
