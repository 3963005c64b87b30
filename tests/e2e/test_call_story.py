"""The main story: someone new calls, is offered times, and gets a visit on agenda and tour.

By keyboard alone, then without JavaScript.
"""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.e2e.keyboard import fill, focused, go_to
from tests.e2e.village import settle_village
from toctoc.agenda.models import Visit
from toctoc.common.wording import clock, day_long

pytestmark = pytest.mark.e2e

PASSWORD = "un mot de passe d’essai"
NAME = "Ginette Toutneuf"
LANDLINE = "05 36 49 00 12"


@pytest.fixture
def programme(cast):
    settle_village(cast)
    agent = cast["agent"]
    agent.set_password(PASSWORD)
    agent.save()
    return cast.programme


def booked_visit() -> Visit:
    """Return the newcomer's visit: the only one, on the file the call made."""
    return Visit.objects.get(resident__last_name="Toutneuf", resident__first_name="Ginette")


def expect_title(page: Page, text: str) -> None:
    """Wait for a page and its scripts: keys do nothing before."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    page.wait_for_load_state()


def expect_promise_read_aloud(page: Page) -> None:
    """Look for what was promised, in the words the agent reads."""
    visit = booked_visit()
    spoken = page.locator(".call-spoken")
    expect(spoken).to_contain_text(day_long(visit.promised_from))
    expect(spoken).to_contain_text(clock(visit.promised_from))


def expect_on_tour_sheet(page: Page, sign_in, programme) -> None:
    """Look at the tour sheet of that day as the volunteer who drives it."""
    visit = booked_visit()
    sign_in(page, "volunteer")
    day = visit.promised_from.date()
    page.goto(reverse("tour:show-tour", args=[programme.slug, visit.volunteer_id, day]))
    expect(page.get_by_text(NAME).first).to_be_visible()
    expect(page.get_by_text("Lembeye").first).to_be_visible()


def sign_in_by_keyboard(page: Page) -> None:
    page.goto("/")
    fill(page, "Courriel", "agent@exemple.invalid")
    fill(page, "Mot de passe", PASSWORD)
    page.keyboard.press("Enter")
    expect_title(page, "Appels")


def tell_who_calls(page: Page) -> None:
    """Take a call: search, find nobody, start a file from what was searched."""
    page.keyboard.press("Alt+n")
    expect(page.get_by_label("Numéro ou nom")).to_be_focused()
    page.keyboard.type("Toutneuf Ginette")
    page.keyboard.press("Alt+n")
    expect(page.get_by_label("Nom (obligatoire)")).to_be_focused()
    expect(page.get_by_label("Prénom")).to_have_value("Ginette")
    fill(page, "Téléphone fixe", LANDLINE)


def tell_what_is_needed(page: Page) -> None:
    fill(page, "Numéro et rue", "3 rue des Essais")
    fill(page, "Commune", "lembeye")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    go_to(page, "Matériel")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Technique"


def test_newcomer_is_booked_by_keyboard_alone(page, sign_in, programme):
    sign_in_by_keyboard(page)
    tell_who_calls(page)
    tell_what_is_needed(page)
    expect(page.locator(".offers > li")).to_have_count(3)
    page.keyboard.press("Alt+1")
    expect_title(page, "Rendez-vous retenu")
    expect_promise_read_aloud(page)
    assert booked_visit().resident.landline == "+33536490012"

    go_to(page, "Voir dans l’agenda")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Semaine du lundi")
    expect(page.get_by_text("Toutneuf").first).to_be_visible()
    expect_on_tour_sheet(page, sign_in, programme)


def test_newcomer_is_booked_without_javascript(open_tab, sign_in, programme):
    page = open_tab(java_script_enabled=False)
    sign_in(page, "agent")
    page.goto(reverse("call:list-requests", args=[programme.slug]))
    page.get_by_role("button", name="Nouvel appel").click()
    page.get_by_label("Nom (obligatoire)").fill("Toutneuf")
    page.get_by_label("Prénom").fill("Ginette")
    page.get_by_label("Téléphone fixe").fill(LANDLINE)
    page.get_by_label("Commune (obligatoire)").fill("lembeye")
    page.get_by_label("Technique").check()
    page.get_by_role("button", name="Voir les propositions").last.click()
    page.get_by_role("button", name="Retenir").first.click()
    expect_title(page, "Rendez-vous retenu")
    expect_promise_read_aloud(page)

    page.get_by_role("link", name="Voir dans l’agenda").click()
    expect(page.get_by_text("Toutneuf").first).to_be_visible()
    expect_on_tour_sheet(page, sign_in, programme)
