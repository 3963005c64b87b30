"""The small valley: one north-south road, on which plans can be worked by hand.

Villages lie every 10 km north of the base; cars drive 60 km/h on straight roads without parking
time, so that 10 km are 10 minutes and every figure below can be checked in one's head.
"""

from toctoc.planning.model import (
    DAY_S,
    HalfDay,
    Horizon,
    Interval,
    Point,
    Problem,
    Request,
    Shift,
    Stop,
    Tour,
    TravelProfile,
)

HOUR_S, MINUTE_S = 3_600, 60
TEN_KM_DEG = 10_000 / 111_195.08
CAR = TravelProfile(circuity_ratio=1.0, speed_m_per_h=60_000, stop_s=0)


def village(number):
    """Return the village `number` × 10 km north of the base, which is 0."""
    return Point(lat_deg=43.0 + number * TEN_KM_DEG, lon_deg=0.0)


BASE = village(0)


def clock(hours, minutes=0, day=1):
    """Return a time of a day on the horizon's clock."""
    return day * DAY_S + hours * HOUR_S + minutes * MINUTE_S


def shift(volunteer=1, day=1, **changes):
    """Return a shift of 9:00–17:00 with lunch from 12:30 to 13:15."""
    lunch = Interval(start_s=clock(12, 30, day), end_s=clock(13, 15, day))
    fields = {
        "volunteer": volunteer, "day": day, "week": day // 7, "start_s": clock(9, 0, day),
        "end_s": clock(17, 0, day), "base": BASE, "breaks": (lunch,), "travel": CAR,
    }  # fmt: skip
    return Shift(**fields | changes)


def stop(number, at, where=1, **changes):
    """Return an hour's visit, number `number`, promised for the half hour from `at`."""
    fields = {
        "id": number, "point": village(where), "length_s": HOUR_S, "earliest_s": at,
        "latest_s": at + 1_800,
    }  # fmt: skip
    return Stop(**fields | changes)


def request(where=1, days=(1,), **changes):
    """Return a request for an hour in a village, any half-day of the days given."""
    fields = {
        "id": 99, "point": village(where), "length_s": HOUR_S, "half_days": half_days(*days),
    }  # fmt: skip
    return Request(**fields | changes)


def half_days(*days):
    """Return both halves of each day."""
    return frozenset(
        HalfDay(day=day, is_afternoon=half) for day in days for half in (False, True)
    )


def problem(*tours, last_day=10, **changes):
    """Return a problem called in on day 0, booked from day 1 on, all days worked."""
    horizon = Horizon(
        today=0, first_day=1, last_day=last_day, working_days=tuple(range(last_day + 1))
    )
    return Problem(horizon=horizon, tours=tours, **changes)


def day_of_four():
    """Return a tour of four visits, worked by hand.

    9:00 leaves the base, 9:20 village 2 (promised 9:00), 10:20 → 10:30 village 3 (promised
    10:30), 11:30 → 11:50 would end at 12:50, into lunch, so village 1's visit (promised 13:30)
    starts at 13:30 after a wait; 14:30 → 14:50 village 3 again (promised 14:30–15:00), 15:50 →
    16:20 home. Metres: 20 + 10 + 20 + 20 + 30 = 100 km.
    """
    return Tour(
        shift=shift(),
        stops=(
            stop(1, clock(9), where=2),
            stop(2, clock(10, 30), where=3),
            stop(3, clock(13, 30), where=1),
            stop(4, clock(14, 30), where=3),
        ),
    )
