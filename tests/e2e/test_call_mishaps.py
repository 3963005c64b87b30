"""What goes wrong in the middle of a call: an ended session, two tabs, an unknown word."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.e2e.village import settle_village
from toctoc.agenda.models import HelpRequest
from toctoc.territory.models import Commune

pytestmark = pytest.mark.e2e


@pytest.fixture
def programme(cast):
    settle_village(cast)
    return cast.programme


@pytest.fixture
def call(page, sign_in, programme):
    """Open a call in the page, by the keys."""
    sign_in(page, "agent")
    page.goto(reverse("call:list-requests", args=[programme.slug]))
    page.keyboard.press("Alt+n")
    expect(page.get_by_label("Numéro ou nom")).to_be_focused()
    return HelpRequest.objects.latest("pk")


def tell_need(page: Page, commune: str = "lembeye") -> None:
    page.get_by_label("Nom (obligatoire)").fill("Toutneuf")
    page.get_by_label("Téléphone fixe").fill("05 36 49 00 12")
    page.get_by_label("Commune (obligatoire)").fill(commune)
    page.get_by_label("Technique").check()


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-save-status]")).to_contain_text("Enregistré à")


def test_session_that_ends_takes_nothing_with_it(page, sign_in, call):
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_label("Nom (obligatoire)").fill("Toutneuf")
    expect(page.get_by_text("Votre session est terminée, rien n’est perdu")).to_be_visible()
    sign_in(page, "agent")
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect_saved(page)
    call.refresh_from_db()
    assert call.typed["last_name"] == ["Toutneuf"]


def test_second_tab_is_told_that_the_call_has_its_visit(page, call):
    tell_need(page)
    expect_saved(page)
    other = page.context.new_page()
    other.goto(page.url)
    other.keyboard.press("Alt+1")
    expect(other.get_by_role("heading", level=1)).to_have_text("Rendez-vous retenu")
    page.get_by_label("Matériel").check()
    expect(page.get_by_text("Cet appel a déjà reçu sa réponse").last).to_be_visible()
    expect(page.locator("[data-save-status]")).to_contain_text("Terminé ailleurs")


def test_word_that_means_nothing_is_told_beside_its_field_once_left(page, call):
    tell_need(page, commune="Atlantis")
    commune = page.get_by_label("Commune (obligatoire)")
    expect(commune).to_have_attribute("aria-invalid", "true")
    expect(commune).to_have_accessible_description(
        "« Atlantis » n’est pas une commune du territoire."
    )
    commune.fill("st jammes")
    commune.blur()
    expect(commune).to_have_value("Saint-Jammes (64160)")
    expect(commune).to_have_attribute("aria-invalid", "false")
    expect(page.locator(".offers > li")).to_have_count(3)
    expect(page.locator("#offer-news")).to_contain_text("3 propositions")


def test_escape_loses_nothing(page, call):
    page.get_by_label("Numéro ou nom").fill("odette")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Numéro ou nom")).to_have_value("odette")


def test_found_file_is_taken_by_the_keyboard(page, call):
    page.keyboard.type("lafictive")
    expect(page.locator("#id_person-list [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Prénom")).to_have_value("Odette")
    expect(page.get_by_label("Matériel")).to_be_focused()


def test_map_of_the_offers_follows_what_is_saved(page, call):
    tell_need(page)
    expect_saved(page)
    page.get_by_text("Voir les propositions sur la carte").click()
    home = page.locator("#offer-map .map-point-placed")
    expect(home).to_have_count(1)
    with page.expect_response("**/carte.json") as answer:
        page.get_by_label("Commune (obligatoire)").fill("Morlaàs (64160)")
        page.get_by_label("Commune (obligatoire)").blur()
    placed = [one for one in answer.value.json()["points"] if one["kind"] == "placed"]
    commune = Commune.objects.get(name="Morlaàs")
    assert [(one["lat"], one["lon"]) for one in placed] == [(commune.lat_deg, commune.lon_deg)]
    expect(home).to_have_count(1)


def test_house_placed_on_the_map_moves_the_visit_there(page, call):
    tell_need(page)
    page.get_by_text("Placer la maison sur la carte").click()
    page.get_by_label("Carte pour placer la maison").click(position={"x": 150, "y": 100})
    expect(page.locator("#id_lat")).not_to_have_value("")
    page.get_by_label("Commune (obligatoire)").fill("Morlaàs (64160)")
    page.get_by_label("Commune (obligatoire)").blur()
    expect(page.locator("#id_lat")).to_have_value("")
