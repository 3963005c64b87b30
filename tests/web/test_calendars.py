"""One's own calendars elsewhere: devices and private links, made, shown once, revoked."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from tests.factories import NOW, AbsenceFactory, VisitFactory, at
from toctoc.agenda.models import CalendarFeed, PersonalEvent
from toctoc.people.models import AppPassword, Membership
from toctoc.people.operations import app_password_digest
from toctoc.people.queries import find_app_password

pytestmark = pytest.mark.django_db
LIST = "/compte/calendriers/"


@pytest.fixture(autouse=True)
def _fixed_clock(settings):
    settings.CLOCK = "tests.clock.now"


@pytest.fixture
def client_of(cast, client):
    def sign_in(part):
        client.force_login(cast[part])
        return client

    return sign_in


def page(response):
    return response.content.decode()


def make_link(client, calendar="nord-est-bearn-volunteer", detail="brief"):
    answer = client.post(
        reverse("calendars:create-link"), {"calendar": calendar, "detail": detail}
    )
    return re.search(r"http://testserver(/calendriers/[^<]+\.ics)", page(answer))[1]


def events(response):
    return Calendar.from_ical(response.content).walk("VEVENT")


@pytest.mark.parametrize("name", ["list-access", "add-device", "create-link"])
def test_signed_out_nobody_gets_in(client, cast, name):
    assert client.get(reverse(f"calendars:{name}")).status_code == 302


@pytest.mark.parametrize(
    ("part", "offered"),
    [("volunteer", True), ("coordinator", True), ("partner", False), ("observer", False)],
)
def test_list_offers_what_the_role_opens_or_says_why_not(client_of, part, offered):
    text = page(client_of(part).get(LIST))
    assert ("Ajouter un appareil" in text) is offered
    assert ("Aucun agenda à montrer" in text) is not offered


def test_devices_password_is_shown_once_and_kept_as_a_digest(client_of, cast):
    client = client_of("volunteer")
    answer = client.post(
        reverse("calendars:add-device"), {"label": "Mon téléphone", "detail": "brief"}
    )
    shown = re.search(r">([a-z2-9-]{31})</strong>", page(answer))[1]
    assert "no-store" in answer["Cache-Control"]
    digest = app_password_digest(f" {shown.upper()} ")
    device = find_app_password(digest, email=cast["volunteer"].email.upper())
    assert device.label == "Mon téléphone"
    assert shown not in page(client.get(LIST))
    assert shown.replace("-", "") not in device.digest


def test_device_without_a_name_is_asked_for_one(client_of):
    answer = client_of("volunteer").post(reverse("calendars:add-device"), {"detail": "brief"})
    assert (answer.status_code, AppPassword.objects.count()) == (422, 0)


def test_devices_health_is_shown_and_the_device_shut_out(client_of, cast):
    client = client_of("volunteer")
    client.post(reverse("calendars:add-device"), {"label": "Perdu", "detail": "brief"})
    AppPassword.objects.update(last_seen_at=NOW, last_error="Changement refusé.")
    AppPassword.objects.update(last_error_at=NOW)
    text = page(client.get(LIST))
    assert "lundi 30 novembre" in text
    assert "Changement refusé." in text
    device = AppPassword.objects.get()
    client.post(reverse("calendars:revoke-device", args=[device.pk]))
    assert find_app_password(device.digest, email=cast["volunteer"].email) is None


@pytest.mark.parametrize("name", ["revoke-device", "revoke-link", "renew-link"])
def test_somebody_elses_device_or_link_does_not_exist(client_of, name):
    client = client_of("volunteer")
    client.post(reverse("calendars:add-device"), {"label": "Le mien", "detail": "brief"})
    make_link(client)
    key = (AppPassword if name == "revoke-device" else CalendarFeed).objects.get().pk
    answer = client_of("agent").post(reverse(f"calendars:{name}", args=[key]))
    assert answer.status_code == 404


def test_link_shows_visits_and_absences_without_signing_in(client_of, cast, client):
    VisitFactory(programme=cast.programme, volunteer=cast.volunteer)
    AbsenceFactory(volunteer=cast.volunteer)
    url = make_link(client_of("volunteer"))
    client.logout()
    answer = client.get(url)
    assert [str(one["SUMMARY"]) for one in events(answer)] == ["Congé", "O. L. – Morlaàs"]
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert CalendarFeed.objects.get().last_read_at == NOW
    assert "alix" not in url.lower()


def test_link_not_changed_since_is_not_sent_again(client_of, cast, client):
    visit = VisitFactory(programme=cast.programme, volunteer=cast.volunteer)
    url = make_link(client_of("volunteer"))
    tag = client.get(url)["ETag"]
    again = client.get(url, headers={"If-None-Match": f'W/{tag}, "autre"'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(url).status_code == 200
    assert visit.pk


def test_own_event_of_a_phone_is_in_no_link(client_of, cast, client):
    event = PersonalEvent.objects.create(
        volunteer=cast.volunteer,
        name="dentiste.ics",
        uid="dentiste",
        content="BEGIN:VCALENDAR",
        starts_at=at(date(2026, 12, 3), 14),
        ends_at=at(date(2026, 12, 3), 15),
        created_by=cast["volunteer"],
        created_at=NOW,
    )
    AbsenceFactory(volunteer=cast.volunteer, personal_event=event)
    own = make_link(client_of("volunteer"))
    team = make_link(client_of("coordinator"), "nord-est-bearn-programme")
    assert events(client.get(own)) == []
    assert [str(one["SUMMARY"]) for one in events(client.get(team))] == ["Absence : Alix Essai"]


def test_renewed_link_replaces_the_old_one(client_of, client):
    old = make_link(client_of("volunteer"))
    key = CalendarFeed.objects.get().pk
    answer = client.post(reverse("calendars:renew-link", args=[key]))
    new = re.search(r"http://testserver(/calendriers/[^<]+\.ics)", page(answer))[1]
    assert (client.get(old).status_code, client.get(new).status_code) == (404, 200)


def test_revoked_or_unknown_link_does_not_exist(client_of, client):
    url = make_link(client_of("volunteer"))
    client.post(reverse("calendars:revoke-link", args=[CalendarFeed.objects.get().pk]))
    assert client.get(url).status_code == 404
    assert client.get(reverse("calendars:read-link", args=["inconnu"])).status_code == 404


def test_leaving_the_programme_closes_links_at_once(client_of, cast, client):
    url = make_link(client_of("volunteer"))
    gone = (NOW - timedelta(days=1)).date()
    Membership.objects.filter(account=cast["volunteer"]).update(ends_on=gone)
    assert client.get(url).status_code == 404
    assert "Fermé : votre rôle a pris fin" in page(client.get(LIST))


def test_link_to_a_calendar_one_may_not_see_is_not_made(client_of):
    chosen = {"calendar": "nord-est-bearn-programme", "detail": "brief"}
    answer = client_of("volunteer").post(reverse("calendars:create-link"), chosen)
    assert (answer.status_code, CalendarFeed.objects.count()) == (422, 0)


@pytest.mark.parametrize("visits", [1, 3])
def test_link_takes_the_same_queries_however_long(
    client_of, cast, client, visits, django_assert_num_queries
):
    for number in range(visits):
        starts_at = at(date(2026, 12, 2), 10 + number)
        VisitFactory(
            programme=cast.programme,
            volunteer=cast.volunteer,
            promised_from=starts_at,
            promised_until=starts_at,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1),
        )
    url = make_link(client_of("volunteer"))
    client.logout()
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url)
