"""The volunteer's day without network: noted on a lane, kept, sent once when it returns."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.phones import CUT, SLOW_MS, book
from tests.factories import NOW
from toctoc.agenda.enums import FieldEntryKind, FieldEntryState, RequestStatus, VisitStatus
from toctoc.agenda.models import FieldEntry, HelpRequest

pytestmark = [pytest.mark.e2e, pytest.mark.console_errors(CUT)]

NAMES = ("Odette", "Marcel", "Simone", "Roger", "Yvette")
NOTES = """async (count) => {
  const pause = () => new Promise((done) => setTimeout(done, 0));
  const until = async (selector) => {
    while (!document.querySelector(selector)) await pause();
    return document.querySelector(selector);
  };
  for (let number = 1; number <= count; number += 1) {
    (await until('[data-act="note"]')).click();
    (await until("#note-text")).value = `Note ${number}`;
    document.querySelector("form[data-sheet]").requestSubmit();
  }
  await until('[data-act="note"]');
}"""


@pytest.fixture
def visits(cast):
    """Five visits today, from half past nine on."""
    return [book(cast, number, name) for number, name in enumerate(NAMES)]


def kinds(volunteer):
    return [one.kind for one in FieldEntry.objects.filter(volunteer=volunteer).order_by("pk")]


def drive_until_noon(phone):
    """Two visits: one with a signature by finger, one where nobody opens."""
    phone.pass_time(minutes=30)
    phone.tap("J’arrive")
    phone.tap("Faire signer")
    phone.screen.get_by_label("Prénom et nom de qui signe").fill("Odette Essai")
    phone.screen.get_by_label("Sans dessin").scroll_into_view_if_needed()
    pad = phone.screen.locator("canvas").bounding_box()
    phone.page.mouse.move(pad["x"] + 40, pad["y"] + 60)
    phone.page.mouse.down()
    phone.page.mouse.move(pad["x"] + 160, pad["y"] + 90, steps=8)
    phone.page.mouse.up()
    phone.tap("Garder cet accord")
    phone.pass_time(minutes=50)
    phone.tap("J’ai fini")
    for answer in ("Courriels", "Montré, à refaire ensemble", "Une autre visite"):
        phone.tap(answer)
    phone.screen.get_by_label("Pour quoi faire").fill("Les pièces jointes")
    phone.tap("Demander une autre visite")
    phone.expect_stop("Marcel")
    phone.pass_time(minutes=30)
    phone.tap("Absente : Marcel Essai")
    phone.tap("Oui : noter la personne absente")


def test_whole_day_of_five_visits_without_network(phone, visits, cast):
    phone.open()
    phone.expect_stop("Odette")
    phone.cut()
    drive_until_noon(phone)
    phone.kill()
    for name in NAMES[2:]:
        phone.expect_stop(name)
        phone.pass_time(minutes=35)
        phone.do_visit()
    expect(phone.screen).to_contain_text("Journée terminée")
    phone.expect_waiting(15)
    assert FieldEntry.objects.count() == 0
    phone.connect()
    phone.wait_sent()
    for visit in visits:
        visit.refresh_from_db()
    done, absent = VisitStatus.DONE, VisitStatus.NO_SHOW
    assert [one.status for one in visits] == [done, absent, done, done, done]
    assert visits[0].arrived_at - NOW >= timedelta(minutes=30)
    assert all(one.left_at - one.arrived_at > timedelta(minutes=43) for one in visits[2:])
    assert kinds(cast.volunteer)[:6] == [
        *("arrived", "signature", "left", "report", "wants_more", "no_show"),
    ]
    assert set(FieldEntry.objects.values_list("state", flat=True)) == {FieldEntryState.APPLIED}
    report = FieldEntry.objects.get(visit=visits[4], kind=FieldEntryKind.REPORT)
    assert report.data == {
        "themes": ["Internet, box"],
        "done": "C’est réglé",
        "next": "Rien de plus",
    }
    wish = HelpRequest.objects.exclude(pk__in=[one.help_request_id for one in visits]).get()
    assert (wish.resident, wish.status) == (visits[0].resident, RequestStatus.WAITING)


def test_two_days_without_network_and_forty_notes(phone, visits, cast):
    book(cast, 0, "Denise", days=1)
    phone.open()
    phone.cut()
    phone.page.evaluate(NOTES, 37)
    phone.expect_waiting(37)
    phone.pass_time(days=1, minutes=30)
    phone.kill()
    phone.expect_stop("Denise")
    phone.do_visit()
    phone.expect_waiting(40)
    phone.kill()
    phone.expect_waiting(40)
    phone.connect()
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.wait_sent()
    texts = [
        one.data["text"]
        for one in FieldEntry.objects.filter(kind=FieldEntryKind.NOTE).order_by("pk")
    ]
    assert texts == [f"Note {number}" for number in range(1, 38)]
    assert FieldEntry.objects.count() == 40


def test_answer_that_got_lost_is_asked_for_again_and_counts_once(phone, visits, cast):
    """The server has it, the phone never hears so: killed between sending and the answer."""
    phone.open()
    letters = []

    def lose(route):
        letters.append(route.request.post_data_json)
        route.fetch()
        route.abort()

    phone.page.context.route("**/synchroniser/", lose)
    phone.tap("J’arrive")
    expect(phone.state).to_contain_text("1 à envoyer · pas de réseau")
    assert kinds(cast.volunteer) == ["arrived"]
    phone.page.context.unroute("**/synchroniser/")
    phone.kill()
    phone.wait_sent()
    assert kinds(cast.volunteer) == ["arrived"]
    assert len(letters) >= 1
    expect(phone.screen).to_contain_text("Arrivée à")


def test_server_that_fails_is_tried_again_ever_more_rarely(phone, visits, cast):
    phone.open()
    phone.page.context.route("**/synchroniser/", lambda route: route.fulfill(status=500))
    phone.write_note("Portail cassé")
    expect(phone.state).to_contain_text("1 à envoyer · le service ne répond pas")
    phone.page.context.unroute("**/synchroniser/")
    phone.pass_time(seconds=6)
    phone.wait_sent()
    assert kinds(cast.volunteer) == ["note"]


def test_day_that_is_over_leaves_the_phone_once_all_is_sent(phone, visits, cast):
    phone.open()
    phone.cut()
    phone.write_note("À lire")
    phone.pass_time(days=2)
    phone.kill()
    phone.show("Téléphone")
    expect(phone.screen).to_contain_text("noms, adresses, téléphones et consignes de 5 visites")
    phone.connect()
    phone.page.evaluate("window.dispatchEvent(new Event('online'))")
    phone.wait_sent()
    expect(phone.screen).not_to_contain_text("noms, adresses", timeout=SLOW_MS)
