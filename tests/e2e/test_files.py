"""Residents' files in a real browser: found while typing, opened by keyboard alone, and without
JavaScript."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.keyboard import fill, go_to
from tests.e2e.village import settle_village
from toctoc.people.models import Resident, Volunteer

pytestmark = pytest.mark.e2e


@pytest.fixture
def village(cast):
    return settle_village(cast)


@pytest.fixture
def address(village):
    def address_of(name, *args):
        return reverse(name, args=[village.cast.programme.slug, *args])

    return address_of


def test_list_follows_what_is_typed_and_the_name_stays_out_of_the_address(
    page, sign_in, address
):
    sign_in(page, "agent")
    page.goto(address("residents:list-residents"))
    rows = page.locator("#residents tbody tr")
    expect(rows).to_have_count(3)
    page.get_by_label("Nom, téléphone ou commune").press_sequentially("lemb")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Lafictive Odette")
    assert page.url.endswith(address("residents:list-residents"))


def test_file_is_opened_by_keyboard_alone_and_the_duplicate_is_seen(page, sign_in, address):
    sign_in(page, "agent")
    page.goto(address("residents:create-file"))
    page.wait_for_load_state()
    fill(page, "Nom (obligatoire)", "Lafictive")
    expect(page.get_by_text("Cette personne a peut-être déjà une fiche")).to_be_visible()
    fill(page, "Prénom", "Marcel")
    expect(page.get_by_text("Cette personne a peut-être déjà une fiche")).to_be_hidden()
    fill(page, "Téléphone fixe", "05 36 49 00 12")
    fill(page, "Commune", "morlaas")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    go_to(page, "Créer la fiche")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Marcel Lafictive")
    resident = Resident.objects.get(first_name="Marcel")
    assert resident.commune.name == "Morlaàs"
    assert page.url.endswith(address("residents:show-resident", resident.pk))


def test_home_is_placed_on_the_map_by_keyboard(page, sign_in, address, village):
    sign_in(page, "agent")
    resident = village.residents[0]
    page.goto(address("residents:edit-file", resident.pk))
    box = page.get_by_role("application", name="Carte pour placer le domicile")
    expect(box.locator(".leaflet-pane").first).to_be_attached()
    box.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Enregistrer la fiche").click()
    expect(page.get_by_text("La fiche est à jour.")).to_be_visible()
    resident.refresh_from_db()
    assert resident.point_source == "map"


def test_everything_about_files_works_without_javascript(open_tab, sign_in, address):
    page = open_tab(java_script_enabled=False)
    sign_in(page, "agent")
    page.goto(address("residents:list-residents"))
    page.get_by_label("Nom, téléphone ou commune").fill("Lafictive")
    page.get_by_role("button", name="Chercher").click()
    expect(page.locator("#residents tbody tr")).to_have_count(1)
    page.goto(address("residents:create-file"))
    page.get_by_label("Nom (obligatoire)", exact=True).first.fill("Lafictive")
    page.get_by_label("Prénom").fill("Odette")
    page.get_by_label("Téléphone fixe").fill("05 36 49 00 12")
    page.get_by_label("Commune (obligatoire)").select_option(label="Abère (64160)")
    page.get_by_role("button", name="Créer la fiche").click()
    page.get_by_label("C’est une autre personne").check()
    page.get_by_role("button", name="Créer la fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Odette Lafictive")
    assert Resident.objects.filter(last_name="Lafictive").count() == 2


def test_week_is_noted_without_javascript(open_tab, sign_in, address, village):
    page = open_tab(java_script_enabled=False)
    sign_in(page, "coordinator")
    page.goto(address("team:set-plain-week", village.volunteer.pk))
    day = page.get_by_role("group", name="Samedi")
    day.get_by_label("Départ", exact=True).fill("9h30")
    day.get_by_label("Retour", exact=True).fill("12:00")
    page.get_by_role("button", name="Enregistrer la semaine").click()
    expect(page.get_by_text(re.compile("La semaine de .* est à jour"))).to_be_visible()
    held = Volunteer.objects.get(pk=village.volunteer.pk).availabilities
    assert held.filter(rule="FREQ=WEEKLY;BYDAY=SA").count() == 1
