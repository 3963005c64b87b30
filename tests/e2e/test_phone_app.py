"""The phone's page as an app: installable, updated without loss, for one hand and anybody."""

import gzip
import json
import re

import pytest
from playwright.sync_api import expect

from tests.e2e.phones import CUT, HEIGHT, book
from toctoc.agenda.models import FieldEntry

pytestmark = [pytest.mark.e2e, pytest.mark.console_errors(CUT)]

THUMB_PX = 44
TABS = ("Maintenant", "Journée", "Envois", "Téléphone")
TARGETS = """() => [...document.querySelectorAll("a[href], button, summary, label.half-day")]
  .filter((one) => one.checkVisibility() && !one.closest(".skip-link, p, li, dd") )
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && box.top >= 0)
  .map(([text, { width, height, bottom }]) => ({ text, width, height, bottom }))"""
INSTALLABLE = """async () => {
  const address = document.querySelector("link[rel=manifest]").href;
  const manifest = await (await fetch(address)).json();
  const sizes = await Promise.all(manifest.icons.map((icon) => new Promise((done) => {
    const image = new Image();
    image.onload = () => done(`${image.naturalWidth}x${image.naturalHeight}`);
    image.onerror = () => done("broken");
    image.src = icon.src;
  })));
  return { manifest, sizes, secure: isSecureContext };
}"""


@pytest.fixture
def visits(cast):
    return [book(cast, number, name) for number, name in enumerate(("Odette", "Marcel"))]


def test_page_can_be_installed(phone, visits):
    """What browsers ask of an app: manifest, icons, a worker that answers without network."""
    phone.open()
    found = phone.page.evaluate(INSTALLABLE)
    manifest = found["manifest"]
    assert found["secure"]
    assert found["sizes"] == [icon["sizes"] for icon in manifest["icons"]]
    assert {"192x192", "512x512"} <= set(found["sizes"])
    assert "maskable" in {icon["purpose"] for icon in manifest["icons"]}
    assert (manifest["display"], manifest["start_url"]) == ("standalone", "/telephone/")
    assert manifest["name"]
    assert manifest["short_name"]
    client = phone.page.context.new_cdp_session(phone.page)
    objections = client.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {one["errorId"] for one in objections} <= {"in-incognito"}  # tests' windows are
    phone.cut()
    assert phone.page.goto(manifest["start_url"]).status == 200
    phone.expect_stop("Odette")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_barrier_or_is_cut_off(phone, visits, find_barriers, scheme):
    phone.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    phone.open()
    phone.write_note("À lire")
    phone.wait_sent()
    wrong = [(tab, *look(phone, find_barriers, tab)) for tab in TABS]
    phone.show("Maintenant")
    for button in ("Une note", "Absente : Odette Essai"):
        phone.tap(button)
        wrong.append((button, *look(phone, find_barriers)))
        phone.tap("Revenir sans rien noter")
    phone.tap("J’arrive")
    for button in ("Faire signer", "Revenir un jour"):
        phone.tap(button)
        wrong.append((button, *look(phone, find_barriers)))
        phone.tap("Revenir sans rien noter")
    phone.tap("J’ai fini")
    wrong.append(("report", *look(phone, find_barriers)))
    assert [one for one in wrong if one[1] or one[2] > 0] == []


def look(phone, find_barriers, tab=""):
    if tab:
        phone.show(tab)
        expect(phone.page.locator(".phone-tabs [aria-current]")).to_contain_text(tab)
    wide = "document.documentElement.scrollWidth - window.innerWidth"
    return find_barriers(phone.page), phone.page.evaluate(wide)


def test_everything_is_large_enough_for_a_thumb_and_the_next_thing_lies_under_it(phone, visits):
    phone.open()
    for tab in TABS:
        phone.show(tab)
        small = [
            (tab, one["text"])
            for one in phone.page.evaluate(TARGETS)
            if min(one["width"], one["height"]) < THUMB_PX
        ]
        assert small == []
    phone.show("Maintenant")
    arrive = phone.screen.get_by_role("button", name="J’arrive").bounding_box()
    assert arrive["y"] > HEIGHT / 2
    assert arrive["y"] + arrive["height"] < HEIGHT


def test_day_can_be_done_with_a_keyboard_and_consent_given_without_drawing(phone, visits):
    phone.open()
    phone.screen.get_by_role("button", name="J’arrive").press("Enter")
    phone.wait_sent()  # the answer draws the page anew: a key pressed at that moment is lost
    phone.screen.get_by_role("button", name="Faire signer").press("Enter")
    phone.page.keyboard.press("Tab")
    phone.page.keyboard.type("Odette Essai")
    phone.screen.get_by_role("button", name="Garder cet accord").press("Enter")
    expect(phone.screen.locator("[data-error]")).to_be_visible()
    phone.screen.get_by_label("Sans dessin").press(" ")
    phone.screen.get_by_role("button", name="Garder cet accord").press("Enter")
    expect(phone.messages).to_contain_text("Accord gardé.")
    phone.wait_sent()
    signed = FieldEntry.objects.get(kind="signature")
    assert (signed.state, signed.data["name"]) == ("applied", "Odette Essai")


def test_new_version_waits_for_a_tap_and_loses_nothing(phone, visits, monkeypatch):
    phone.open()
    phone.cut()
    phone.write_note("Avant la mise à jour")
    phone.expect_waiting(1)
    monkeypatch.setattr("toctoc.web.views.phone._digest", lambda _contents: "another")
    phone.connect()
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    update = phone.page.get_by_role("button", name="Mettre à jour")
    expect(update).to_be_visible()
    with phone.page.expect_navigation():
        update.click()
    phone.wait_sent()
    assert FieldEntry.objects.get().data == {"text": "Avant la mise à jour"}
    assert phone.page.evaluate("caches.keys()") == ["toctoc-telephone-another"]


def test_first_load_weighs_less_than_promised(phone, visits):
    """Over the wire, compressed as a server does: page, script, worker, style, font, tour."""
    weights = {}

    def weigh(response):
        if response.from_service_worker or response.status != 200:
            return
        body = response.body()
        weights[re.sub(r"\?.*", "", response.url)] = len(gzip.compress(body, 6))

    phone.page.context.on("response", weigh)
    phone.open()
    assert sum(weights.values()) < 150_000, json.dumps(weights)


def test_page_says_what_it_keeps_and_wipes_it_on_demand(phone, visits):
    phone.open()
    phone.show("Téléphone")
    expect(phone.screen).to_contain_text(
        "les noms, adresses, téléphones et consignes de 2 visites"
    )
    phone.tap("Effacer de ce téléphone")
    expect(phone.messages).to_contain_text("C’est effacé de ce téléphone.")
    phone.kill()
    expect(phone.screen).to_contain_text("Rien n’est gardé sur ce téléphone.")


def test_without_network_every_way_in_leads_to_the_day(phone, visits):
    phone.open()
    phone.cut()
    phone.page.goto(f"/{phone.programme}/tournees/")
    phone.expect_stop("Odette")
