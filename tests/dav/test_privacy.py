"""Who is told what: nobody reads over a fence, and leaving shuts every device out at once."""

from datetime import timedelta

import pytest

from tests.dav.phone import event
from tests.factories import NOW, AbsenceFactory, VisitFactory, VolunteerFactory
from toctoc.agenda.models import PersonalEvent
from toctoc.people.models import Membership
from toctoc.people.operations import revoke_app_password

pytestmark = pytest.mark.processes
TEAM, OWN, SHOPS = (f"nord-est-bearn-{one}" for one in ("programme", "volunteer", "workshops"))
PROPFIND = '<propfind xmlns="DAV:"><prop><getetag/></prop></propfind>'


@pytest.fixture
def visit(everyone):
    visit = VisitFactory(programme=everyone.programme, volunteer=everyone.volunteer)
    visit.resident.access_note = "Portail bleu, code 4711"
    visit.resident.save()
    return visit


def test_anonymous_and_wrong_passwords_are_asked_to_sign_in(phone_of):
    phone = phone_of("volunteer")
    for credentials in (None, (phone.email, "faux"), ("autre@exemple.invalid", phone.password)):
        phone.session.auth = credentials
        assert phone.send("PROPFIND", "/dav/", PROPFIND).status_code == 401


@pytest.mark.parametrize("header", ["Basic", "Basic é", "Basic %%%", "Basic YWJj", "Bearer x"])
def test_garbled_sign_in_is_asked_again(phone_of, header):
    phone = phone_of("volunteer")
    phone.session.auth = None
    headers = {"Authorization": header.encode("latin-1")}
    answer = phone.session.request("PROPFIND", f"{phone.url}/dav/", headers=headers, timeout=60)
    assert answer.status_code == 401


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("agent", {TEAM, SHOPS}),
        ("coordinator", {TEAM, SHOPS}),
        ("volunteer", {OWN, SHOPS}),
        ("partner", set()),
        ("observer", set()),
        ("admin", set()),
        ("agent_elsewhere", {"ailleurs-programme", "ailleurs-workshops"}),
    ],
)
def test_everyone_sees_the_calendars_of_their_role_only(phone_of, part, names):
    answer = phone_of(part).send("PROPFIND", "", PROPFIND, Depth="1")
    found = {href.split("/")[-2] for href in answer.text.split("</href>") if "/dav/u" in href}
    assert {name for name in found if "-" in name} == names


@pytest.mark.parametrize("part", ["partner", "observer", "agent_elsewhere", "volunteer"])
@pytest.mark.parametrize("method", ["GET", "PROPFIND", "PUT", "DELETE"])
def test_team_calendar_is_closed_to_who_may_not_see_it(phone_of, visit, part, method):
    answer = phone_of(part).send(method, f"{TEAM}/visit-{visit.pk}.ics", event())
    assert answer.status_code in {403, 404}
    assert "Morlaàs" not in answer.text


def test_somebody_elses_folder_is_closed(phone_of, visit):
    other = phone_of("volunteer")
    answer = phone_of("agent").send("PROPFIND", f"{other.home}{OWN}/", PROPFIND, Depth="1")
    assert answer.status_code == 403


def test_another_volunteers_visit_is_not_found(phone_of, everyone):
    other = VolunteerFactory(programme=everyone.programme)
    visit = VisitFactory(programme=everyone.programme, volunteer=other)
    answer = phone_of("volunteer").send("GET", f"{OWN}/visit-{visit.pk}.ics")
    assert answer.status_code == 404


def test_brief_says_initials_full_says_the_address_neither_the_access_note(phone_of, visit):
    brief = phone_of("volunteer").send("GET", f"{OWN}/visit-{visit.pk}.ics").text
    full = phone_of("volunteer", detail="full").send("GET", f"{OWN}/visit-{visit.pk}.ics").text
    assert "O. L." in brief
    assert "Lafictive" not in brief
    assert "Odette Lafictive" in full
    assert "4711" not in brief + full


def test_own_events_title_is_nobody_elses_to_read(phone_of, everyone):
    phone_of("volunteer").put(OWN, "dentiste.ics", event())
    team = phone_of("coordinator", detail="full").send("GET", f"{TEAM}/").text
    assert "Absence : Alix Essai" in team
    assert "Dentiste" not in team
    (kept,) = PersonalEvent.objects.extra(select={"stored": "content"})
    assert "Dentiste" not in kept.stored


def test_illness_is_not_told_to_others_phones(phone_of, everyone):
    AbsenceFactory(volunteer=everyone.volunteer, kind="illness")
    team = phone_of("coordinator", detail="full").send("GET", f"{TEAM}/").text
    assert "Absence : Alix Essai" in team
    assert "Maladie" not in team


def test_leaving_the_programme_ends_everything_at_once(phone_of, visit, everyone):
    phone = phone_of("volunteer")
    path = f"{OWN}/visit-{visit.pk}.ics"
    assert phone.send("GET", path).status_code == 200
    held = Membership.objects.filter(account=everyone["volunteer"])
    held.update(ends_on=(NOW - timedelta(days=1)).date())
    assert phone.send("GET", path).status_code == 403


def test_revoked_device_is_shut_out_and_the_others_stay(phone_of):
    lost, kept = phone_of("volunteer"), phone_of("volunteer")
    revoke_app_password(lost.device, by=lost.device.account, now=NOW)
    assert lost.send("PROPFIND", "", PROPFIND).status_code == 401
    assert kept.send("PROPFIND", "", PROPFIND).status_code == 207
    kept.device.refresh_from_db()
    assert kept.device.last_seen_at == NOW
