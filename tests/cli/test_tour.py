"""`toctoc tour`: the day's tours on a terminal or as JSON."""

import json

import pytest

from tests.dispatch.scenes import BASE, FAR, NEAR, TUESDAY, book, hire
from toctoc.cli.__main__ import main

ASK = ("tour", "2026-12-01", "--programme", "nord-est-bearn")


def test_tour_is_told_in_driving_order(programme, cast, toctoc):
    visit = book(cast.volunteer, TUESDAY, 10, place=NEAR)
    visit.resident.house_number, visit.resident.street = "12", "chemin des Crêtes"
    visit.resident.save()
    status, told, error = toctoc(*ASK)
    assert (status, error) == (0, "")
    assert told.splitlines() == [
        "Alix Essai, mardi 1er décembre 2026 : 5,4 km, 1 h 12 de travail",
        "   9 h 53  départ",
        "     10 h  Odette Lafictive, 12 chemin des Crêtes, Morlaàs (64160) (2,7 km, 6 min)",
        "  11 h 06  retour (2,7 km, 6 min)",
    ]


def test_tour_as_json_holds_moments_metres_and_seconds(programme, cast, toctoc):
    visit = book(cast.volunteer, TUESDAY, 10, place=NEAR)
    _status, told, _error = toctoc(*ASK, "--json")
    (tour,) = json.loads(told)
    (stop,) = tour["stops"]
    assert (tour["volunteer"], tour["day"]) == ("Alix Essai", "2026-12-01")
    assert (tour["distance_m"], tour["late_s"]) == (5362, 0)
    assert (stop["visit"], stop["commune"], stop["leg_s"]) == (visit.pk, "Morlaàs", 374)
    assert stop["starts_at"] == "2026-12-01T10:00:00+01:00"


def test_empty_tour_is_told_and_has_no_hours(programme, toctoc):
    assert toctoc(*ASK)[1] == "Alix Essai, mardi 1er décembre 2026 : aucune visite\n"
    (tour,) = json.loads(toctoc(*ASK, "--json")[1])
    assert (tour["departs_at"], tour["returns_at"], tour["stops"]) == (None, None, [])


def test_plan_that_cannot_be_kept_is_told(programme, cast, toctoc):
    book(cast.volunteer, TUESDAY, 10, place=BASE)
    book(cast.volunteer, TUESDAY, 11, place=FAR)
    assert "Attention : " in toctoc(*ASK)[1]


def test_one_volunteer_can_be_named_as_people_write(programme, cast, toctoc):
    hire(programme, "Bérénice Essai")
    _status, told, _error = toctoc(*ASK, "--volunteer", "berenice")
    assert told.startswith("Bérénice Essai, ")
    assert "Alix" not in told


def test_unknown_volunteer_is_told_in_one_line(programme, toctoc):
    assert toctoc(*ASK, "--volunteer", "Zoé") == (
        1,
        "",
        "toctoc: personne du nom de 'Zoé' ne travaille ce jour-là\n",
    )


def test_day_on_which_nobody_works_is_told(programme, toctoc):
    words = ("tour", "2026-12-25", "--programme", "nord-est-bearn")
    assert toctoc(*words)[1] == "Personne ne travaille vendredi 25 décembre 2026.\n"


def test_day_that_is_none_ends_with_status_2(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["tour", "2026-02-30"])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(
        "toctoc tour: argument JOUR: '2026-02-30' n’est pas un jour"
    )
