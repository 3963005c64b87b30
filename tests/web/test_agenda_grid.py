"""The grid's data and its answers: who may read what, and what each gesture is told."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.dispatch.scenes import TUESDAY, WEDNESDAY, book, hire
from tests.factories import AbsenceFactory, SectorCommuneFactory, SectorFactory, at
from tests.factories import SectorPlanFactory as PlanFactory
from toctoc.agenda.enums import CancelReason
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import cancel_visit
from toctoc.people.enums import Need

JSON = {"Accept": "application/json"}


@pytest.fixture
def alix(cast):
    return cast.volunteer


@pytest.fixture
def read(coordinator, programme):
    """Ask for the grid's data of Tuesday: read(secteur="B")."""

    def read(client=coordinator, start=TUESDAY, end=WEDNESDAY, **asked):
        url = reverse("agenda:show-grid-data", args=[programme.slug])
        return client.get(url, {"start": str(start), "end": str(end), **asked})

    return read


@pytest.fixture
def place(coordinator, programme):
    """Put a visit somewhere as the grid's script does: place(visit, hour="10:15")."""

    def place(visit, headers=JSON, **fields):
        sent = {
            "day": TUESDAY.isoformat(),
            "hour": "10:00",
            "length": "60",
            "volunteer": str(visit.volunteer_id),
            **{name: str(value) for name, value in fields.items()},
        }
        url = reverse("agenda:place-visit", args=[programme.slug, visit.pk])
        return coordinator.post(url, sent, headers=headers)

    return place


def undo(client, programme, visit, token, headers=JSON):
    url = reverse("agenda:undo-placing", args=[programme.slug, visit.pk])
    return client.post(url, {"token": token}, headers=headers)


def test_data_describe_a_visit_in_the_programme_s_own_hours(alix, read):
    visit = book(alix, TUESDAY, 10)
    (event,) = read().json()["events"]
    seen = event.pop("seen")
    assert str(alix.pk) in seen
    assert event == {
        "id": f"visit-{visit.pk}",
        "pk": visit.pk,
        "person": str(alix.pk),
        "start": "2026-12-01T10:00:00",
        "end": "2026-12-01T11:00:00",
        "from": "10\u00a0h",
        "until": "11\u00a0h",
        "can_move": True,
        "title": "Odette Lafictive",
        "place": "Morlaàs",
        "sector": None,
        "promised": "10\u00a0h – 10\u00a0h\u00a030",
        "spoken": "entre 10\u00a0h et 10\u00a0h\u00a030",
        "with": "",
        "is_to_tell": True,
        "cancelled": "",
    }


def test_data_tell_days_people_and_what_they_add_up_to(alix, read):
    book(alix, TUESDAY, 10)
    data = read().json()
    assert [day["name"] for day in data["days"]] == ["mardi 1er décembre"]
    (person,) = data["people"]
    assert person["name"] == "Alix Essai"
    assert person["sums"]["2026-12-01"].startswith("1 visite · 5")
    assert (data["opens"], data["closes"]) == ("08:00", "18:00")
    assert {band["kind"] for band in data["bands"]} == {"travel", "free", "pause"}


def test_today_and_holidays_are_noted(alix, read):
    monday = TUESDAY - timedelta(days=1)
    assert read(start=monday).json()["days"][0]["notes"] == ["aujourd’hui"]
    noel = at(TUESDAY, 0).date().replace(day=25)
    assert read(start=noel, end=noel + timedelta(days=1)).json()["days"][0]["notes"] == ["Noël"]


def test_weekend_without_work_is_left_out(alix, read):
    week = read(start=TUESDAY - timedelta(days=1), end=TUESDAY + timedelta(days=6)).json()
    assert len(week["days"]) == 5


def test_filtered_visit_keeps_its_time_without_a_name(alix, read):
    book(alix, TUESDAY, 10, need=Need.TECHNICAL)
    (event,) = read(besoin=Need.PRACTICAL).json()["events"]
    assert event["is_other"]
    assert "Odette" not in read(besoin=Need.PRACTICAL).content.decode()
    assert "seen" not in event


