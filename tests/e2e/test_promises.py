"""What is promised, tomorrow's tours and hours: with a script, without, and by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.village import PLAN_DAY, announce_hours, free_place, prepare_eve, settle_village
from toctoc.dispatch.models import DayPlan

pytestmark = pytest.mark.e2e


@pytest.fixture
def village(cast):
    return settle_village(cast)


def address(name, village, *more):
    return reverse(name, args=[village.cast.programme.slug, *more])


def test_another_promise_makes_the_offers_anew(page, sign_in, village):
    sign_in(page, "agent")
    page.goto(address("call:show-call", village, village.call.pk))
    page.get_by_label("Technique").check()
    offers = page.locator("#offer-list .offer-when")
    expect(offers.first).to_contain_text("vers")
    page.get_by_label("Demi-journée").check()
    expect(offers.first).to_contain_text(", entre")
    expect(page.locator("#offer-list")).to_contain_text("nous vous dirons l’heure la veille")


def test_better_tours_are_taken_without_a_script(open_tab, sign_in, village):
    prepare_eve(village)
    tab = open_tab(java_script_enabled=False)
    sign_in(tab, "coordinator")
    tab.goto(address("call:list-requests", village))
    tab.get_by_role("link", name="Voir la proposition").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("vendredi 4 décembre")
    tab.get_by_role("button", name="Prendre ces tournées").click()
    expect(
        tab.get_by_text("Les nouvelles tournées sont dans l’agenda", exact=True)
    ).to_be_visible()
    assert DayPlan.objects.get(day=PLAN_DAY).status == "accepted"


def test_hours_are_announced_by_keyboard_until_nobody_waits(page, sign_in, village):
    sign_in(page, "agent")
    page.goto(address("tour:list-hours", village, announce_hours(village)))
    page.get_by_role("button", name="Prévenue par téléphone").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Tout le monde connaît son heure")).to_be_visible()


def test_freed_place_is_looked_for_on_the_visit_s_page(page, sign_in, village):
    sign_in(page, "agent")
    page.goto(address("agenda:show-visit", village, free_place(village).pk))
    page.get_by_role("button", name="Lui proposer cette place").click()
    expect(page.get_by_role("heading", name="Appel en cours")).to_be_visible()
    expect(page.get_by_role("button", name="Retenir ce moment")).to_be_visible()
