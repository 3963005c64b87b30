"""How soon the phone's page can be used on a slow line and a slow phone, and what it weighs.

    python benchmarks/offline_tour.py [--times 5]

Serves a programme whose volunteer has five visits, with hashed and compressed files as an
installation has them, and opens the phone's page in chromium through the developer protocol:
slow 3G (400 kbit/s, 400 ms), processor four times slower. Usable: the next visit is drawn and
its buttons answer. First when the phone never saw the page, then opened again, as every day.
Targets: opened again in less than 2 s; first load below 150 kB over the wire.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

ROOT = Path(__file__).resolve().parent.parent
FOLDER = tempfile.TemporaryDirectory()
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ["DJANGO_SETTINGS_MODULE"] = "toctoc.config.settings_test"
os.environ["TOCTOC_DATA"] = FOLDER.name
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver keeps a loop here

import django  # noqa: E402 -- the environment is set first
from django.conf import settings  # noqa: E402 -- the environment is set first

HASHED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
settings.STORAGES["staticfiles"] = {"BACKEND": HASHED}
settings.STATIC_ROOT = f"{FOLDER.name}/static"
settings.WHITENOISE_AUTOREFRESH = False
django.setup()

from django.core.management import call_command  # noqa: E402 -- after set-up
from django.core.wsgi import get_wsgi_application  # noqa: E402 -- after set-up
from django.db import connection  # noqa: E402 -- after set-up
from django.test import Client  # noqa: E402 -- after set-up
from django.utils import timezone  # noqa: E402 -- after set-up
from playwright.sync_api import (  # noqa: E402 -- after set-up
    Browser,
    BrowserContext,
    Page,
    sync_playwright,
)

from tests.cast import gather_cast  # noqa: E402 -- after set-up
from tests.factories import ResidentFactory, VisitFactory  # noqa: E402 -- after set-up

SLOW_3G = {
    "offline": False,
    "latency": 400,  # ms
    "downloadThroughput": 50_000,  # bytes a second
    "uploadThroughput": 50_000,
}
SLOWER = 4
VISITS = 5
PATIENCE_MS = 120_000
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
WATCH = """new MutationObserver(() => {
  const ready = document.documentElement.dataset.ready;
  if (ready && document.getElementById("now-title") && !window.usableAt) {
    window.usableAt = performance.now();
  }
}).observe(document, { childList: true, subtree: true, attributes: true });"""
# Waited for in the page: our policy lets nobody outside evaluate again and again.
USABLE = """new Promise((done) => {
  const look = () => (window.usableAt ? done(window.usableAt) : setTimeout(look, 20));
  look();
})"""
CONTROLLED = """navigator.serviceWorker.ready.then(() => new Promise((done) => {
  if (navigator.serviceWorker.controller) done();
  else navigator.serviceWorker.addEventListener("controllerchange", done);
})).then(() => null)"""


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        """Say nothing."""


class Scale:
    """Weighs what goes over the wire: bodies as sent, and a guess of 300 bytes of head."""

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        self.application = application
        self.sent: dict[str, int] = {}

    def __call__(self, environ: dict, start_response: Callable) -> Iterator[bytes]:
        path = environ["PATH_INFO"]
        self.sent[path] = self.sent.get(path, 0) + 300
        for chunk in self.application(environ, start_response):
            self.sent[path] += len(chunk)
            yield chunk


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    times = parser.parse_args().times
    connection.settings_dict["TEST"]["NAME"] = f"{FOLDER.name}/benchmark.sqlite3"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    call_command("collectstatic", verbosity=0, interactive=False)
    cookie = fill()
    scale = Scale(get_wsgi_application())
    with serving(scale) as url, sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        runs = [measure(browser, url, cookie, scale) for _run in range(times)]
        browser.close()
    report(runs)


def fill() -> str:
    """Book a volunteer's day; return the cookie of their session."""
    cast = gather_cast()
    start = timezone.now() + timedelta(minutes=5)
    for number in range(VISITS):
        begins = start + timedelta(minutes=2 * number)
        resident = ResidentFactory(
            programme=cast.programme, first_name=f"Odette {number}", lat_deg=43.3 + number / 50
        )
        VisitFactory(
            programme=cast.programme,
            resident=resident,
            help_request__resident=resident,
            volunteer=cast.volunteer,
            promised_from=begins,
            promised_until=begins + timedelta(minutes=1),
            starts_at=begins,
            ends_at=begins + timedelta(minutes=1),
        )
    client = Client()
    client.force_login(cast["volunteer"])
    return client.cookies["sessionid"].value


@contextmanager
def serving(application: Scale) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, application, Server, Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def measure(browser: Browser, url: str, cookie: str, scale: Scale) -> dict[str, float]:
    """Open the page on a phone that never saw it, then again; milliseconds and bytes."""
    scale.sent.clear()
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": url}])
    context.add_init_script(WATCH)
    page = slow_page(context)
    page.goto(f"{url}/telephone/?programme=nord-est-bearn", timeout=PATIENCE_MS)
    first = usable_at(page)
    page.evaluate(CONTROLLED)
    weight = sum(scale.sent.values())
    page.close()
    page = slow_page(context)
    page.goto(f"{url}/telephone/", timeout=PATIENCE_MS)
    again = usable_at(page)
    context.close()
    return {"first_ms": first, "again_ms": again, "weight_bytes": weight}


def slow_page(context: BrowserContext) -> Page:
    page = context.new_page()
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    protocol.send("Network.emulateNetworkConditions", SLOW_3G)
    protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return page


def usable_at(page: Page) -> float:
    return page.evaluate(USABLE)


def report(runs: list[dict[str, float]]) -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f}; {len(runs)} phones")
    for name, unit in (("first_ms", "ms"), ("again_ms", "ms"), ("weight_bytes", "bytes")):
        values = sorted(run[name] for run in runs)
        middle = statistics.median(values)
        print(f"{name:12} median {middle:8.0f} {unit}, worst {values[-1]:8.0f} {unit}")


if __name__ == "__main__":
    main()
