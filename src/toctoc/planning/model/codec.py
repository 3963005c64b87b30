"""A problem as JSON and back, so that a bug met in the field becomes a file of the test suite.

Driven by the dataclasses' own annotations: a new field needs nothing here. Of road tables only
what is known between the problem's own places is written.
"""

import json
import types
from dataclasses import MISSING, fields, is_dataclass, replace
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

from toctoc.planning.errors import InvalidDocument
from toctoc.planning.model.place import TravelProfile
from toctoc.planning.model.problem import Problem


def problem_to_json(problem: Problem) -> str:
    """Write a problem as JSON with sorted keys; sets become sorted lists."""
    return json.dumps(
        _plain(_with_few_roads(problem)), ensure_ascii=False, sort_keys=True, indent=1
    )


def problem_from_json(text: str) -> Problem:
    """Read what `problem_to_json` wrote. Raises InvalidDocument or InvalidParameter."""
    try:
        document = json.loads(text)
    except ValueError as error:
        raise InvalidDocument("problem", f"not JSON ({error})") from error
    problem: Problem = _read(Problem, document, "problem")
    return problem


def _with_few_roads(problem: Problem) -> Problem:
    """Keep of each profile's roads what lies between the places of the problem."""
    points = [demand.point for demand in problem.demand]
    for tour in problem.tours:
        points += [tour.shift.base, *(stop.point for stop in tour.stops)]
    places_deg = np.array([(p.lat_deg, p.lon_deg) for p in points], np.float64).reshape(-1, 2)

    def narrowed(travel: TravelProfile) -> TravelProfile:
        roads = travel.roads
        return travel if roads is None else replace(travel, roads=roads.among(places_deg))

    narrow = {travel: narrowed(travel) for travel in {t.shift.travel for t in problem.tours}}
    tours = (
        replace(tour, shift=replace(tour.shift, travel=narrow[tour.shift.travel]))
        for tour in problem.tours
    )
    return replace(problem, tours=tuple(tours))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value) if f.init}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, frozenset):
        return [_plain(item) for item in sorted(value)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _read(kind: Any, value: Any, where: str) -> Any:
    """Build a `kind` from plain JSON data."""
    if is_dataclass(kind):
        return _read_object(kind, value, where)
    origin = get_origin(kind)
    if origin in (NDArray, np.ndarray):  # the alias is its own origin from NumPy 2.5 on
        return _read_array(kind, value, where)
    if origin in (Union, types.UnionType):
        inner = next(arg for arg in get_args(kind) if arg is not type(None))
        return None if value is None else _read(inner, value, where)
    if origin in (tuple, frozenset):
        if not isinstance(value, list):
            raise InvalidDocument(where, "a list is needed")
        inner = get_args(kind)[0]
        return origin(_read(inner, item, f"{where}[{i}]") for i, item in enumerate(value))
    return _read_scalar(kind, value, where)


def _hints(kind: Any) -> dict[str, Any]:
    """Return the annotations of what is given to make a `kind`."""
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in fields(kind) if f.init}


def _read_object(kind: Any, value: Any, where: str) -> Any:
    if not isinstance(value, dict):
        raise InvalidDocument(where, "an object is needed")
    hints = _hints(kind)
    unknown = sorted(set(value) - set(hints))
    if unknown:
        raise InvalidDocument(where, f"unknown field {unknown[0]!r}")
    for f in fields(kind):
        if (
            f.init
            and f.name not in value
            and f.default is MISSING
            and f.default_factory is MISSING
        ):
            raise InvalidDocument(where, f"field {f.name!r} is missing")
    return kind(**{name: _read(hints[name], v, f"{where}.{name}") for name, v in value.items()})


def _read_array(kind: Any, value: Any, where: str) -> Any:
    """Build an array of the annotated numbers; lists of unequal lengths are none."""
    number = get_args(kind)[-1]
    number = next(iter(get_args(number)), number)  # of an array's dtype
    try:
        return np.array(value, dtype=number)
    except (ValueError, TypeError, OverflowError) as error:
        raise InvalidDocument(where, "a table of numbers is needed") from error


def _read_scalar(kind: Any, value: Any, where: str) -> Any:
    if issubclass(kind, Enum):
        try:
            return kind(value)
        except ValueError as error:
            raise InvalidDocument(
                where, f"{value!r} is none of {[k.value for k in kind]}"
            ) from error
    accepted = (int, float) if kind is float else kind
    if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
        raise InvalidDocument(where, f"{value!r} is not of type {kind.__name__}")
    return kind(value)
