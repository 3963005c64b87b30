"""A real browser: Debian's chromium, driven by Playwright, one for the whole run."""

import os
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    # Playwright keeps an event loop in this thread; Django would refuse its database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def open_tab(browser, live_server):
    """Open a tab on this test's server: open_tab(width=360, color_scheme="dark", …)."""
    contexts = []

    def open_one(*, width=1280, height=800, **options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="fr-FR",
            timezone_id="Europe/Paris",
            **options,
        )
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_tab):
    return open_tab()


@pytest.fixture
def find_barriers():
    """List what axe finds on a page: (rule, the elements), empty where all is well."""

    def find(page):
        found = Axe().run(page).response["violations"]
        return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]

    return find
