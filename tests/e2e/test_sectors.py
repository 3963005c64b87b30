"""A draft of sectors edited on the map, by the table, and without any script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.sector_drafts import LEMBEYE, draft_today
from tests.e2e.village import settle_village

pytestmark = pytest.mark.e2e


@pytest.fixture
def draft(cast):
    settle_village(cast)
    return draft_today(cast)


@pytest.fixture
def address(cast, draft):
    return reverse("sectors:edit-draft", args=[cast.programme.slug, draft.pk])


def choice(page):
    return page.locator(f"#c-{LEMBEYE}")


def letter_of(draft):
    draft.refresh_from_db()
    return draft.placements.get(LEMBEYE, "")


def test_a_click_on_the_map_places_a_commune(page, sign_in, draft, address):
    sign_in(page, "admin")
    page.goto(address)
    page.locator("label[for=brush-B]").click()
    page.wait_for_selector("#draft-map[data-mounted]")
    cell = page.locator("#draft-map path.map-cell-plain")
    expect(cell).to_have_count(1)
    with page.expect_response(lambda answer: "ranger" in answer.url):
        cell.click()
    expect(choice(page)).to_have_value("B")
    expect(page.locator("#draft-map path.map-cell-plain")).to_have_count(0)
    expect(page.locator("#cut-figures")).not_to_contain_text("pas encore de secteur")
    assert letter_of(draft) == "B"


def test_the_list_of_a_commune_places_it_by_keyboard_and_paints_the_map(
    page, sign_in, draft, address
):
    sign_in(page, "admin")
    page.goto(address)
    page.wait_for_selector("#draft-map[data-mounted]")
    choice(page).focus()
    with page.expect_response(lambda answer: "ranger" in answer.url):
        page.keyboard.press("c")
    expect(choice(page)).to_have_value("C")
    expect(page.locator("#draft-map path.map-cell-plain")).to_have_count(0)
    assert letter_of(draft) == "C"
    page.get_by_role("button", name="Défaire le dernier changement").click()
    expect(choice(page)).to_have_value("")


def test_without_script_the_table_and_its_button_do_the_same(open_tab, sign_in, draft, address):
    page = open_tab(java_script_enabled=False)
    sign_in(page, "admin")
    page.goto(address)
    expect(page.locator("[data-sector-brush]")).to_be_hidden()
    choice(page).select_option("D")
    page.get_by_role("button", name="Ranger les communes ainsi").click()
    expect(choice(page)).to_have_value("D")
    assert letter_of(draft) == "D"


def start_search(page, cast):
    page.goto(reverse("sectors:list-plans", args=[cast.programme.slug]))
    page.get_by_label("Un découpage optimisé").check()
    page.get_by_label("Temps de calcul").select_option("45")
    page.get_by_role("button", name="Commencer le brouillon").click(no_wait_after=True)
    expect(page.locator(".sector-search-line:last-child")).to_contain_text("s sur 45")


def test_a_search_is_followed_and_stopped_and_its_best_cut_opens(page, sign_in, cast):
    settle_village(cast)
    sign_in(page, "admin")
    start_search(page, cast)
    page.get_by_role("button", name="Arrêter et garder le meilleur").click(no_wait_after=True)
    page.wait_for_url("**/brouillons/*/")
    draft = cast.programme.sector_drafts.get()
    assert len(draft.placements) == 73
    expect(page.locator("#figures-title")).to_be_visible()
