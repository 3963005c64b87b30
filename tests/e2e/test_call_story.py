"""The main story: someone new calls, is offered times, and gets a visit on agenda and tour.

By keyboard alone, then without JavaScript.
"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.e2e.keyboard import fill, focused, go_to
from tests.e2e.village import settle_village
from toctoc.agenda.models import Visit

pytestmark = pytest.mark.e2e

PASSWORD = "un mot de passe d’essai"
NAME = "Ginette Toutneuf"


@pytest.fixture
def programme(cast):
    settle_village(cast)
    agent = cast["agent"]
    agent.set_password(PASSWORD)
    agent.save()
    return cast.programme


def new_visit() -> Visit:
    return Visit.objects.select_related("volunteer").get(resident__last_name="Toutneuf")


def week_of(programme, visit) -> str:
    day = visit.promised_from.date()
    monday = day - timedelta(days=day.weekday())
    return f"{reverse('agenda:show-week', args=[programme.slug])}?jour={monday}"


def tour_of(programme, visit) -> str:
    day = visit.promised_from.date()
    return reverse("tour:show-tour", args=[programme.slug, visit.volunteer_id, day])


def sign_in_by_keyboard(page: Page) -> None:
    page.goto("/")
    fill(page, "Adresse", "agent@exemple.invalid")
    fill(page, "Mot de passe", PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Appels")


def tell_who_calls(page: Page) -> None:
    page.keyboard.press("Alt+n")
    expect(page.get_by_role("heading", level=1)).to_have_text("Appel en cours")
    page.keyboard.type("Toutneuf Ginette")
    page.keyboard.press("Alt+n")
    expect(page.get_by_label("Nom", exact=False).first).to_be_focused()
    fill(page, "Téléphone fixe", "05 36 49 00 12")


def tell_what_is_needed(page: Page) -> None:
    fill(page, "Commune", "lembeye")
    page.keyboard.press("Enter")
    fill(page, "Rue", "3 rue des Essais")
    go_to(page, "Matériel")
    page.keyboard.press("ArrowRight")
    assert focused(page).startswith("Technique")


def test_new_resident_is_booked_by_keyboard_alone(page, programme):
    sign_in_by_keyboard(page)
    tell_who_calls(page)
    tell_what_is_needed(page)
    expect(page.locator(".offers li")).to_have_count(3)
    when = page.locator(".offers .offer-when").first.inner_text()
    page.keyboard.press("Alt+1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Rendez-vous retenu")
    expect(page.get_by_text(NAME)).to_be_visible()
    assert when.startswith(page.locator(".call-spoken").inner_text()[:0])

    go_to(page, "Voir dans l’agenda")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Toutneuf")).to_be_visible()

    page.goto(tour_of(programme, new_visit()))
    expect(page.get_by_text(NAME)).to_be_visible()


def test_new_resident_is_booked_without_javascript(open_tab, sign_in, programme):
    page = open_tab(java_script_enabled=False)
    sign_in(page, "agent")
    page.goto(reverse("call:list-requests", args=[programme.slug]))
    page.get_by_role("button", name="Nouvel appel").click()
    page.screenshot(path="/tmp/T/nojs.png", full_page=True)
