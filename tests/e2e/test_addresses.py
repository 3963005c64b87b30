"""An address in a real browser: completed by keyboard, seen by axe, kept when typed over."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.e2e.village import Village, settle_village
from tests.territory.addresses.village import settle_addresses

pytestmark = pytest.mark.e2e

EXACT = "Adresse exacte : le point est posé."
NO_POINT = "Sans point : le centre de la commune servira."


@pytest.fixture
def village(cast) -> Village:
    village = settle_village(cast)
    settle_addresses()
    return village


@pytest.fixture
def call(page, sign_in, village) -> Page:
    sign_in(page, "agent")
    page.goto(reverse("call:show-call", args=[village.cast.programme.slug, village.call.pk]))
    return page


@pytest.fixture
def file(page, sign_in, village) -> Page:
    sign_in(page, "agent")
    page.goto(reverse("residents:create-file", args=[village.cast.programme.slug]))
    return page


def box(page: Page):
    return page.get_by_label("Numéro et rue, ou lieu-dit")


def choose_first(page: Page, control, typed: str) -> None:
    """Type an address and take the first that is suggested, by keyboard alone."""
    control.fill("")
    control.press_sequentially(typed)
    expect(page.locator("#id_street-list > [role=option]").first).to_be_visible()
    control.press("ArrowDown")
    control.press("Enter")


def point(page: Page) -> tuple[str, ...]:
    return tuple(page.locator(f"#id_{name}").input_value() for name in ("lat", "lon", "origin"))


def test_list_of_addresses_has_no_barrier_and_says_how_many(call, find_barriers):
    box(call).fill("")
    box(call).press_sequentially("cazaubon")
    expect(call.locator("#id_street-list > [role=option]")).to_have_count(3)
    box(call).press("ArrowDown")
    state = {
        name: box(call).get_attribute(name)
        for name in ("role", "aria-autocomplete", "aria-expanded", "aria-activedescendant")
    }
    assert state == {
        "role": "combobox", "aria-autocomplete": "list", "aria-expanded": "true",
        "aria-activedescendant": "id_street-list-0",
    }  # fmt: skip
    expect(call.get_by_role("status").get_by_text("3 réponses")).to_have_count(1)
    assert find_barriers(call) == []


def test_chosen_address_fills_commune_and_point(call):
    choose_first(call, box(call), "12b ch cretse fictives")
    expect(call.get_by_text(EXACT)).to_be_visible()
    assert box(call).input_value() == "12 bis Chemin des Crêtes-Fictives"
    expect(call.locator("#call-sector")).to_contain_text("Morlaàs")
    expect(call.get_by_label("Commune (obligatoire)")).to_have_value("Morlaàs (64160)")
    assert point(call)[2].startswith("address|64405_")


def test_address_typed_over_forgets_its_point(call):
    choose_first(call, box(call), "12 chemin des cretes fictives")
    expect(call.get_by_text(EXACT)).to_be_visible()
    box(call).press_sequentially("x")
    expect(call.get_by_text(NO_POINT)).to_be_visible()
    assert point(call) == ("", "", "")


def test_point_placed_by_hand_survives_typing(file):
    frame = file.locator("#place-map[data-mounted]")
    frame.click(position={"x": 120, "y": 120})
    expect(file.get_by_text("Point posé sur la carte.")).to_be_visible()
    placed = point(file)
    file.get_by_label("Rue ou lieu-dit").press_sequentially("Maison seule")
    file.keyboard.press("Tab")
    assert point(file) == placed
    assert placed[2] == "map"


def test_file_gets_number_street_and_commune_apart(file, find_barriers):
    choose_first(file, file.get_by_label("Rue ou lieu-dit"), "5 rue du moulin essai lembeye")
    expect(file.get_by_text(EXACT)).to_be_visible()
    assert file.get_by_label("Numéro").input_value() == "5"
    assert file.get_by_label("Rue ou lieu-dit").input_value() == "Rue du Moulin d’Essai"
    expect(file.get_by_label("Commune (obligatoire)")).to_have_value("Lembeye (64350)")
    assert file.locator("select[name=commune]").input_value() == "64331"
    assert find_barriers(file) == []


def test_without_script_addresses_are_a_list_to_choose_from(
    open_tab, sign_in, village, find_barriers
):
    page = open_tab(java_script_enabled=False)
    sign_in(page, "agent")
    page.goto(reverse("call:show-call", args=[village.cast.programme.slug, village.call.pk]))
    box(page).fill("cazaubon")
    page.get_by_role("button", name="Chercher l’adresse").click()
    page.get_by_label("Cazaubon 64420 Soumoulou (Nomdavant) · lieu-dit").check()
    page.get_by_role("button", name="Prendre cette adresse").click()
    expect(page.get_by_label("Commune (obligatoire)")).to_have_value("Soumoulou (64420)")
    expect(page.get_by_text("Lieu-dit trouvé : le point est au lieu-dit.")).to_be_visible()
