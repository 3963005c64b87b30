"""Possible duplicates: each reason, and what is no duplicate."""

import pytest

from tests.factories import CommuneFactory, ResidentFactory
from toctoc.people.enums import DuplicateReason as Why
from toctoc.people.queries import find_duplicates


@pytest.fixture
def village(programme):
    commune = CommuneFactory(code_insee="64001", name="Aast", postcode="64460")
    programme.communes.add(commune)
    return commune


@pytest.fixture
def odette(programme):
    return ResidentFactory(
        programme=programme, last_name="Laffitte", first_name="Odette", mobile="+33612345678"
    )


def reasons(programme, **typed):
    return [
        (each.resident.first_name, each.why) for each in find_duplicates(programme, **typed)
    ]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"phone": "+33612345678"}, Why.SAME_PHONE),
        ({"last_name": "Autrement", "phone": "+33559000001"}, Why.SAME_PHONE),
        ({"last_name": "LAFFITTE", "first_name": "odette"}, Why.SAME_NAME),
        ({"last_name": "Laffitte"}, Why.SAME_NAME),
        ({"last_name": "Laffitte", "first_name": "O."}, Why.SAME_NAME),
        ({"last_name": "Lafite", "first_name": "Odète"}, Why.SOUNDS_ALIKE),
        ({"last_name": "Laffitteau"}, Why.CLOSE_NAME),
        ({"last_name": "Odette", "first_name": "Laffitte"}, Why.CLOSE_NAME),
    ],
)
def test_same_person_typed_otherwise_is_found(programme, odette, typed, why):
    assert reasons(programme, **typed) == [("Odette", why)]


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"last_name": "L"},
        {"first_name": "Odette"},
        {"last_name": "Lacaze"},
        {"last_name": "L", "first_name": "Laffitte"},
        {"last_name": "Laffargues"},
        {"last_name": "Laffitte", "first_name": "Marcel"},
        {"phone": "+33612345679"},
    ],
)
def test_someone_else_is_not_found(programme, odette, typed):
    assert reasons(programme, **typed) == []


def test_typing_error_at_the_start_is_found_in_the_same_commune_only(
    programme, odette, village
):
    typed = {"last_name": "Kaffitte", "first_name": "Odette"}
    assert reasons(programme, **typed, commune=odette.commune) == [("Odette", Why.CLOSE_NAME)]
    assert reasons(programme, **typed, commune=village) == []


def test_strongest_reason_comes_first_and_the_limit_holds(programme, odette):
    ResidentFactory(programme=programme, last_name="Lafite", first_name="Paul", landline="")
    ResidentFactory(
        programme=programme, last_name="Autre", first_name="Zoé", landline="+33559111111"
    )
    typed = {"last_name": "Laffitte", "phone": "+33559111111"}
    assert reasons(programme, **typed) == [
        ("Zoé", Why.SAME_PHONE),
        ("Odette", Why.SAME_NAME),
        ("Paul", Why.SOUNDS_ALIKE),
    ]
    assert reasons(programme, **typed, limit=1) == [("Zoé", Why.SAME_PHONE)]


def test_other_programme_is_never_searched(cast, odette):
    assert reasons(cast.elsewhere, last_name="Laffitte", phone="+33612345678") == []


def test_queries_are_two_and_none_for_nothing(programme, odette, django_assert_num_queries):
    with django_assert_num_queries(0):
        find_duplicates(programme, last_name="L")
    for extra in range(3):
        ResidentFactory(programme=programme, last_name="Laffitte", first_name=f"O{extra}")
    with django_assert_num_queries(2):
        found = find_duplicates(programme, last_name="Laffitte", commune=odette.commune)
        assert {str(each.resident.commune) for each in found} == {"Morlaàs (64160)"}