def test_filters_of_sector_and_volunteer_apply(programme, alix, read):
    bo = hire(programme)
    book(alix, TUESDAY, 10)
    plan = PlanFactory(programme=programme)
    SectorCommuneFactory(sector=SectorFactory(plan=plan, letter="B"))
    (event,) = read(secteur="B").json()["events"]
    assert event["sector"] == {"number": 2, "letter": "B"}
    assert [one["name"] for one in read(volontaire=bo.pk).json()["people"]] == ["Bo Essai"]
    assert read(volontaire=bo.pk).json()["events"] == []


def test_cancelled_visits_come_where_asked_for_and_never_move(cast, alix, read, now):
    visit = book(alix, TUESDAY, 10)
    cancel_visit(visit, reason=CancelReason.WEATHER, by=cast["agent"], now=now)
    assert read().json()["events"] == []
    (event,) = read(annulees="on").json()["events"]
    assert (event["can_move"], event["cancelled"]) == (False, "Météo ou route coupée")


def test_data_are_never_kept(alix, read):
    assert "no-store" in read()["Cache-Control"]


@pytest.mark.parametrize(
    ("start", "end"), [("", ""), ("2026-12-01", "2026-12-01"), ("2026-12-01", "2026-12-31")]
)
def test_days_that_are_no_week_are_refused(alix, read, start, end):
    assert read(start=start, end=end).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("part", ["observer", "volunteer", "partner", "admin"])
def test_roles_without_the_agenda_read_nothing(client_of, alix, read, part):
    book(alix, TUESDAY, 10)
    assert read(client=client_of(part)).status_code == HTTPStatus.FORBIDDEN


def test_another_programme_reads_nothing_and_moves_nothing(client_of, programme, alix, read):
    visit = book(alix, TUESDAY, 10)
    outsider = client_of("coordinator_elsewhere")
    assert read(client=outsider).status_code == HTTPStatus.NOT_FOUND
    own = reverse("agenda:place-visit", args=["ailleurs", visit.pk])
    assert outsider.post(own, {}, headers=JSON).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("part", ["observer", "volunteer", "partner", "admin"])
def test_roles_without_the_agenda_move_nothing(client_of, programme, alix, part):
    visit = book(alix, TUESDAY, 10)
    for name in ("place-visit", "undo-placing"):
        url = reverse(f"agenda:{name}", args=[programme.slug, visit.pk])
        assert client_of(part).post(url, {}, headers=JSON).status_code == HTTPStatus.FORBIDDEN
    assert not visit.events.exists()


def test_gesture_inside_the_promise_is_stored_and_can_be_undone(
    coordinator, programme, alix, place
):
    visit = book(alix, TUESDAY, 10)
    done = place(visit, hour="10:15")
    assert done.status_code == HTTPStatus.OK
    said = done.json()["said"].replace("\u00a0", " ")
    assert said.startswith("C’est fait : mardi 1er décembre, 10 h 15 – 11 h 15, Alix Essai.")
    back = undo(coordinator, programme, visit, done.json()["undo"]["token"])
    assert back.status_code == HTTPStatus.OK
    assert Visit.objects.get(pk=visit.pk).starts_at == at(TUESDAY, 10)


def test_gesture_outside_the_promise_gets_the_form_with_its_two_questions(alix, place):
    visit = book(alix, TUESDAY, 10)
    asked = place(visit, hour="14:00")
    assert asked.status_code == HTTPStatus.CONFLICT
    assert asked.json()["kind"] == "ask"
    html = asked.json()["html"]
    assert "C’est une nouvelle promesse" in html
    assert 'name="reason"' in html
    assert not visit.events.exists()


