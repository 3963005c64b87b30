"""A visit booked on a call, moved in the calendar of a phone, seen moved everywhere."""

from datetime import date, timedelta
from threading import Thread

import caldav
import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.village import settle_village
from tests.factories import NOW
from toctoc.agenda.models import Visit
from toctoc.common.wording import clock
from toctoc.dav.mount import mount_calendars
from toctoc.dispatch.queries import prepare_offers
from toctoc.people.enums import CalendarDetail
from toctoc.people.operations import create_app_password

pytestmark = pytest.mark.e2e
LATER = timedelta(minutes=15)


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture
def calendars(live_server):
    """The calendar server beside the screens', over the same database."""
    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietHandler)
    server.set_app(mount_calendars(get_wsgi_application()))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/dav/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def programme(cast):
    settle_village(cast)
    prepare_offers()  # here, not while a button waits
    return cast.programme


def book_on_a_call(page, programme):
    page.goto(reverse("call:list-requests", args=[programme.slug]))
    page.get_by_role("button", name="Nouvel appel").click()
    page.get_by_label("Nom (obligatoire)").fill("Toutneuf")
    page.get_by_label("Prénom").fill("Ginette")
    page.get_by_label("Téléphone fixe").fill("05 36 49 00 12")
    page.get_by_label("Commune (obligatoire)").fill("lembeye")
    page.get_by_label("Technique").check()
    page.get_by_role("button", name="Voir les propositions").last.click()
    page.get_by_role("button", name="Retenir").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rendez-vous retenu")
    return Visit.objects.get(resident__last_name="Toutneuf")


def move_in_a_phone(address, account, visit, starts_at):
    """Find the visit in the team's calendar, give it another hour, send it back."""
    _device, password = create_app_password(
        account, label="Téléphone", detail=CalendarDetail.BRIEF, by=account, now=NOW
    )
    with caldav.DAVClient(url=address, username=account.email, password=password) as client:
        found = client.principal().calendars()
        team = next(one for one in found if str(one.url).endswith("-programme/"))
        week = {"start": visit.starts_at - LATER, "end": visit.ends_at + LATER}
        (event,) = [one for one in team.search(event=True, **week) if "G. T." in one.data]
        shown = event.icalendar_component
        for name, moment in (
            ("DTSTART", starts_at),
            ("DTEND", starts_at + (visit.ends_at - visit.starts_at)),
        ):
            shown.pop(name)
            shown.add(name, moment)
        event.save()


def test_visit_booked_on_a_call_is_moved_in_a_phone_and_seen_everywhere(
    open_tab, sign_in, cast, programme, calendars
):
    page = open_tab(java_script_enabled=False)
    sign_in(page, "agent")
    visit = book_on_a_call(page, programme)
    promised, moved_at = visit.promised_from, visit.promised_from + LATER
    move_in_a_phone(calendars, cast["coordinator"], visit, moved_at)
    visit.refresh_from_db()
    assert (visit.starts_at, visit.promised_from) == (moved_at, promised)

    day = promised.astimezone(NOW.tzinfo).date()
    week = reverse("agenda:show-day", args=[programme.slug])
    page.goto(f"{week}?jour={day:%Y-%m-%d}")
    row = page.get_by_text("Toutneuf").first
    expect(row).to_be_visible()
    assert clock(moved_at) in page.locator("main").inner_text()
    assert_on_the_grid(page, programme, visit, day)
    page.goto(reverse("agenda:show-visit", args=[programme.slug, visit.pk]))
    expect(page.get_by_text("Heure prévue ajustée dans la promesse")).to_be_visible()

    sign_in(page, "volunteer")
    page.goto(reverse("tour:show-tour", args=[programme.slug, visit.volunteer_id, day]))
    expect(page.get_by_text("Toutneuf").first).to_be_visible()
    assert clock(moved_at) in page.locator("main").inner_text()


def test_secrets_are_shown_on_pages_without_a_barrier(page, sign_in, cast, find_barriers):
    sign_in(page, "volunteer")
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(reverse("calendars:add-device"))
    page.get_by_label("Nom de l’appareil").fill("Mon téléphone")
    page.get_by_role("button", name="Créer le mot de passe").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon téléphone")
    page.get_by_text("iPhone et iPad").click()
    assert find_barriers(page) == []
    page.goto(reverse("calendars:create-link"))
    page.get_by_role("button", name="Créer le lien").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mon agenda")
    assert find_barriers(page) == []
    page.goto(reverse("calendars:list-access"))
    assert find_barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def assert_on_the_grid(page, programme, visit, day: date):
    """Ask what the grid draws, as its script does."""
    url = reverse("agenda:show-grid-data", args=[programme.slug])
    days = {"start": f"{day:%Y-%m-%d}", "end": f"{day + timedelta(days=1):%Y-%m-%d}"}
    answer = page.request.get(url, params=days)
    assert answer.ok, answer.text()
    local = visit.starts_at.astimezone(NOW.tzinfo)
    assert f"{local:%Y-%m-%dT%H:%M}" in answer.text()
