"""School holidays as published, against another data set; zones of departments."""

from datetime import date, timedelta

import holidays
import pytest

from toctoc.territory.queries import (
    find_school_holiday,
    holiday_name,
    list_school_holidays,
    school_days_known_until,
    zone_of,
)

DAY = timedelta(days=1)


@pytest.mark.parametrize("zone", ["A", "B", "C"])
def test_school_holidays_are_those_another_data_set_has(zone):
    told = holidays.country_holidays(
        "FR", subdiv=f"Zone {zone}", years=range(2025, 2028), categories=("school",)
    )
    day, wrong = date(2025, 10, 18), []
    while day <= date(2027, 8, 31):
        if day.weekday() < 5 and (day in told) != bool(find_school_holiday(zone, day)):
            wrong.append(day)
        day += DAY
    assert wrong == []


@pytest.mark.parametrize(
    ("zone", "day", "name"),
    [
        ("A", date(2027, 2, 13), "Vacances d’hiver"),
        ("A", date(2027, 3, 1), None),  # back to school
        ("B", date(2027, 2, 13), None),
        ("C", date(2027, 2, 13), "Vacances d’hiver"),
        ("", date(2026, 12, 25), None),
        ("A", date(2030, 7, 14), None),  # nobody has published it
    ],
)
def test_zone_decides_which_holidays_hold(zone, day, name):
    found = find_school_holiday(zone, day)
    assert (found and found.name) == name


def test_calendar_says_how_far_it_is_known():
    assert school_days_known_until("A") == date(2027, 8, 31)
    assert school_days_known_until("") is None


def test_holidays_that_touch_a_stretch_are_listed_in_order():
    found = list_school_holidays("A", date(2026, 11, 1), date(2026, 12, 19))
    assert [one.name for one in found] == ["Vacances de la Toussaint", "Vacances de Noël"]


@pytest.mark.parametrize(
    ("code", "zone"),
    [("64405", "A"), ("29019", "B"), ("31555", "C"), ("2A004", ""), ("97411", "")],
)
def test_department_tells_the_zone(code, zone):
    assert zone_of(code) == zone


def test_every_mainland_department_is_in_one_zone():
    mainland = {f"{number:02}" for number in range(1, 96)} - {"20"}
    assert {code for code in mainland if not zone_of(f"{code}001")} == set()


def test_public_holidays_have_their_french_names():
    assert holiday_name(date(2026, 12, 25)) == "Noël"
    assert holiday_name(date(2026, 12, 24)) == ""
