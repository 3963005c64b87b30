"""What the phone says when the agenda changed meanwhile: plain words, and nothing lost."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e.phones import CUT, Phone, book
from tests.factories import NOW, AccountFactory, MembershipFactory, VolunteerFactory, at
from toctoc.agenda.enums import CancelReason, FieldEntryState, KeptReason
from toctoc.agenda.models import FieldEntry, Visit
from toctoc.dispatch.operations import cancel_visit
from toctoc.people.enums import Role
from toctoc.people.models import Membership

pytestmark = [pytest.mark.e2e, pytest.mark.console_errors(CUT)]

LOST_NOTHING = "Rien n’est perdu : la coordination lit ce que vous avez noté."
CONTENTS = """async () => {
  const open = indexedDB.open("toctoc-telephone");
  await new Promise((done) => { open.onsuccess = done; });
  const found = {};
  for (const name of open.result.objectStoreNames) {
    const asked = open.result.transaction(name).objectStore(name).getAll();
    await new Promise((done) => { asked.onsuccess = done; });
    found[name] = asked.result.map((one) => JSON.stringify(one));
  }
  open.result.close();
  return found;
}"""


@pytest.fixture
def visits(cast):
    return [book(cast, number, name) for number, name in enumerate(("Odette", "Marcel"))]


def kept():
    return [
        (one.kind, one.reason)
        for one in FieldEntry.objects.filter(state=FieldEntryState.KEPT).order_by("pk")
    ]


def do_offline(phone):
    phone.open()
    phone.cut()
    phone.pass_time(minutes=30)
    phone.do_visit("Ordinateur", "C’est réglé", "Rien de plus")


def expect_told_and_shown(phone, reason):
    expect(phone.messages).to_contain_text(reason)
    expect(phone.messages).to_contain_text(LOST_NOTHING)
    phone.show("Envois")
    expect(phone.screen).to_contain_text("La coordination voit : Compte rendu à 10 h 15")
    expect(phone.screen).to_contain_text("Odette Essai : Ordinateur · C’est réglé")


def test_visit_cancelled_meanwhile(phone, visits, cast):
    do_offline(phone)
    by = cast["coordinator"]
    cancel_visit(visits[0], reason=CancelReason.RESIDENT, by=by, now=NOW)
    phone.connect()
    phone.wait_sent()
    expect(phone.messages).to_contain_text(
        "Odette Essai (9 h 30) : le rendez-vous a été annulé"
    )
    expect_told_and_shown(phone, "La visite avait été annulée entre-temps.")
    assert kept() == [(kind, KeptReason.CANCELLED) for kind in ("arrived", "left", "report")]


def test_visit_moved_to_another_day_meanwhile(phone, visits):
    do_offline(phone)
    day = NOW.date() + timedelta(days=3)
    Visit.objects.filter(pk=visits[0].pk).update(
        promised_from=at(day, 14),
        promised_until=at(day, 15),
        starts_at=at(day, 14),
        ends_at=at(day, 15),
    )
    phone.connect()
    phone.wait_sent()
    expect(phone.messages).to_contain_text("n’est plus dans votre tournée")
    expect_told_and_shown(phone, "La visite avait été déplacée à un autre jour entre-temps.")


def test_visit_given_to_somebody_else_meanwhile(phone, visits, cast):
    do_offline(phone)
    other = VolunteerFactory(programme=cast.programme, name="Bilal Essai")
    Visit.objects.filter(pk=visits[0].pk).update(volunteer=other)
    phone.connect()
    phone.wait_sent()
    expect_told_and_shown(phone, "confiée à quelqu’un d’autre entre-temps")


def test_hour_changed_meanwhile_is_told(phone, visits):
    phone.open()
    phone.cut()
    start = visits[1].starts_at + timedelta(minutes=15)
    Visit.objects.filter(pk=visits[1].pk).update(starts_at=start)
    phone.connect()
    expect(phone.messages).to_contain_text(
        "Marcel Essai : la visite prévue à 10 h 50 est maintenant à 11 h 05."
    )


def test_two_phones_say_different_things(phone, visits, cast, open_tab, sign_in):
    """What was done first holds, though heard last; the other phone hears that it was kept."""
    do_offline(phone)
    phone.pass_time(minutes=5)
    tab = open_tab()
    sign_in(tab, "volunteer")
    second = Phone(tab, cast.programme.slug).open()
    second.tap("Absente : Odette Essai")
    second.tap("Oui : noter la personne absente")
    second.wait_sent()
    phone.connect()
    phone.wait_sent()
    assert kept() == [("no_show", KeptReason.OTHER_DEVICE)]
    second.page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(second.messages).to_contain_text("Un autre appareil l’avait déjà noté autrement.")
    expect(second.messages).to_contain_text(LOST_NOTHING)


def test_clock_wrong_by_an_hour_is_put_right(page, visits, cast, sign_in, phone_clock):
    sign_in(page, "volunteer")
    phone = Phone(page, cast.programme.slug, ahead=timedelta(hours=1)).open()
    expect(phone.page.locator("#phone-clock")).to_contain_text(
        "L’heure de ce téléphone est fausse"
    )
    phone.cut()
    phone.pass_time(minutes=30)
    phone.do_visit()
    phone.connect()
    phone.wait_sent()
    visit = Visit.objects.get(pk=visits[0].pk)
    assert abs(visit.arrived_at - NOW - timedelta(minutes=30)) < timedelta(minutes=2)
    assert abs(visit.left_at - NOW - timedelta(minutes=75)) < timedelta(minutes=2)


def test_access_withdrawn_wipes_the_phone_and_keeps_what_was_noted(phone, visits, cast):
    phone.open()
    phone.cut()
    phone.write_note("La clé est chez la voisine")
    Membership.objects.filter(account=cast["volunteer"]).delete()
    phone.connect()
    expect(phone.screen).to_contain_text("Votre accès a été retiré")
    held = phone.page.evaluate(CONTENTS)
    assert (held["packages"], held["entries"], held["keys"]) == ([], [], [])
    entry = FieldEntry.objects.get()
    assert entry.data["sent"]["data"] == {"text": "La clé est chez la voisine"}
    assert (entry.kind, entry.state) == ("note", FieldEntryState.APPLIED)


def test_session_that_ended_loses_nothing(phone, visits, sign_in):
    phone.open()
    phone.page.context.clear_cookies(name="sessionid")
    phone.write_note("Sonnette cassée")
    expect(phone.page.locator("#phone-signed-out")).to_contain_text("Reconnectez-vous")
    phone.expect_stop("Odette")
    assert FieldEntry.objects.count() == 0
    sign_in(phone.page, "volunteer")
    phone.kill()
    phone.wait_sent()
    assert FieldEntry.objects.get().data == {"text": "Sonnette cassée"}


def test_phone_lent_sends_nothing_under_anothers_name(phone, visits, cast, sign_in):
    lent = VolunteerFactory(
        programme=cast.programme, account=AccountFactory(), name="Bilal Essai"
    )
    MembershipFactory(account=lent.account, programme=cast.programme, role=Role.VOLUNTEER)
    cast.accounts["lent"] = lent.account
    phone.open()
    phone.cut()
    phone.write_note("Note d’Alix")
    sign_in(phone.page, "lent")
    phone.connect()
    expect(phone.screen).to_contain_text("Aucune visite aujourd’hui")
    assert FieldEntry.objects.count() == 0
    sign_in(phone.page, "volunteer")
    phone.kill()
    phone.expect_stop("Odette")
    phone.wait_sent()
    assert [one.volunteer for one in FieldEntry.objects.all()] == [cast.volunteer]


def test_signing_out_leaves_nobodys_file_on_the_phone(phone, visits, cast):
    phone.open()
    held = phone.page.evaluate(CONTENTS)
    assert (len(held["packages"]), len(held["keys"])) == (1, 1)
    assert "Odette" not in str(held)
    assert "Crêtes" not in str(held)
    phone.page.goto("/compte/deconnexion/")
    phone.page.get_by_role("main").get_by_role("button", name="Se déconnecter").click()
    phone.page.get_by_label("Courriel").wait_for()
    phone.page.goto("/telephone/")
    expect(phone.screen).to_contain_text("Connectez-vous une fois avec du réseau")
    held = phone.page.evaluate(CONTENTS)
    assert (held["packages"], held["keys"]) == ([], [])
