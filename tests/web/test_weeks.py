"""The week editor: rules in plain words, days that differ, the picture beside them."""

from datetime import date, time

import pytest
from django.urls import reverse

from tests.factories import AbsenceFactory, AvailabilityFactory, VolunteerFactory, at
from toctoc.agenda.models import Availability, AvailabilityException

TUESDAY = date(2026, 12, 1)
RULE = {
    "weekdays": ["0", "1"],
    "starts": "9h",
    "ends": "17 h 30",
    "pace": "week",
    "school_time": "always",
}


def text_of(response):
    return response.text.replace("\u00a0", " ")


@pytest.fixture
def address(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def noa(programme):
    programme.school_zone = "A"
    programme.save()
    return VolunteerFactory(programme=programme, name="Noa Essai")


def test_empty_week_leads_to_the_plain_one(coordinator, address, noa):
    page = text_of(coordinator.get(address("team:edit-week", noa.pk)))
    assert "La semaine est vide" in page
    assert address("team:set-plain-week", noa.pk) in page


@pytest.mark.parametrize(
    ("typed", "expected", "says"),
    [
        (
            {},
            ("FREQ=WEEKLY;BYDAY=MO,TU", date(2018, 1, 1)),
            "Chaque semaine, lundi et mardi, de 9 h à 17 h 30",
        ),
        (
            {"pace": "two_weeks", "starts_on": "8/12/2026", "weekdays": ["1"]},
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", date(2026, 12, 8)),
            "Une semaine sur deux, mardi, à partir du mardi 8 décembre 2026",
        ),
        (
            {"pace": "first", "weekdays": ["0"], "until": "30/6/2027"},
            ("FREQ=MONTHLY;BYDAY=1MO;UNTIL=20270630", date(2018, 1, 1)),
            "Le premier lundi du mois, de 9 h à 17 h 30, jusqu’au mercredi 30 juin 2027",
        ),
        (
            {"school_time": "term"},
            ("FREQ=WEEKLY;BYDAY=MO,TU", date(2018, 1, 1)),
            "seulement en période scolaire",
        ),
        (
            {"pace": "once", "weekdays": [], "starts_on": "12/12/2026"},
            ("FREQ=DAILY;COUNT=1", date(2026, 12, 12)),
            "Une seule fois, le samedi 12 décembre 2026",
        ),
    ],
)
def test_rule_is_added_and_said(coordinator, address, noa, typed, expected, says):
    response = coordinator.post(address("team:add-rule", noa.pk), {**RULE, **typed})
    assert response["Location"] == address("team:edit-week", noa.pk)
    stored = Availability.objects.get(volunteer=noa)
    assert (stored.rule, stored.starts_on) == expected
    assert (stored.starts_at, stored.ends_at) == (time(9), time(17, 30))
    assert says in text_of(coordinator.get(address("team:edit-week", noa.pk)))
    again = text_of(coordinator.get(address("team:change-rule", stored.pk)))
    assert 'value="17 h 30"' in again


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"weekdays": []}, "Cochez au moins un jour."),
        ({"ends": "8 h"}, "Le retour doit venir après le départ."),
        ({"pace": "two_weeks"}, "Notez ce jour : le rythme se compte depuis lui."),
        ({"starts_on": "8/12/2026", "until": "1/12/2026"}, "La fin vient avant le début"),
        ({"until": "1/1/2010"}, "Aucun jour ne correspond"),
        ({"weekdays": list("0123456")}, "au plus 6 jours par semaine (art. L.120-8"),
    ],
)
def test_impossible_rule_says_why_and_stores_nothing(coordinator, address, noa, typed, says):
    response = coordinator.post(address("team:add-rule", noa.pk), {**RULE, **typed})
    assert response.status_code == 422
    assert says in text_of(response)
    assert noa.availabilities.count() == 0


def test_rule_is_changed_and_removed(coordinator, address, noa):
    rule = AvailabilityFactory(volunteer=noa)
    coordinator.post(address("team:change-rule", rule.pk), {**RULE, "weekdays": ["4"]})
    rule.refresh_from_db()
    assert rule.rule == "FREQ=WEEKLY;BYDAY=FR"
    response = coordinator.post(address("team:remove-rule", rule.pk))
    assert response["Location"] == address("team:edit-week", noa.pk)
    assert noa.availabilities.count() == 0


