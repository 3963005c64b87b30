"""The phone's server side: what a package holds and for whom, what comes back, who may."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from tests.factories import (
    NOW,
    PlaceFactory,
    RelativeFactory,
    SessionFactory,
    SessionVolunteerFactory,
    VisitFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.enums import (
    FieldEntryKind,
    FieldEntryState,
    KeptReason,
    VisitKind,
    VisitStatus,
)
from toctoc.agenda.models import FieldEntry
from toctoc.people.models import Membership
from toctoc.web.views.phone_package import make_ticket

# Session, account, programme, roles, file; two tours; relatives, companions, entries, gone.
PACKAGE_QUERIES = 21
TODAY, TOMORROW, WEDNESDAY = date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)


def visit_on(volunteer, day, hour=10, **fields):
    return VisitFactory(
        programme=volunteer.programme,
        volunteer=volunteer,
        promised_from=at(day, hour),
        promised_until=at(day, hour, 30),
        starts_at=at(day, hour),
        ends_at=at(day, hour + 1),
        **fields,
    )


@pytest.fixture
def volunteer(client_of):
    return client_of("volunteer")


@pytest.fixture
def package(volunteer, programme):
    return lambda: volunteer.get(reverse("tour:get-package", args=[programme.slug])).json()


@pytest.fixture
def send(volunteer, programme):
    """Send entries as a phone does; return how each was answered."""

    owner = volunteer.get(reverse("tour:get-package", args=[programme.slug])).json()["owner"]

    def post(*entries, sent_at=NOW, status=200, **letter):
        body = {"sent_at": sent_at.isoformat(), "device": "d1", "entries": entries}
        body = {**body, "owner": owner, **letter}
        url = reverse("tour:sync-entries", args=[programme.slug])
        response = volunteer.post(url, body, content_type="application/json")
        assert response.status_code == status
        return response.json()["entries"]

    return post


def entry(kind, visit=None, *, key=None, done_at=NOW, **data):
    return {
        "key": str(key or uuid4()),
        "kind": kind,
        "visit": visit.pk if visit else None,
        "done_at": done_at.isoformat(),
        "data": data,
    }


def test_package_holds_today_and_tomorrow_and_nobody_else(package, cast):
    stranger = VolunteerFactory(programme=cast.programme, name="Bilal Essai")
    mine = [visit_on(cast.volunteer, day) for day in (TODAY, TOMORROW)]
    visit_on(cast.volunteer, WEDNESDAY)
    visit_on(stranger, TODAY)
    days = package()["days"]
    assert [day["day"] for day in days] == ["2026-11-30", "2026-12-01"]
    assert [[stop["visit"] for stop in day["stops"]] for day in days] == [
        [mine[0].pk],
        [mine[1].pk],
    ]


def test_package_says_all_the_sheet_says(package, cast):
    visit = visit_on(cast.volunteer, TODAY)
    RelativeFactory(resident=visit.resident)
    visit.resident.access_note = "Portail vert"
    visit.resident.save()
    [stop] = package()["days"][0]["stops"]
    assert stop["access_note"] == "Portail vert"
    assert stop["promise"].replace("\u00a0", " ") == "Promis entre 10 h et 10 h 30"
    assert [line["phone"] for line in stop["lines"]] == ["+33559000001", "+33600000002"]
    assert (stop["status"], stop["arrived_at"], stop["has_report"]) == ("booked", None, False)
    assert "<svg" in package()["days"][0]["sketch"]


def test_visits_elsewhere_say_where_and_by_phone_say_so(package, cast):
    place = PlaceFactory(programme=cast.programme, name="Médiathèque", lat_deg=43.4)
    visit_on(cast.volunteer, TODAY, 10, kind=VisitKind.PHONE)
    visit_on(cast.volunteer, TODAY, 14, kind=VisitKind.PLACE, place=place)
    by_phone, elsewhere = package()["days"][0]["stops"]
    assert by_phone["address"] == [{"line": "Par téléphone : appelez à l’heure promise."}]
    assert "geo" not in by_phone
    assert elsewhere["address"][0] == {"line": "Médiathèque"}
    assert elsewhere["geo"].startswith("geo:43.40000,")


def test_sessions_of_the_day_are_in_the_package(package, cast):
    session = SessionFactory(
        programme=cast.programme, starts_at=at(TODAY, 14), ends_at=at(TODAY, 16)
    )
    SessionVolunteerFactory(session=session, volunteer=cast.volunteer)
    [held] = package()["days"][0]["sessions"]
    assert held["hours"].replace("\u00a0", " ") == "14 h – 16 h"
    assert session.title in held["title"]


def test_package_is_kept_by_no_cache_and_says_nothing_of_the_account(volunteer, programme):
    response = volunteer.get(reverse("tour:get-package", args=[programme.slug]))
    assert response["Cache-Control"] == "no-store, private"
    assert "volunteer@" not in response.text


def test_account_without_a_file_has_no_package(client_of, cast):
    url = reverse("tour:get-package", args=[cast.elsewhere.slug])
    assert client_of("volunteer_elsewhere").get(url).status_code == 404


def test_cancelled_visits_are_told_apart(package, cast):
    gone = visit_on(cast.volunteer, TODAY, 14, cancelled=True)
    content = package()
    assert (content["days"][0]["stops"], content["cancelled"]) == ([], [gone.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_package_asks_the_same_however_long(package, cast, django_assert_num_queries, count):
    for hour in range(10, 10 + count):
        visit_on(cast.volunteer, TODAY, hour)
    with django_assert_num_queries(PACKAGE_QUERIES):
        package()


def test_entries_are_applied_in_order(send, package, cast):
    visit = visit_on(cast.volunteer, TODAY, 8)
    done_at = NOW - timedelta(minutes=50)
    answers = send(
        entry("arrived", visit, done_at=done_at),
        entry("left", visit),
        entry("report", visit, themes=["Ordinateur"], done="Réglé", next="Rien de plus"),
    )
    assert [one["state"] for one in answers] == ["applied"] * 3
    visit.refresh_from_db()
    assert (visit.status, visit.arrived_at, visit.left_at) == (VisitStatus.DONE, done_at, NOW)
    [stop] = package()["days"][0]["stops"]
    assert stop["has_report"]


def test_entries_of_another_account_do_not_go_out_under_this_name(send):
    assert send(entry("note", text="Pas à moi"), owner="another", status=409) == []
    assert FieldEntry.objects.count() == 0


def test_same_entry_twice_counts_once(send, cast):
    visit = visit_on(cast.volunteer, TODAY)
    one = entry("arrived", visit)
    assert send(one) == send(one)
    assert FieldEntry.objects.count() == 1


def test_what_cannot_be_applied_is_kept_with_its_reason(send, cast):
    visit = visit_on(cast.volunteer, TODAY, cancelled=True)
    [answer] = send(entry("arrived", visit))
    assert answer["state"] == "kept"
    assert answer["reason"] == str(KeptReason.CANCELLED.label)


def test_unknown_kind_is_kept_as_a_note(send):
    key = UUID(int=7)
    [answer] = send(entry("dance", key=key, steps=3))
    held = FieldEntry.objects.get(key=key)
    assert (answer["state"], held.kind) == ("applied", FieldEntryKind.NOTE)
    assert held.data["sent"]["data"] == {"steps": 3}


@pytest.mark.parametrize(
    "broken",
    [{"done_at": "hier"}, {"visit": "dix"}, {"data": "rien"}, {"done_at": "2026-99-01"}],
)
def test_entry_half_readable_is_stored_all_the_same(send, broken):
    [answer] = send({**entry("note", text="À lire"), **broken})
    assert FieldEntry.objects.get().key == UUID(answer["key"])


def test_entry_without_a_key_is_given_back(send):
    [answer] = send({**entry("note", text="À lire"), "key": "x"})
    assert (answer["state"], FieldEntry.objects.count()) == ("refused", 0)


@pytest.mark.parametrize("body", ["{", "[]", '"x"'])
def test_letter_that_cannot_be_read_is_sent_again_later(volunteer, programme, body):
    url = reverse("tour:sync-entries", args=[programme.slug])
    assert volunteer.post(url, body, content_type="application/json").status_code == 400


def test_entry_of_somebody_elses_visit_is_kept(send, cast):
    other = VolunteerFactory(programme=cast.programme, name="Bilal Essai")
    [answer] = send(entry("arrived", visit_on(other, TODAY)))
    assert answer["state"] == FieldEntryState.KEPT


def ask(client, ticket, *entries):
    body = {"ticket": ticket, "sent_at": NOW.isoformat(), "device": "d", "entries": entries}
    url = reverse("phone:check-access")
    return client.post(url, body, content_type="application/json").json()["access"]


def test_signed_out_phone_hears_that_access_holds(client, cast):
    assert ask(client, make_ticket(cast.volunteer), entry("note", text="a")) == "held"
    assert FieldEntry.objects.count() == 0


@pytest.mark.parametrize("ticket", ["", "made-up", None, 3])
def test_made_up_ticket_says_nothing(client, db, ticket):
    assert ask(client, ticket, entry("note", text="a")) == "unknown"


@pytest.mark.parametrize("how", ["membership", "account", "file"])
def test_access_withdrawn_is_told_and_what_waited_becomes_notes(client, cast, how):
    visit = visit_on(cast.volunteer, TODAY, 8)
    ticket = make_ticket(cast.volunteer)
    withdraw(cast, how)
    assert ask(client, ticket, entry("left", visit)) == "withdrawn"
    visit.refresh_from_db()
    assert visit.status == VisitStatus.BOOKED
    held = FieldEntry.objects.get()
    assert (held.kind, held.data["sent"]["kind"]) == (FieldEntryKind.NOTE, "left")


def withdraw(cast, how):
    if how == "membership":
        Membership.objects.filter(account=cast["volunteer"]).delete()
    elif how == "account":
        cast["volunteer"].is_active = False
        cast["volunteer"].save()
    else:
        cast.volunteer.account = None
        cast.volunteer.save()


def test_ticket_is_good_for_two_weeks(client, cast, monkeypatch):
    ticket = make_ticket(cast.volunteer)
    monkeypatch.setattr("toctoc.web.views.phone_sync.TICKET_LASTS", timedelta(seconds=-1))
    assert ask(client, ticket) == "unknown"


@pytest.mark.parametrize("name", ["open-app", "get-manifest", "get-worker"])
def test_page_and_worker_are_the_same_for_everybody(client, volunteer, programme, name):
    url = reverse(f"phone:{name}")
    assert client.get(url).content == volunteer.get(url).content
    assert client.post(url).status_code == 405


def test_worker_stands_at_the_root_and_asks_again_each_time(client, db):
    response = client.get(reverse("phone:get-worker"))
    assert reverse("phone:get-worker") == "/service-worker.js"
    assert "no-cache" in response["Cache-Control"]
    assert response["Content-Type"].startswith("text/javascript")


def test_worker_changes_when_what_it_keeps_changes(client, db, monkeypatch):
    before = client.get(reverse("phone:get-worker")).text.splitlines()[0]
    monkeypatch.setattr("toctoc.web.views.phone._draw_frame", lambda: "another page")
    after = client.get(reverse("phone:get-worker")).text.splitlines()[0]
    assert before.startswith("const VERSION = ")
    assert before != after


def test_policy_lets_only_our_own_worker_run(client, db):
    policy = client.get(reverse("phone:open-app"))["Content-Security-Policy"]
    for rule in ("worker-src 'self'", "manifest-src 'self'", "connect-src 'self'"):
        assert rule in policy
    assert "unsafe" not in policy
