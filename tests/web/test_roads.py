"""The screen of roads: what is known, how far off the estimate is, what to look at."""

import pytest
from django.urls import reverse

from tests.dispatch.scenes import TUESDAY, book
from tests.factories import ResidentFactory
from tests.territory.roads.made_up import NOWHERE, MadeUpEngine
from toctoc.dispatch.operations.roads import update_roads
from toctoc.territory.queries.roads import forget_what_was_read

NORTH = {"lat_deg": 43.365, "lon_deg": -0.265}


@pytest.fixture(autouse=True)
def _nothing_read():
    forget_what_was_read()


@pytest.fixture
def admin(client, cast):
    client.force_login(cast["admin"])
    return client


def page(client, programme, name="itineraires/"):
    return client.get(f"/{programme.slug}/territoire/{name}").content.decode()


def know(programme, now, **changes):
    update_roads(programme, MadeUpEngine(river_deg=43.355, detour_m=14_000), now=now)


def test_without_roads_it_says_what_distances_are_and_whom_to_ask(admin, programme):
    told = page(admin, programme)
    assert "estimées à vol d’oiseau" in told
    assert "Aucune source de routes n’est installée" in told
    assert "Calculer maintenant" not in told


def test_it_says_what_is_known_and_how_far_off_the_estimate_is(admin, programme, now):
    for k in range(12):
        ResidentFactory(programme=programme, lat_deg=43.2 + 0.01 * k, lon_deg=-0.3 + 0.007 * k)
    know(programme, now)
    told = page(admin, programme)
    assert "made up 1" in told
    assert "Erreur médiane" in told
    assert "Voiture" in told


def test_doubtful_drives_are_counted_listed_and_drawn(admin, programme, now):
    ResidentFactory(programme=programme, lat_deg=NOWHERE[0], lon_deg=NOWHERE[1])
    ResidentFactory(programme=programme, **NORTH)
    know(programme, now)
    answer = admin.get(f"/{programme.slug}/territoire/itineraires/")
    first, *_others = answer.context["rows"]
    assert first.point == "44.9000, -0.3000"
    assert not first.is_used
    told = answer.content.decode()
    assert "Aucun chemin trouvé" in told
    assert 'id="roads-map"' in told
    assert answer.context["map_data"]["points"][0]["mark"] == "1"


def test_nothing_doubtful_is_said_too(admin, programme, now):
    update_roads(programme, MadeUpEngine(), now=now)
    assert "Rien à vérifier" in page(admin, programme)


def test_a_failed_attempt_is_told(admin, programme, now, settings):
    broken = MadeUpEngine()
    broken.answers_left = 0
    ResidentFactory(programme=programme, **NORTH)
    with pytest.raises(Exception, match="timed out"):
        update_roads(programme, broken, now=now)
    settings.ROADS = "osrm+http://127.0.0.1:1"
    told = page(admin, programme)
    assert "Le dernier calcul n’a pas abouti" in told
    assert "Calculer maintenant" in told


def test_calculating_is_asked_for_in_the_background(admin, programme, settings):
    url = reverse("territory:refresh-roads", args=[programme.slug])
    refused = admin.post(url, follow=True).content.decode()
    assert "Aucune source de routes" in refused
    settings.ROADS = "osrm+http://127.0.0.1:1"
    asked = admin.post(url, follow=True).content.decode()
    assert "Le calcul est demandé" in asked
    assert admin.get(url).status_code == 405


@pytest.mark.parametrize(("role", "status"), [("admin", 200), ("agent", 403), ("partner", 403)])
def test_only_who_manages_the_territory_sees_roads(client, cast, programme, role, status):
    client.force_login(cast[role])
    url = reverse("territory:show-roads", args=[programme.slug])
    assert client.get(url).status_code == status


def test_the_territory_leads_there(admin, programme):
    assert "territoire/itineraires/" in page(admin, programme, "")


def test_a_sheet_says_by_what_its_distances_are_known(client, cast, programme, alix_day, now):
    client.force_login(cast["coordinator"])
    url = f"/{programme.slug}/tournees/{cast.volunteer.pk}/{TUESDAY.isoformat()}/"
    before = client.get(url).content.decode()
    assert "Distances et durées estimées à vol d’oiseau." in before
    assert "les routes ne sont pas dessinées" in before
    know(programme, now)
    after = client.get(url).content.decode()
    assert "Distances et durées par la route." in after
    assert "Trajets dessinés le long des routes." in after
    assert "sketch-road" in after
    assert "sketch-way" not in after


@pytest.fixture
def alix_day(cast):
    return book(cast.volunteer, TUESDAY, 9, place=NORTH)
