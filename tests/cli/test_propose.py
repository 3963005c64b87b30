"""`toctoc propose`: the call screen's offers, told on a terminal or as JSON."""

import json

import pytest

from tests.dispatch.scenes import NEAR, TUESDAY, book
from tests.factories import CommuneFactory, ProgrammeFactory, ResidentFactory
from toctoc.agenda.models import HelpRequest
from toctoc.cli.__main__ import main
from toctoc.people.models import Resident

ASK = ("propose", "--programme", "nord-est-bearn", "--need", "technical")


@pytest.fixture
def resident(programme):
    return ResidentFactory(programme=programme, suits="0010000000")


def test_offers_of_a_commune_are_told_as_on_the_screen(programme, toctoc):
    status, told, _error = toctoc(*ASK, "--commune", "morlaas")
    lines = told.splitlines()
    assert status == 0
    assert len(lines) == 6
    assert lines[0].startswith("1  ")
    assert " vers " in lines[0]
    assert "Alix Essai" in lines[0]
    assert lines[1].startswith("   « ")
    assert "\u00a0" not in told


def test_offers_as_json_hold_moments_and_metres(programme, toctoc):
    status, told, _error = toctoc(*ASK, "--commune", "64405", "--json")
    answer = json.loads(told)
    assert status == 0
    assert set(answer) == {"offers", "refusals", "nearest", "horizon_ends_on"}
    assert [offer["rank"] for offer in answer["offers"]] == [1, 2, 3]
    assert answer["offers"][0]["volunteers"] == ["Alix Essai"]
    assert answer["offers"][0]["promised_from"].endswith("+01:00")
    assert answer["horizon_ends_on"] == "2026-12-29"


def test_point_may_be_given_beside_the_commune(programme, toctoc):
    far = ("--lat", "43.53", "--lon", "-0.2")
    _status, told, _error = toctoc(*ASK, "--commune", "Morlaàs", *far, "--json")
    assert json.loads(told)["offers"][0]["added_m"] > 40_000


def test_residents_own_half_days_are_the_default(programme, resident, toctoc):
    _status, told, _error = toctoc(*ASK, "--resident", str(resident.pk), "--json")
    offers = json.loads(told)["offers"]
    assert offers
    assert {offer["half"] for offer in offers} == {"morning"}
    _status, told, _error = toctoc(
        *ASK, "--resident", str(resident.pk), "--suits", "0001000000", "--json"
    )
    assert {offer["half"] for offer in json.loads(told)["offers"]} == {"afternoon"}


def test_nothing_is_offered_before_the_day_asked_for(programme, toctoc):
    words = ("--commune", "Morlaàs", "--not-before", "2026-12-14", "--json")
    _status, told, _error = toctoc(*ASK, *words)
    days = {offer["promised_from"][:10] for offer in json.loads(told)["offers"]}
    assert min(days) >= "2026-12-14"


def test_reasons_are_an_answer_too(programme, toctoc):
    status, told, _error = toctoc(*ASK, "--commune", "Morlaàs", "--length", "480")
    assert status == 0
    assert "ne tient pas dans les heures de travail" in told
    assert "il manque" in told


def test_nothing_is_stored(programme, toctoc):
    toctoc(*ASK, "--commune", "Morlaàs")
    assert (HelpRequest.objects.count(), Resident.objects.count()) == (0, 0)


def test_programme_is_named_where_there_are_several(cast, toctoc):
    status, _told, error = toctoc("propose", "--need", "technical", "--commune", "Morlaàs")
    assert (status, error) == (
        1,
        "toctoc: --programme est nécessaire, parmi : ailleurs, nord-est-bearn\n",
    )


def test_only_programme_needs_no_naming(db, toctoc):
    words = ("propose", "--need", "technical", "--commune", "Morlaàs")
    assert toctoc(*words)[2] == "toctoc: --programme est nécessaire, parmi : aucun\n"
    ProgrammeFactory()
    status, told, _error = toctoc(*words)
    assert status == 0
    assert "personne ne travaille" in told


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--commune", "Nulle-Part"], "UnknownCommune: typed=Nulle-Part"),
        (["--resident", "999"], "aucune fiche n° 999"),
        (["--commune", "Morlaàs", "--lat", "43"], "--lat et --lon vont ensemble"),
        (["--resident", "1", "--lat", "43", "--lon", "0"], "--lat et --lon vont ensemble"),
        (["--commune", "Morlaàs", "--length", "2"], "--length va de 5 à 480 minutes, pas 2"),
        (["--commune", "Morlaàs", "--lat", "99", "--lon", "0"], "lat_deg is 99.0"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(programme, toctoc, words, complaint):
    status, told, error = toctoc(*ASK, *words)
    assert (status, told, error.count("\n")) == (1, "", 1)
    assert error.startswith(f"toctoc: {complaint}")


def test_unknown_programme_is_told(cast, toctoc):
    words = ("--programme", "x", "--need", "technical", "--commune", "Morlaàs")
    assert toctoc("propose", *words)[2] == "toctoc: aucun programme ne s’appelle 'x'\n"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--need", "technical"], "one of the arguments --commune --resident is required"),
        (["--need", "magic", "--commune", "Morlaàs"], "argument --need: invalid choice"),
        (
            ["--need", "technical", "--commune", "X", "--suits", "12"],
            "argument --suits: '12' ne dit pas les dix demi-journées",
        ),
        (
            ["--need", "technical", "--commune", "X", "--not-before", "demain"],
            "argument --not-before: 'demain' n’est pas un jour",
        ),
    ],
)
def test_misuse_ends_with_status_2(words, complaint, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["propose", *words])
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith(f"toctoc propose: {complaint}")


def test_booked_visit_makes_its_neighbour_cheap(programme, cast, toctoc):
    book(cast.volunteer, TUESDAY, 10, place=NEAR)
    CommuneFactory()
    _status, told, _error = toctoc(
        *ASK, "--commune", "Morlaàs", "--lat", "43.36", "--lon", "-0.25"
    )
    assert "on est déjà à Morlaàs : sans détour." in told
