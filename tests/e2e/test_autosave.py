"""A form that saves itself, and survives a session that ends in the middle of a call."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.urls("tests.e2e.design_urls")]

LOST = "Votre session est terminée"


class Server:
    """Stands in for the address that saves: answers `status`, keeps what it was sent."""

    def __init__(self):
        self.status = 204
        self.bodies = []

    def answer(self, route):
        if route.request.method != "POST":
            route.continue_()
            return
        self.bodies.append(route.request.post_data)
        route.fulfill(status=self.status)


@pytest.fixture
def server(page):
    server = Server()
    page.route("**/design/", server.answer)
    page.goto("/design/")
    return server


@pytest.fixture
def form(page, server):
    return page.locator("#sample-form")


def status_of(form):
    return form.locator("[data-save-status]")


def test_what_is_typed_is_saved_and_said(form, server):
    form.get_by_label("Nom").fill("Jeanne Cazenave")
    expect(status_of(form)).to_contain_text("Enregistré à")
    assert "Jeanne Cazenave" in server.bodies[-1]


def test_half_typed_form_is_kept_and_said(form, server):
    server.status = 422
    form.get_by_label("Nom").fill("")
    expect(status_of(form)).to_contain_text("un champ reste à compléter")


def test_lost_session_keeps_the_form_and_saves_after_signing_in(page, form, server):
    server.status = 401
    form.get_by_label("Nom").fill("Jeanne Cazenave")
    notice = page.locator("#messages").get_by_text(LOST)
    expect(notice).to_be_visible()
    link = page.get_by_role("link", name="Se reconnecter")
    assert link.get_attribute("target") == "_blank"
    server.status = 204
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(status_of(form)).to_contain_text("Enregistré à")
    expect(notice).to_be_hidden()
    assert "Jeanne Cazenave" in server.bodies[-1]


@pytest.mark.console_errors("the server answers 500 on purpose")
def test_broken_server_is_said_and_leaving_asks_first(page, form, server):
    server.status = 500
    form.get_by_label("Nom").fill("Jeanne Cazenave")
    expect(status_of(form)).to_contain_text("nouvel essai dans 10 secondes")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()


def test_token_of_another_sign_in_replaces_the_old_one(page, form, server):
    page.context.add_cookies(
        [{"name": "csrftoken", "value": "n" * 32, "url": page.url}],
    )
    form.get_by_label("Nom").fill("Jeanne Cazenave")
    expect(status_of(form)).to_contain_text("Enregistré à")
    tokens = page.locator("[name=csrfmiddlewaretoken]").evaluate_all(
        "all => all.map(e => e.value)"
    )
    assert set(tokens) == {"n" * 32}
