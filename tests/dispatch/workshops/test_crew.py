"""Who could run a session: what forbids is told apart from what a person weighs."""

from datetime import date

import pytest

from tests.factories import (
    NOW,
    AbsenceFactory,
    AvailabilityFactory,
    PlaceFactory,
    SessionFactory,
    SessionVolunteerFactory,
    VisitFactory,
    VolunteerFactory,
    at,
)
from toctoc.dispatch.queries import list_crew_choices

DAY = date(2026, 12, 3)
AFTERNOON = (at(DAY, 14), at(DAY, 16))
QUERIES = 6


@pytest.fixture
def place(programme):
    return PlaceFactory(programme=programme)


def choose(programme, place, *moments, without=None):
    found = list_crew_choices(
        programme, moments=moments or [AFTERNOON], place=place, now=NOW, without=without
    )
    return {
        one.volunteer.name: (one.can_come, *(s.replace("\xa0", " ") for s in one.sentences))
        for one in found
    }


def visit(volunteer, hour, **fields):
    moment = at(DAY, hour)
    return VisitFactory(
        programme=volunteer.programme,
        volunteer=volunteer,
        promised_from=moment,
        promised_until=moment,
        starts_at=moment,
        ends_at=at(DAY, hour + 1),
        **fields,
    )


def test_volunteer_free_within_her_hours_has_nothing_said(programme, alix, place):
    assert choose(programme, place) == {"Alix Essai": (True,)}


def test_visit_in_the_way_forbids_and_says_where(programme, alix, place):
    visit(alix, 15)
    sentence = "En visite de 15 h à 16 h, à Morlaàs."
    assert choose(programme, place) == {"Alix Essai": (False, sentence)}


def test_other_session_forbids_but_not_the_one_that_moves(programme, alix, place):
    session = SessionFactory(programme=programme, place=place)
    SessionVolunteerFactory(session=session, volunteer=alix)
    sentence = "Déjà pris par un atelier ou une réunion de 14 h à 16 h, à Morlaàs."
    assert choose(programme, place) == {"Alix Essai": (False, sentence)}
    assert choose(programme, place, without=session) == {"Alix Essai": (True,)}


def test_absence_forbids_and_its_reason_is_not_said(programme, alix, place):
    AbsenceFactory(volunteer=alix, starts_at=at(DAY, 0), ends_at=at(DAY, 15), kind="illness")
    sentence = "Absence notée à ce moment."
    assert choose(programme, place) == {"Alix Essai": (False, sentence)}


def test_hours_outside_the_week_are_told_and_do_not_forbid(programme, alix, place):
    evening = (at(DAY, 18), at(DAY, 20))
    assert choose(programme, place, evening) == {
        "Alix Essai": (True, "Hors de ses horaires (9 h – 17 h).")
    }
    saturday = (at(date(2026, 12, 5), 10), at(date(2026, 12, 5), 12))
    assert choose(programme, place, saturday) == {
        "Alix Essai": (True, "Ne travaille pas ce jour-là.")
    }


def test_roads_too_long_before_and_after_are_told(programme, alix, place):
    far = {"lat_deg": 43.6, "lon_deg": -0.265}
    for hour in (13, 16):
        held = visit(alix, hour)
        held.resident.lat_deg, held.resident.lon_deg = far.values()
        held.resident.save()
    (choice,) = choose(programme, place).values()
    assert choice[0]
    assert "Arriverait en retard : à Morlaàs jusqu’à 14 h" in choice[1]
    assert "Serait en retard ensuite : à Morlaàs dès 16 h" in choice[2]


def test_minor_does_not_work_on_a_public_holiday(programme, alix, place):
    alix.adult_on = date(2027, 5, 1)
    alix.save()
    christmas = (at(date(2026, 12, 25), 10), at(date(2026, 12, 25), 12))
    (choice,) = choose(programme, place, christmas).values()
    assert not choice[0]
    assert "Mineur" in choice[1]


def test_of_several_dates_each_sentence_names_its_own(programme, alix, place):
    visit(alix, 15)
    week_after = (at(date(2026, 12, 10), 14), at(date(2026, 12, 10), 16))
    (choice,) = choose(programme, place, AFTERNOON, week_after).values()
    assert choice == (False, "Jeu. 3 déc. : En visite de 15 h à 16 h, à Morlaàs.")


def test_no_moment_has_no_choices(programme, place):
    assert list_crew_choices(programme, moments=[], place=place, now=NOW) == []


def test_mission_that_ends_before_one_of_the_dates_forbids(programme, alix, place):
    alix.mission_ends_on = date(2026, 12, 6)
    alix.save()
    week_after = (at(date(2026, 12, 10), 14), at(date(2026, 12, 10), 16))
    (choice,) = choose(programme, place, AFTERNOON, week_after).values()
    assert choice == (False, "Jeu. 10 déc. : Pas en mission ce jour-là.")


@pytest.mark.parametrize("rows", [1, 3])
def test_choices_are_read_in_a_fixed_number_of_queries(
    programme, alix, place, rows, django_assert_num_queries
):
    for _number in range(rows - 1):
        AvailabilityFactory(volunteer=VolunteerFactory(programme=programme), weekday=3)
    moments = [
        (at(date(2026, 12, 3 + 7 * week), 14), at(date(2026, 12, 3 + 7 * week), 16))
        for week in range(rows)
    ]
    with django_assert_num_queries(QUERIES):
        found = list_crew_choices(programme, moments=moments, place=place, now=NOW)
    assert len(found) == rows
