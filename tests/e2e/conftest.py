"""A real browser: Debian's chromium, driven by Playwright, one for the whole run.

Every tab is watched: a script that breaks, a file that is missing or what the content security
policy refuses fails the test, unless it is marked `console_errors(reason)`.
"""

import os
import re
import shutil
from http.cookies import SimpleCookie

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from tests.e2e.phones import Phone, start_clock

# A page that is broken says so in seconds, also on a busy machine.
WAIT_MS = 10_000
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
expect.set_options(timeout=20_000)  # ms; two cores, and a core to compile at the first call
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Answers of a screen that works: signed out, slot just taken, form with errors.
USUAL = re.compile(r"Failed to load resource: .* status of (401|409|422)\b")


@pytest.fixture(scope="session")
def browser():
    chromium = next(filter(None, map(shutil.which, BROWSERS)), None)
    if chromium is None:
        pytest.skip("chromium is not installed")
    # Playwright keeps an event loop in this thread; Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture(autouse=True)
def _fixed_clock(settings):
    settings.CLOCK = "tests.clock.now"


@pytest.fixture
def open_tab(browser, live_server, request):
    """Open a tab on this test's server: open_tab(width=360, color_scheme="dark", …)."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_one(*, width=1280, height=800, **options) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            **options,
        )
        context.set_default_timeout(WAIT_MS)
        contexts.append(context)
        context.on("console", lambda message: note_error(message, errors))
        context.on("weberror", lambda error: errors.append(str(error.error)))
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    if not request.node.get_closest_marker("console_errors"):
        assert errors == []


def note_error(message, errors: list[str]) -> None:
    if message.type == "error" and not USUAL.match(message.text):
        errors.append(f"{message.text} ({message.location.get('url', '')})")


@pytest.fixture
def page(open_tab):
    return open_tab()


@pytest.fixture
def sign_in(cast, live_server):
    """Sign a tab in as someone of the cast, without the form: sign_in(page, "agent")."""

    def with_session_of(page: Page, part: str) -> None:
        client = Client()
        client.force_login(cast[part])
        session: SimpleCookie = client.cookies[settings.SESSION_COOKIE_NAME]
        cookie = {"name": session.key, "value": session.value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return with_session_of


@pytest.fixture
def find_barriers():
    """List what axe finds on a page: (rule, the elements), empty where all is well."""

    def find(page):
        found = Axe().run(page).response["violations"]
        return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]

    return find


@pytest.fixture
def phone_clock(settings):
    """Let the server's time pass as the phones' does."""
    start_clock()
    settings.CLOCK = "tests.e2e.phones.server_now"


@pytest.fixture
def phone(page, sign_in, cast, phone_clock):
    """The phone of the cast's volunteer, signed in, not opened yet."""
    sign_in(page, "volunteer")
    return Phone(page, cast.programme.slug)
