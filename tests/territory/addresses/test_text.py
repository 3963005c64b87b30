"""Typed addresses read word by word."""

import pytest

from toctoc.territory.addresses.ranking import Ranking, pick_number
from toctoc.territory.addresses.text import index_text, read_typed, split_index_text


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12 chemin", "12"),
        ("12bis rue", "12 bis"),
        ("12 bis rue", "12 bis"),
        ("12 B rue", "12 b"),
        ("12 d rue haute", "12 d"),
        ("12 d'artagnan", "12"),
        ("12 la pene", "12"),
        ("n°12 rue", "12"),
        ("numéro 3, rue", "3"),
        ("chemin haut", None),
        ("64160 morlaas", None),
    ],
)
def test_house_number_is_read_with_its_suffix(typed, number):
    numbers = read_typed(typed).numbers
    assert (str(numbers[0]) if numbers else None) == number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("8 rue du 8 mai 1945", "8"),
        ("rue du 8 mai 1945", None),
        ("3 rue du 8 mai", "3"),
        ("rue du 8 mai 1945 numero 12", "12"),
    ],
)
def test_numbers_of_the_name_are_not_the_doors(typed, number):
    picked = pick_number(read_typed(typed), ["RUE", "DU", "8", "MAI", "1945"])
    assert (str(picked) if picked else None) == number


def test_indexed_text_reads_both_ways_and_splits_again():
    text = index_text("Rte de St-Exemple", "Morlaàs", "", "64160")
    assert text == "RTE DE ST EXEMPLE ROUTE SAINT / MORLAAS 64160"
    assert split_index_text(text)[1] == ["MORLAAS", "64160"]


def test_names_that_hold_more_than_was_typed_come_after():
    ranking = Ranking(read_typed("rue du moulin"))
    plain = ranking.score(["RUE", "DU", "MOULIN"], [])
    longer = ranking.score(["RUE", "DU", "MOULIN", "HAUT"], [])
    other = ranking.score(["RUE", "DU", "LAVOIR"], [])
    assert 1 >= plain > longer > other


def test_nothing_typed_scores_nothing():
    assert Ranking(read_typed("12")).score(["RUE"], []) == 0
