"""One sentence a motive, true of its figures, and how days and communes are said."""

from datetime import date

import pytest

from toctoc.dispatch.sentences import Neighbour, offer_sentence
from toctoc.dispatch.sentences.offers import say_commune, say_detour
from toctoc.dispatch.sentences.refusals import say_missing
from toctoc.planning.proposals import Explanation, Motive

TODAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 8)
NEAR = Neighbour(commune="Morlaàs", is_afternoon=False)


def say(main, *also, added_m=4000, day=TUESDAY, is_afternoon=False, neighbour=NEAR):
    explanation = Explanation(
        main=main, also=also, added_m=added_m, expected_m=0, lead_days=6,
        neighbour=1, neighbour_m=800,
    )  # fmt: skip
    sentence = offer_sentence(
        explanation, day=day, is_afternoon=is_afternoon, today=TODAY, neighbour=neighbour
    )
    return sentence.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("motive", "sentence"),
    [
        (Motive.NEAR_STOP, "on est déjà à Morlaàs : 4 km de plus."),
        (Motive.ON_THE_WAY, "c’est sur le chemin : 4 km de plus."),
        (Motive.SHARED_TOUR, "une tournée est déjà prévue : 4 km de plus."),
        (Motive.EARLIEST, "c’est le plus tôt possible : 4 km de plus."),
        (
            Motive.FUTURE_TOUR,
            "on ouvre une tournée que d’autres visites pourront partager : 4 km.",
        ),
        (Motive.OPENED_TOUR, "on vient exprès : 4 km."),
        (Motive.CONTINUITY, "c’est la même personne que la dernière fois : 4 km de plus."),
        (
            Motive.WAIT_LIMIT,
            "pour ne pas faire trop attendre les communes éloignées : 4 km de plus.",
        ),
    ],
)
def test_every_motive_has_its_sentence(motive, sentence):
    assert say(motive) == f"Le mardi 8 décembre au matin, {sentence}"


@pytest.mark.parametrize("motive", [Motive.OPENED_TOUR, Motive.FUTURE_TOUR])
def test_home_beside_the_base_needs_no_road(motive):
    said = say(motive, added_m=0, neighbour=None)
    assert said.endswith("c’est à côté de notre local : pas de route à faire.")


def test_being_the_earliest_is_said_too():
    said = say(Motive.NEAR_STOP, Motive.EARLIEST, Motive.SHARED_TOUR)
    assert said.endswith("4 km de plus. C’est aussi le plus tôt possible.")


@pytest.mark.parametrize(
    ("day", "is_afternoon", "start"),
    [
        (date(2026, 12, 1), False, "Mardi matin, "),
        (date(2026, 12, 6), True, "Dimanche après-midi, "),
        (date(2026, 12, 7), True, "Le lundi 7 décembre après-midi, "),
        (date(2027, 1, 1), False, "Le vendredi 1er janvier au matin, "),
    ],
)
def test_day_is_named_so_that_it_cannot_be_another(day, is_afternoon, start):
    said = say(Motive.OPENED_TOUR, day=day, is_afternoon=is_afternoon, neighbour=None)
    assert said.startswith(start)


@pytest.mark.parametrize(
    ("day", "start"),
    [(date(2026, 12, 1), "Mardi, "), (TUESDAY, "Le mardi 8 décembre, ")],
)
def test_neighbour_of_the_other_half_belongs_to_the_day(day, start):
    assert say(Motive.NEAR_STOP, day=day, is_afternoon=True).startswith(start)
    assert " après-midi, " in say(Motive.SHARED_TOUR, day=day, is_afternoon=True)


@pytest.mark.parametrize(
    ("name", "said"),
    [("Morlaàs", "à Morlaàs"), ("Le Vignau", "au Vignau"), ("Les Angles", "aux Angles")],
)
def test_communes_are_said_with_their_article(name, said):
    assert say_commune(name) == said


@pytest.mark.parametrize(
    ("added_m", "said"),
    [
        (-300, "sans détour"),
        (99, "sans détour"),
        (640, "640 m de plus"),
        (2500, "2,5 km de plus"),
        (14_200, "14 km de plus"),
    ],
)
def test_detour_is_said_as_the_screen_shows_it(added_m, said):
    assert say_detour(added_m).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("short_s", "said"),
    [(1, "1 minute"), (61, "2 minutes"), (1680, "28 minutes"), (7800, "2 h 10")],
)
def test_what_is_missing_is_never_said_too_small(short_s, said):
    assert say_missing(short_s).replace("\u00a0", " ") == said
