"""Draw a season: how many call each day, from where, and what is true of each caller."""

from dataclasses import replace
from math import exp, sqrt
from statistics import NormalDist

import numpy as np

from toctoc.planning.model import Point
from toctoc.planning.season.demand.growth import Awareness
from toctoc.planning.season.demand.model import AbsenceModel, DemandModel, Fates
from toctoc.planning.season.demand.streams import Aspect, Streams, pick
from toctoc.planning.season.facts import HALVES, WEEKDAYS, Absence, Call, Instance, Season

# Offers made to one caller beyond the first set, each with its own draw.
SETS_AGAIN = 2
M_PER_DEGREE = 111_195.0
# Stored to a metre and a half, as the benchmark's files are.
DIGITS_DEG = 5
DIGITS_DRAW = 6


def draw_season(season: Season, model: DemandModel, streams: Streams) -> Instance:
    """Draw the calls and the absences of a season.

    Deterministic in `streams`: each caller is known by the day and a number on that day, and
    each aspect of each has its own stream.

    Parameters
    ----------
    season : Season
        Its rules, communes and team; its absences are replaced by drawn ones.
    """
    awareness = Awareness(season.demand, model.word_of_mouth)
    calls: list[Call] = []
    for day in range(season.days if season.demand else 0):
        shares = awareness.shares_on(day)
        mean = model.calls_per_day * float(shares.sum())
        count = _poisson(streams((Aspect.COUNT, day)).random(), mean)
        for number in range(count):
            place, home = _home(season, model, streams((Aspect.HOME, day, number)), shares)
            awareness.add_call(day, place)
            calls.append(_caller(len(calls), home, model, streams, (day, number)))
    drawn = () if model.absences.start_ratio == 0 else _absences(season, model, streams)
    return Instance(season=replace(season, absences=drawn), calls=tuple(calls))


def _poisson(draw: float, mean: float) -> int:
    """Turn a draw in [0, 1) into a count: the more is expected, the more come, never fewer."""
    chance, count = exp(-mean), 0
    reached = chance
    while reached <= draw and chance > 0:
        count += 1
        chance *= mean / count
        reached += chance
    return count


def _home(
    season: Season,
    model: DemandModel,
    dice: np.random.Generator,
    shares: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> tuple[int, Point]:
    """Draw a commune by its share of calls (shape (K,)), and a home around its centre."""
    reached = np.cumsum(shares)
    place = int(np.searchsorted(reached, dice.random() * reached[-1], side="right"))
    centre = season.demand[min(place, len(reached) - 1)].point
    north_m, east_m = model.scatter_m * dice.standard_normal(2)
    per_degree_m = M_PER_DEGREE * np.cos(np.radians(centre.lat_deg))
    home = Point(
        lat_deg=round(float(centre.lat_deg + north_m / M_PER_DEGREE), DIGITS_DEG),
        lon_deg=round(float(centre.lon_deg + east_m / per_degree_m), DIGITS_DEG),
    )
    return min(place, len(reached) - 1), home


def _caller(
    number: int, home: Point, model: DemandModel, streams: Streams, key: tuple[int, int]
) -> Call:
    """Draw what is true of one caller; `key` is the day and a number on it."""
    draws = [
        round(draw, DIGITS_DRAW)
        for draw in streams((Aspect.CHOICE, *key)).random(1 + SETS_AGAIN).tolist()
    ]
    cancels, again = _give_up(model.fates, streams((Aspect.CANCEL, *key)))
    call = Call(
        id=number,
        day=key[0],
        point=home,
        free=_free(model, streams((Aspect.FREE, *key))),
        draw=draws[0],
        length_s=_length_s(model, streams((Aspect.LENGTH, *key))),
        cancels_before_days=cancels,
        calls_again_after_days=again,
        is_absent=streams((Aspect.NO_SHOW, *key)).random() < model.fates.no_show_ratio,
    )
    return replace(call, draws_again=tuple(draws[1:]))


def _free(model: DemandModel, dice: np.random.Generator) -> tuple[bool, ...]:
    """Draw which half-days suit: the caller's tastes and chance, over a common threshold.

    Each of the ten is normal with variance 1, hence suits with `suits_ratio` whatever the
    tastes; one suits at least.
    """
    own = dice.standard_normal((WEEKDAYS, HALVES))
    half = dice.standard_normal() * np.array([1.0, -1.0])
    weekday = dice.standard_normal((WEEKDAYS, 1))
    rest_ratio = 1.0 - model.half_ratio - model.weekday_ratio
    taste = (
        sqrt(max(0.0, rest_ratio)) * own
        + sqrt(model.half_ratio) * half
        + sqrt(model.weekday_ratio) * weekday
    )
    best = int(taste.argmin())
    if 0 < model.suits_ratio < 1:
        suits = taste.ravel() < NormalDist().inv_cdf(model.suits_ratio)
    else:
        suits = np.full(WEEKDAYS * HALVES, model.suits_ratio == 1)
    suits[best] = True
    return tuple(bool(flag) for flag in suits)


def _length_s(model: DemandModel, dice: np.random.Generator) -> int | None:
    return 60 * pick(dice.random(), model.visit_min) if model.visit_min else None


def _give_up(fates: Fates, dice: np.random.Generator) -> tuple[int | None, int | None]:
    """Draw how long before the visit it is given up, and how long after one calls again."""
    does, when, again, after = dice.random(4).tolist()
    if does >= fates.cancel_ratio:
        return None, None
    calls_again = again < fates.again_ratio
    return (
        pick(when, fates.notice_days),
        pick(after, fates.again_after_days) if calls_again else None,
    )


def _absences(season: Season, model: DemandModel, streams: Streams) -> tuple[Absence, ...]:
    drawn = [
        absence
        for volunteer in range(len(season.bases))
        for absence in _absences_of(volunteer, season, model.absences, streams)
    ]
    return tuple(sorted(drawn, key=lambda one: (one.announced_day, one.volunteer)))


def _absences_of(
    volunteer: int, season: Season, model: AbsenceModel, streams: Streams
) -> list[Absence]:
    """Draw each day whether an absence begins; one under way goes on whatever is drawn."""
    found: list[Absence] = []
    back_on = 0
    for day in range(season.last_day):
        begins, length, notice = streams((Aspect.ABSENCE, volunteer, day)).random(3).tolist()
        if begins >= model.start_ratio or day < back_on:
            continue
        last_day = min(day + pick(length, model.length_days), season.last_day) - 1
        found.append(
            Absence(
                volunteer=volunteer,
                first_day=day,
                last_day=last_day,
                announced_day=max(0, day - pick(notice, model.notice_days)),
            )
        )
        back_on = last_day + 1
    return found
