"""The agenda's grid in a real browser: dragged, refused, taken back, by keyboard, by two."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.test_screens import LOOKS, overflow
from tests.e2e.village import TOUR_DAY, settle_village
from tests.factories import AbsenceFactory, at
from toctoc.agenda.models import Visit
from toctoc.people.models import Volunteer

pytestmark = pytest.mark.e2e

HOUR_PX = 70
HOURS = ((10, 0), (14, 0), (15, 30))


@pytest.fixture
def village(cast):
    """The village, its tour at hours that leave time for the roads."""
    village = settle_village(cast)
    for visit, (hour, minute) in reversed([*zip(village.visits, HOURS, strict=True)]):
        visit.starts_at = visit.promised_from = at(TOUR_DAY, hour, minute)
        visit.promised_until = visit.starts_at + timedelta(minutes=30)
        visit.ends_at = visit.starts_at + timedelta(hours=1)
        visit.save()
    return village


@pytest.fixture
def dominique(village):
    return Volunteer.objects.get(name="Dominique Essai")


@pytest.fixture
def grid(open_tab, sign_in, village):
    """The day of the three visits, as a grid, by the coordinator; all of it on the screen."""
    page = open_tab(height=1400)
    sign_in(page, "coordinator")
    return open_grid(page, village)


def grid_url(village, name="show-day", day: date = TOUR_DAY):
    url = reverse(f"agenda:{name}", args=[village.cast.programme.slug])
    asked = f"jour={day}" if name == "show-day" else f"semaine={day}"
    return f"{url}?vue=grille&{asked}"


def open_grid(page, village, **where):
    page.goto(grid_url(village, **where))
    page.wait_for_selector("[data-drawn]", state="attached")
    return page


def event_of(page, visit):
    return page.locator(f"[data-key='visit-{visit.pk}']")


def drag(page, visit, *, columns=0, hours=0.0):
    """Take a visit by its middle and let it go some columns and hours away."""
    box = event_of(page, visit).bounding_box()
    column = page.locator(".ec-body .ec-day").first.bounding_box()["width"]
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y + 10, steps=3)
    page.mouse.move(x + columns * column, y + hours * HOUR_PX, steps=8)
    page.mouse.up()


def stretch(page, visit, *, hours):
    box = event_of(page, visit).bounding_box()
    x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] - 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + hours * HOUR_PX, steps=8)
    page.mouse.up()


def status(page):
    return page.locator("[data-grid-status]")


def fresh(visit):
    return Visit.objects.get(pk=visit.pk)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_grid_has_no_barrier_and_nothing_cut_off(
    page, sign_in, village, find_barriers, width, scheme
):
    sign_in(page, "coordinator")
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for name in ("show-week", "show-day"):
        open_grid(page, village, name=name)
        assert find_barriers(page) == []
        assert overflow(page) <= 0


def test_visit_dragged_to_somebody_else_is_theirs_and_can_be_taken_back(
    grid, village, dominique
):
    first = village.visits[0]
    drag(grid, first, columns=1)
    expect(status(grid)).to_contain_text("C’est fait : mercredi 2 décembre")
    placed = fresh(first)
    assert (placed.volunteer, placed.starts_at) == (dominique, at(TOUR_DAY, 10))
    expect(event_of(grid, first)).to_have_attribute("aria-label", has("Dominique Essai"))
    status(grid).get_by_role("button", name="Annuler ce déplacement").click()
    expect(status(grid)).to_contain_text("Déplacement annulé")
    assert as_row(fresh(first)) == as_row(first)
    expect(event_of(grid, first)).to_have_attribute("aria-label", has("Alix Essai"))


def test_visit_dragged_out_of_its_promise_asks_before_anything_is_stored(grid, village):
    second = village.visits[1]
    drag(grid, second, columns=1, hours=-3)
    dialog = grid.get_by_role("dialog")
    expect(dialog).to_contain_text("C’est une nouvelle promesse")
    expect(dialog).to_contain_text("vers 14 h")
    dialog.get_by_role("button", name="Ne rien changer").click()
    assert as_row(fresh(second)) == as_row(second)
    expect(event_of(grid, second)).to_contain_text("14 h – 15 h")


def test_new_promise_is_stored_with_its_reason_and_how_the_person_was_told(grid, village):
    second = village.visits[1]
    drag(grid, second, columns=1, hours=-3)
    dialog = grid.get_by_role("dialog")
    dialog.get_by_label("Demande de la personne").check()
    dialog.get_by_label("Oui (Téléphone").check()
    dialog.get_by_role("button", name="Promettre ce nouveau moment").click()
    expect(status(grid)).to_contain_text("C’est fait")
    moved = fresh(second)
    assert moved.promised_from == at(TOUR_DAY, 11)
    assert moved.told_channel == "phone"
    assert moved.events.filter(kind="moved").get().data["reason"] == "resident"


def test_refused_visit_goes_back_and_the_reason_is_shown_beside_it(grid, village, dominique):
    AbsenceFactory(volunteer=dominique, starts_at=at(TOUR_DAY, 0), ends_at=at(TOUR_DAY, 23))
    first = village.visits[0]
    drag(grid, first, columns=1)
    expect(status(grid)).to_contain_text("Ce rendez-vous n’est pas possible")
    expect(grid.locator("[data-grid-refusal]")).to_contain_text("ne travaille pas ce jour-là")
    assert as_row(fresh(first)) == as_row(first)
    expect(event_of(grid, first)).to_have_attribute("aria-label", has("Alix Essai"))


def test_stretched_visit_lasts_longer(grid, village):
    first = village.visits[0]
    stretch(grid, first, hours=0.25)
    expect(status(grid)).to_contain_text("10 h – 11 h 15")
    longer = fresh(first)
    assert longer.ends_at == at(TOUR_DAY, 11, 15)
    assert longer.help_request.length_min == 75


def test_keyboard_reaches_every_visit_opens_it_and_moves_it(grid, village):
    first, second, third = village.visits
    event_of(grid, first).focus()
    for key, expected in (("Down", second), ("Down", third), ("Up", second), ("Up", first)):
        grid.keyboard.press(f"Arrow{key}")
        expect(event_of(grid, expected)).to_be_focused()
    grid.keyboard.press("d")
    dialog = grid.get_by_role("dialog")
    dialog.get_by_label("Heure").fill("10 h 15")
    dialog.get_by_role("button", name="Déplacer ici").click()
    expect(status(grid)).to_contain_text("10 h 15 – 11 h 15")
    expect(event_of(grid, first)).to_be_focused()
    grid.keyboard.press("Control+z")
    expect(status(grid)).to_contain_text("Déplacement annulé")
    assert fresh(first).starts_at == at(TOUR_DAY, 10)
    grid.keyboard.press("Enter")
    expect(grid.get_by_role("heading", level=1)).to_have_text("Visite chez Odette Lafictive")


def test_visit_that_somebody_else_changed_is_told_and_drawn_anew(grid, village):
    first = village.visits[0]
    Visit.objects.filter(pk=first.pk).update(
        starts_at=at(TOUR_DAY, 10, 15), ends_at=at(TOUR_DAY, 11, 15)
    )
    drag(grid, first, columns=1)
    expect(status(grid)).to_contain_text("vient d’être changée")
    expect(event_of(grid, first)).to_contain_text("10 h 15 – 11 h 15")
    assert fresh(first).volunteer == village.volunteer


def test_open_grid_says_what_changed_elsewhere(grid, village):
    first = village.visits[0]
    ends_at = first.ends_at + timedelta(minutes=30)
    Visit.objects.filter(pk=first.pk).update(ends_at=ends_at)
    grid.locator("[data-grid]").dispatch_event("grid:look")
    expect(status(grid)).to_contain_text("L’agenda a changé entre-temps : mercredi 2 décembre")
    expect(event_of(grid, first)).to_contain_text("10 h – 11 h 30")


def test_without_a_script_the_table_shows_and_a_form_does_the_same(
    open_tab, sign_in, village, dominique
):
    page = open_tab(java_script_enabled=False)
    sign_in(page, "coordinator")
    page.goto(grid_url(village))
    first = village.visits[0]
    expect(page.locator("#agenda-table")).to_be_visible()
    page.get_by_role("link", name=str(first.resident)).click()
    page.get_by_role("link", name="Changer l’heure ou la durée").click()
    page.get_by_label("Volontaire").select_option(label="Dominique Essai")
    page.get_by_role("button", name="Déplacer ici").click()
    assert fresh(first).volunteer == dominique
    page.get_by_role("button", name="Annuler ce déplacement").click()
    assert as_row(fresh(first)) == as_row(first)


@pytest.mark.console_errors("the page is refused")
def test_volunteers_have_no_grid(page, sign_in, village):
    sign_in(page, "volunteer")
    assert page.goto(grid_url(village)).status == 403


def has(text):
    return re.compile(re.escape(text))


def as_row(visit):
    names = [field.attname for field in Visit._meta.concrete_fields]
    return {name: getattr(visit, name) for name in names}
