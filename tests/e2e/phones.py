"""A volunteer's phone: a small tab with its own clock, whose network is cut and comes back."""

from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.factories import NOW, ResidentFactory, VisitFactory
from toctoc.agenda.models import Visit

WIDTH, HEIGHT = 360, 740
SLOW_MS = 60_000  # a busy machine
# The worker is there *and* has taken this very page over.
READY = """navigator.serviceWorker.ready.then(() => new Promise((done) => {
  if (navigator.serviceWorker.controller) done();
  else navigator.serviceWorker.addEventListener("controllerchange", done);
})).then(() => null)"""
CUT = "the network is cut on purpose"
FIRST_VISIT = timedelta(minutes=30)
APART = timedelta(minutes=80)

_server = {"passed": timedelta()}


def start_clock() -> None:
    _server["passed"] = timedelta()


def server_now() -> datetime:
    """Tell the server's time: it passes as the phone's does (settings.CLOCK)."""
    return NOW + _server["passed"]


def book(cast, number: int, name: str, *, days: int = 0) -> Visit:
    """Book a visit of the volunteer, each a while after the one before."""
    start = NOW + FIRST_VISIT + number * APART + timedelta(days=days)
    resident = ResidentFactory(
        programme=cast.programme,
        first_name=name,
        last_name="Essai",
        house_number=str(number + 1),
        street="chemin des Crêtes",
        lat_deg=43.345 + number / 100,
        access_note="Portail vert, sonner deux fois.",
    )
    return VisitFactory(
        programme=cast.programme,
        resident=resident,
        help_request__resident=resident,
        volunteer=cast.volunteer,
        promised_from=start,
        promised_until=start + timedelta(minutes=30),
        starts_at=start,
        ends_at=start + timedelta(minutes=60),
        booked_by=cast["agent"],
    )


class Phone:
    """Drives the phone's page by what a volunteer sees on it."""

    def __init__(self, page: Page, programme: str, *, ahead: timedelta = timedelta()):
        self.page = page
        self.programme = programme
        page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        page.context.clock.install(time=server_now() + ahead)

    def open(self) -> "Phone":
        """Open the page with network, until it could do without."""
        self.page.goto(f"/telephone/?programme={self.programme}", timeout=SLOW_MS)
        self.wait_sent()
        self.page.evaluate(READY)
        return self

    def kill(self) -> None:
        """Close the tab without a word, and open the installed page again."""
        context = self.page.context
        self.page.close(run_before_unload=False)
        self.page = context.new_page()
        self.page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        self.page.goto("/telephone/", timeout=SLOW_MS)

    def cut(self) -> None:
        self.page.context.set_offline(True)

    def connect(self) -> None:
        self.page.context.set_offline(False)

    def pass_time(self, **length: int) -> None:
        """Let the clocks go on; whatever the phone had planned in between happens."""
        passed = timedelta(**length)
        _server["passed"] += passed
        self.page.context.clock.fast_forward(int(passed.total_seconds() * 1000))

    @property
    def state(self):
        return self.page.locator("#phone-state")

    @property
    def screen(self):
        return self.page.locator("#phone-screen")

    @property
    def messages(self):
        return self.page.locator("#phone-messages")

    def wait_sent(self) -> None:
        expect(self.state).to_contain_text("Tout est envoyé · à jour", timeout=SLOW_MS)

    def expect_waiting(self, count: int) -> None:
        expect(self.state).to_contain_text(f"{count} à envoyer")

    def tap(self, name: str) -> None:
        self.screen.get_by_role("button", name=name, exact=True).click()

    def show(self, tab: str) -> None:
        self.page.locator(".phone-tabs").get_by_role("link", name=tab).click()

    def expect_stop(self, name: str) -> None:
        expect(self.screen.locator("#now-title")).to_have_text(f"{name} Essai")

    def do_visit(self, *answers: str, minutes: int = 45) -> None:
        """Arrive, stay, finish, and report in three taps."""
        self.tap("J’arrive")
        expect(self.screen).to_contain_text("Arrivée à")
        self.pass_time(minutes=minutes)
        self.tap("J’ai fini")
        for answer in answers or ("Internet, box", "C’est réglé", "Rien de plus"):
            self.tap(answer)

    def write_note(self, text: str) -> None:
        self.tap("Une note")
        self.screen.get_by_label("Votre note").fill(text)
        self.tap("Garder cette note")
