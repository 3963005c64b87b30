"""Public holidays, and school holidays of a zone; no database.

School holidays are facts shipped with the project, as published for metropolitan France: the
State's calendar of 2025-2026 (arrêté of 7 December 2022) and of 2026-2027, checked against two
independent data sets (tests). Past `school_days_known_until` no holidays are known, not none.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

import holidays

from toctoc.territory.enums import SchoolZone

FACTS = files("toctoc.territory") / "facts" / "school_holidays.csv"


@dataclass(frozen=True, slots=True, order=True)
class SchoolHoliday:
    """Days without school, both ends included."""

    first_day: date
    last_day: date
    name: str


def holiday_name(day: date) -> str:
    """Return the name of a French public holiday (metropolitan France); empty on other days."""
    return _public_holidays(day.year).get(day, "")


def find_school_holiday(zone: str, day: date) -> SchoolHoliday | None:
    """Return the school holiday of a zone that a day is in, if any; none without a zone."""
    held = _school_holidays().get(zone, ())
    return next((one for one in held if one.first_day <= day <= one.last_day), None)


def list_school_holidays(zone: str, first: date, last: date) -> list[SchoolHoliday]:
    """Return the school holidays of a zone that touch [first, last], in order."""
    held = _school_holidays().get(zone, ())
    return [one for one in held if one.first_day <= last and one.last_day >= first]


def school_days_known_until(zone: str) -> date | None:
    """Return the last day of which the zone's calendar tells; None without a zone."""
    held = _school_holidays().get(zone, ())
    return held[-1].last_day if held else None


def zone_of(commune_code: str) -> str:
    """Return the school zone of a commune by its INSEE code; "" in Corsica and overseas."""
    department = commune_code[:2]
    return next((zone for zone, held in DEPARTMENTS.items() if department in held.split()), "")


@lru_cache(maxsize=32)
def _public_holidays(year: int) -> Mapping[date, str]:
    return dict(holidays.country_holidays("FR", years=year, language="fr"))


@lru_cache(maxsize=1)
def _school_holidays() -> Mapping[str, tuple[SchoolHoliday, ...]]:
    found: dict[str, list[SchoolHoliday]] = {zone: [] for zone in SchoolZone.values}
    lines = FACTS.read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        first, last = (date.fromisoformat(row[name]) for name in ("first_day", "last_day"))
        found[row["zone"]].append(SchoolHoliday(first, last, row["name"]))
    return {zone: tuple(sorted(held)) for zone, held in found.items()}


# Code de l'éducation, art. D. 521-1, and the arrêtés above: academies by zone, by department.
DEPARTMENTS: Mapping[str, str] = {
    SchoolZone.A: """
        01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86
        87 89 90
    """,
    SchoolZone.B: """
        02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59
        60 61 62 67 68 72 76 80 83 84 85 88
    """,
    SchoolZone.C: "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
}