def test_new_promise_needs_its_two_answers(alix, place):
    visit = book(alix, TUESDAY, 10)
    unanswered = place(visit, hour="14:00", promise="new")
    assert unanswered.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    done = place(visit, hour="14:00", promise="new", reason="resident", told="phone")
    assert done.status_code == HTTPStatus.OK
    moved = Visit.objects.get(pk=visit.pk)
    assert (moved.promised_from, moved.told_channel) == (at(TUESDAY, 14), "phone")


def test_refused_gesture_says_why(programme, alix, place):
    visit, bo = book(alix, TUESDAY, 10), hire(programme)
    AbsenceFactory(volunteer=bo, starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0))
    refused = place(visit, volunteer=bo.pk)
    assert refused.status_code == HTTPStatus.CONFLICT
    assert refused.json() == {
        "kind": "refused",
        "said": "Ce rendez-vous n’est pas possible\u00a0: "
        "le volontaire ne travaille pas ce jour-là.",
    }


def test_gesture_on_a_visit_that_has_changed_since_is_told(alix, read, place):
    visit = book(alix, TUESDAY, 10)
    seen = read().json()["events"][0]["seen"]
    Visit.objects.filter(pk=visit.pk).update(ends_at=at(TUESDAY, 11, 30))
    told = place(visit, hour="10:15", seen=seen)
    assert (told.status_code, told.json()["kind"]) == (HTTPStatus.CONFLICT, "changed")
    assert not visit.events.exists()


def test_gesture_on_one_row_of_a_pair_changes_that_row_s_volunteer(programme, alix, place):
    bo, zoe = hire(programme), hire(programme, name="Zoé Essai")
    lead = book(alix, TUESDAY, 10)
    lead.resident.two_people_only = True
    lead.resident.save()
    second = Visit.objects.get(pk=lead.pk)
    second.pk, second.lead, second.volunteer = None, lead, bo
    second.save()
    assert place(second, volunteer=zoe.pk, **{"from": bo.pk}).status_code == HTTPStatus.OK
    goers = Visit.objects.order_by("pk").values_list("volunteer_id", flat=True)
    assert list(goers) == [alix.pk, zoe.pk]


def test_token_of_another_visit_undoes_nothing(coordinator, programme, alix, place):
    visit, other = book(alix, TUESDAY, 10), book(alix, TUESDAY, 14)
    token = place(visit, hour="10:15").json()["undo"]["token"]
    for wrong in (token, f"{token}x", ""):
        refused = undo(coordinator, programme, other, wrong)
        assert refused.status_code == HTTPStatus.CONFLICT
    assert Visit.objects.get(pk=visit.pk).starts_at == at(TUESDAY, 10, 15)


def test_form_without_a_script_moves_and_offers_the_way_back(
    coordinator, programme, alix, place
):
    visit = book(alix, TUESDAY, 10)
    done = place(visit, headers=None, hour="10 h 15")
    assert done.status_code == HTTPStatus.FOUND
    page = coordinator.get(done["Location"])
    assert "Annuler ce déplacement" in page.content.decode()
    back = undo(coordinator, programme, visit, page.context["token"], headers=None)
    assert back["Location"] == reverse("agenda:show-visit", args=[programme.slug, visit.pk])
    assert Visit.objects.get(pk=visit.pk).starts_at == at(TUESDAY, 10)


def test_form_outside_the_promise_comes_back_as_a_page(alix, place):
    asked = place(book(alix, TUESDAY, 10), headers=None, hour="14 h")
    assert asked.status_code == HTTPStatus.CONFLICT
    assert "Mardi 1er décembre à 14\u00a0h" in asked.content.decode()


def test_look_of_the_agenda_is_remembered(coordinator, programme, alix):
    url = reverse("agenda:show-week", args=[programme.slug])
    assert coordinator.get(url).context["grid"] is None
    assert coordinator.get(url, {"vue": "grille"}).context["grid"].view == "week"
    shown = coordinator.get(url)
    assert shown.context["grid"] is not None
    assert 'id="agenda-table"' in shown.content.decode()
    assert coordinator.get(url, {"vue": "tableau"}).context["grid"] is None