def test_one_day_is_changed_then_restored(coordinator, address, noa):
    rule = AvailabilityFactory(volunteer=noa, weekday=1)
    url = address("team:change-day", rule.pk, "2026-12-08")
    assert "mardi 8 décembre" in text_of(coordinator.get(url))
    coordinator.post(url, {"what": "hours", "starts": "10h", "ends": "12h"})
    page = text_of(coordinator.get(address("team:edit-week", noa.pk)))
    assert "Mardi 8 décembre : de 10 h à 12 h" in page
    assert "10 h – 12 h" in page
    changed = AvailabilityException.objects.get()
    coordinator.post(address("team:restore-day", changed.pk))
    assert AvailabilityException.objects.count() == 0


def test_day_off_by_exception_leaves_the_picture(coordinator, address, noa):
    rule = AvailabilityFactory(volunteer=noa, weekday=1)
    coordinator.post(address("team:change-day", rule.pk, "2026-12-08"), {"what": "off"})
    assert "pas ce jour-là" in text_of(coordinator.get(address("team:edit-week", noa.pk)))


@pytest.mark.parametrize(
    ("day", "typed", "says"),
    [
        ("2026-12-09", {"what": "off"}, "Aucun jour ne correspond"),  # a Wednesday
        ("2026-12-08", {"what": "hours", "starts": "10h"}, "Notez l’heure."),
        (
            "2026-12-08",
            {"what": "hours", "starts": "10h", "ends": "9h"},
            "Le retour doit venir",
        ),
    ],
)
def test_impossible_day_says_why(coordinator, address, noa, day, typed, says):
    rule = AvailabilityFactory(volunteer=noa, weekday=1)
    response = coordinator.post(address("team:change-day", rule.pk, day), typed)
    assert response.status_code == 422
    assert says in text_of(response)


def test_day_that_is_none_is_not_found(coordinator, address, noa):
    rule = AvailabilityFactory(volunteer=noa)
    assert coordinator.get(address("team:change-day", rule.pk, "demain")).status_code == 404


def test_picture_shows_holidays_absences_and_the_end_of_term(coordinator, address, noa):
    for weekday in range(5):
        AvailabilityFactory(volunteer=noa, weekday=weekday, school_time="term")
    AbsenceFactory(volunteer=noa, starts_at=at(TUESDAY, 0), ends_at=at(TUESDAY, 23))
    weeks = coordinator.get(address("team:edit-week", noa.pk)).context["picture"]
    assert [week.monday.isoformat() for week in weeks] == [
        "2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21",
    ]  # fmt: skip
    assert [len(day.outings) for day in weeks[0].days] == [1, 1, 1, 1, 1, 0, 0]
    assert [len(day.outings) for day in weeks[3].days] == [0] * 7
    assert weeks[3].school.name == "Vacances de Noël"
    assert [day.holiday for day in weeks[3].days][4] == "Noël"
    assert [len(day.absences) for day in weeks[0].days] == [0, 1, 0, 0, 0, 0, 0]


def test_plain_week_says_which_rules_it_replaces(coordinator, address, noa):
    AvailabilityFactory(volunteer=noa, school_time="holidays")
    page = text_of(coordinator.get(address("team:set-plain-week", noa.pk)))
    assert "Ces règles seront remplacées" in page
    assert "Chaque semaine, lundi, de 9 h à 17 h, seulement pendant les vacances" in page


def test_weeks_of_another_programme_do_not_exist(coordinator, cast, address):
    other = AvailabilityFactory(volunteer=VolunteerFactory(programme=cast.elsewhere))
    assert coordinator.get(address("team:edit-week", other.volunteer_id)).status_code == 404
    assert coordinator.get(address("team:change-rule", other.pk)).status_code == 404
    assert coordinator.post(address("team:remove-rule", other.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_editor_takes_the_same_queries_for_one_and_for_three(
    coordinator, address, noa, count, django_assert_num_queries
):
    for weekday in range(count):
        AvailabilityFactory(volunteer=noa, weekday=weekday)
    with django_assert_num_queries(8):
        coordinator.get(address("team:edit-week", noa.pk))
