"""The components in a real browser: seen by axe, driven by keyboard, alive without script."""

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.urls("tests.e2e.design_urls")]


def has_sideways_scroll(page):
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


@pytest.fixture
def design(page):
    page.goto("/design/")
    return page


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_page_has_no_barrier(open_tab, find_barriers, color_scheme, width):
    page = open_tab(width=width, color_scheme=color_scheme)
    page.goto("/design/")
    page.locator("#sample-map[data-mounted]").wait_for()
    assert find_barriers(page) == []


@pytest.mark.parametrize("width", [1280, 640, 360, 320])  # 640 is 1280 seen at 200 %
def test_page_never_scrolls_sideways(open_tab, width):
    page = open_tab(width=width)
    page.goto("/design/")
    assert not has_sideways_scroll(page)


def test_page_breaks_no_content_security_rule(page):
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/design/")
    page.locator("#sample-place[data-mounted]").wait_for()
    assert said == []


def test_page_works_without_script(open_tab):
    page = open_tab(java_script_enabled=False)
    page.goto("/design/")
    assert page.locator("select#id_commune").is_visible()
    assert page.get_by_role("link", name="Annuler…").get_attribute("href") == "#main"
    assert page.get_by_role("button", name="Toute la semaine").count() == 0
    page.get_by_text("La même chose en liste").click()
    assert page.get_by_role("listitem").get_by_text("Gabaston").first.is_visible()


def test_skip_link_is_the_first_stop(open_tab):
    page = open_tab(java_script_enabled=False)  # else the errors take the focus
    page.goto("/design/")
    page.keyboard.press("Tab")
    assert page.locator(":focus").text_content() == "Aller au contenu"
    page.keyboard.press("Enter")
    assert page.locator(":focus").get_attribute("id") == "main"


def test_commune_is_found_without_accents_by_keyboard(design):
    box = design.locator("#sample-form").get_by_label("Commune")
    box.fill("lucg")
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value() == "Lucgarier"
    assert design.locator("select#id_commune-choices").input_value() == "Lucgarier"


def test_commune_typed_without_doubt_is_chosen_on_leaving(design):
    box = design.locator("#sample-form").get_by_label("Commune")
    box.fill("saint j")
    box.press("Tab")
    assert box.input_value() == "Saint-Jammes"
    assert design.locator("select#id_commune-choices").input_value() == "Saint-Jammes"


def test_commune_when_text_is_unknown_chooses_nothing(design):
    box = design.locator("#sample-form").get_by_label("Commune")
    box.fill("Paris")
    assert design.locator("select#id_commune-choices").input_value() == ""
    assert box.get_attribute("aria-expanded") == "false"


def test_person_found_by_the_server_fills_the_hidden_field(design):
    box = design.get_by_label("Retrouver une fiche")
    design.keyboard.press("Alt+n")
    box.press_sequentially("marie")
    design.get_by_role("option", name="Marie Cazenave").wait_for()
    box.press("ArrowDown")
    box.press("Enter")
    assert box.input_value() == "Marie Cazenave"
    assert design.locator("#id_person_id").input_value() == "2"


def test_escape_closes_the_list_and_keeps_the_text(design):
    box = design.locator("#sample-form").get_by_label("Rue")
    box.fill("mor")
    assert box.get_attribute("aria-expanded") == "true"
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    assert box.input_value() == "mor"


def test_whole_week_is_ticked_then_cleared(design):
    form = design.locator("#sample-form")
    form.get_by_role("button", name="Toute la semaine").click()
    assert form.locator("[name=half_days]:checked").count() == 10
    form.get_by_role("button", name="Les matins").click()
    assert form.locator("[name=half_days]:checked").count() == 5


def test_alt_digit_takes_the_offer_of_that_rank(design):
    design.evaluate(
        "document.addEventListener('submit', event => {"
        " event.preventDefault(); window.taken = document.activeElement.textContent; })"
    )
    design.locator("#id_commune").fill("Morlaàs")
    design.keyboard.press("Alt+2")
    assert "jeudi 10 décembre" in design.evaluate("window.taken ?? ''")


def test_dialog_opens_closes_and_gives_the_focus_back(design):
    design.get_by_role("link", name="Annuler…").click()
    dialog = design.get_by_role("dialog", name="Annuler la visite")
    assert dialog.is_visible()
    design.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert design.evaluate("document.activeElement.dataset.dialogOpen") == "sample-dialog"


def test_place_is_chosen_by_click_then_by_keyboard(design):
    frame = design.locator("#sample-place[data-mounted]")
    frame.click(position={"x": 300, "y": 200})
    clicked = design.get_by_label("Latitude").input_value()
    assert clicked.startswith("43.")
    frame.focus()
    design.keyboard.press("Enter")
    assert design.get_by_label("Latitude").input_value() not in ("", clicked)
    assert design.locator("#sample-place-status").text_content() == "Lieu placé sur la carte."
