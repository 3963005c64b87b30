"""A geocoder asked instead of the index: what it is told, what is done when it fails."""

import pytest
from django.core.cache import cache

from tests.factories import ProgrammeFactory
from tests.territory.addresses.geocoder_server import GARBAGE, geocoder_server
from tests.territory.addresses.village import MORLAAS, settle_addresses
from toctoc.territory.addresses.suggestions import suggest_addresses
from toctoc.territory.enums import Precision

pytestmark = pytest.mark.django_db
TYPED = "12 bis chemin des crêtes fictives"
OURS = "12 bis Chemin des Crêtes-Fictives, 64160 Morlaàs"
THEIRS = "12bis Chemin Lointain, 64160 Morlaàs"


@pytest.fixture
def communes():
    cache.clear()
    return settle_addresses()


@pytest.fixture
def programme(communes):
    return ProgrammeFactory(communes=communes.values())


@pytest.fixture
def ask(settings, programme):
    """Ask beside a server in a mood: ask("well") → (labels, what the server was asked)."""

    def with_server(mood, *, times=1, **options):
        with geocoder_server(mood) as server:
            settings.GEOCODER_URL = server.url
            settings.GEOCODER_TIMEOUT_MS = 300
            for _time in range(times):
                found = suggest_addresses(TYPED, programme=programme, **options)
        return found, server.asked

    return with_server


def test_off_by_default_nobody_is_asked(settings, programme):
    assert settings.GEOCODER_URL == ""
    assert str(suggest_addresses(TYPED, programme=programme)[0]) == OURS


def test_geocoder_is_told_the_address_and_nothing_else(ask, communes):
    _found, asked = ask("well", commune=communes[MORLAAS])
    assert asked == [
        (
            "/search",
            {"q": [TYPED], "autocomplete": ["1"], "limit": ["8"], "citycode": [MORLAAS]},
        )
    ]


def test_its_answer_is_ours_communes_of_the_programme_first(ask):
    found, _asked = ask("well")
    assert [(str(one), one.is_inside) for one in found] == [
        (THEIRS, True),
        ("75001 Paris", False),
    ]
    door = found[0]
    assert (door.precision, door.ban_id) == (Precision.ADDRESS, "64405_9999_00012_bis")
    assert (door.lat_deg, door.lon_deg) == (43.3512, -0.2612)


@pytest.mark.parametrize("mood", ["slow", "500", *GARBAGE])
def test_failing_it_is_left_alone_and_our_index_answers(ask, mood):
    found, asked = ask(mood, times=2)
    assert str(found[0]) == OURS
    assert len(asked) == 1


def test_nothing_found_there_is_looked_for_here(ask, communes):
    found, asked = ask("nothing", commune=communes[MORLAAS])
    assert str(found[0]) == OURS
    assert len(asked) == 2  # in the commune, then anywhere


def test_nobody_there_our_index_answers(settings, programme):
    settings.GEOCODER_URL = "http://127.0.0.1:9/search"
    assert str(suggest_addresses(TYPED, programme=programme)[0]) == OURS
    settings.GEOCODER_URL = "file:///etc/hostname"
    assert str(suggest_addresses(TYPED, programme=programme)[0]) == OURS
