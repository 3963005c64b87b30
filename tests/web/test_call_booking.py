"""Booking a call: file, request and visit together, or nothing, and nothing typed lost."""

from datetime import date, datetime
from http import HTTPStatus

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tests.factories import (
    AbsenceFactory,
    AvailabilityFactory,
    RelativeFactory,
    ResidentFactory,
    VolunteerFactory,
    at,
)
from tests.web.calls import CALLER, book, call_url, offers_in, open_call, show, type_in
from tests.web.htmx import post_fragment
from toctoc.agenda.enums import RequestStatus
from toctoc.agenda.models import Visit
from toctoc.agenda.operations import cancel_visit
from toctoc.people.models import Resident

TAKEN = "Ce rendez-vous vient d’être pris"


@pytest.fixture
def call(agent, programme):
    return open_call(agent, programme)


@pytest.fixture
def offers(agent, call):
    type_in(agent, call)
    return offers_in(show(agent, call))


def confirmation(visit):
    return reverse("call:show-confirmation", args=[visit.programme.slug, visit.pk])


def test_offer_when_taken_becomes_file_and_visit_at_once(agent, cast, call, offers):
    response = book(agent, call, offers[0])
    visit = Visit.objects.get()
    call.refresh_from_db()
    assert response["Location"] == confirmation(visit)
    assert visit.promised_from == datetime.fromisoformat(offers[0].split("/")[0])
    assert (visit.volunteer, visit.booked_by) == (cast.volunteer, cast["agent"])
    assert (call.status, call.resident) == (RequestStatus.BOOKED, Resident.objects.get())


def test_file_of_a_new_caller_holds_what_was_said(agent, call, offers):
    book(
        agent,
        call,
        offers[0],
        mobile="+33 (0)6 39 98 00 33",
        access_note="Chien gentil",
        two_people_only="",
        equipment=["box", "tablet"],
        relative_name="Solange Lacroix",
        relative_link="fille",
        relative_phone="0639980034",
    )
    resident = Resident.objects.get()
    assert (resident.landline, resident.mobile) == ("+33559334610", "+33639980033")
    assert (resident.house_number, resident.street) == ("12", "chemin des Crêtes")
    assert (resident.lat_deg, resident.lon_deg) == (43.345, -0.265)
    assert resident.access_note == "Chien gentil"
    assert [str(one) for one in resident.relatives.all()] == ["Solange Lacroix"]


def test_what_is_asked_for_reaches_whoever_goes(agent, client_of, call, offers):
    book(agent, call, offers[0], details="Imprimante qui n’imprime plus")
    visit = Visit.objects.get()
    day = localdate(visit.starts_at)
    sheet = reverse("tour:show-tour", args=[visit.programme.slug, visit.volunteer_id, day])
    assert "Imprimante qui n’imprime plus" in client_of("volunteer").get(sheet).text
    assert "Imprimante qui n’imprime plus" in agent.get(confirmation(visit)).text


def test_point_placed_on_the_map_is_where_the_visit_goes(agent, call, offers):
    book(agent, call, offers[0], lat="43.351", lon="-0.251")
    resident = Resident.objects.get()
    assert (resident.lat_deg, resident.lon_deg, resident.point_source) == (
        43.351,
        -0.251,
        "map",
    )


def test_known_file_is_brought_up_to_date_and_loses_nobody(agent, programme, call, offers):
    known = ResidentFactory(programme=programme, last_name="Lacroix")
    RelativeFactory(resident=known)
    agent.post(call_url("choose-resident", call), {"resident": known.pk})
    book(agent, call, offers[0], landline="05 59 33 46 11", relative_name="")
    known.refresh_from_db()
    assert known.landline == "+33559334611"
    assert known.relatives.count() == 1
    assert Resident.objects.count() == 1


def test_call_once_booked_keeps_what_is_said_of_the_person_in_the_file_alone(
    agent, cast, call, offers, now
):
    book(agent, call, offers[0], not_before="1/12")
    call.refresh_from_db()
    assert call.typed.keys() == {
        *("kind", "need", "length", "half_days", "not_before", "promise"),
    }
    visit = Visit.objects.get()
    cancel_visit(visit, reason="resident", by=cast["agent"], now=now, reopen_request=True)
    form = show(agent, call).context["call"].form
    assert [form[name].value() for name in ("last_name", "street", "not_before")] == [
        "Lacroix",
        "12 chemin des Crêtes",
        "1/12",
    ]


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        ({"last_name": ""}, "Indiquez le nom de la personne."),
        ({"commune": ""}, "Indiquez la commune où aller."),
        ({"need": ""}, "Choisissez pour quoi faire."),
        ({"half_days": []}, "Cochez au moins une demi-journée."),
        ({"landline": ""}, "Notez un numéro de téléphone, ou choisissez un autre moyen."),
        ({"channel": "sms"}, "Un SMS demande un numéro de portable."),
        ({"channel": "relative"}, "Notez le nom et le téléphone du proche à prévenir."),
    ],
)
def test_incomplete_call_when_booked_is_refused_with_what_is_missing(
    agent, call, offers, missing, sentence
):
    response = book(agent, call, offers[0], **missing)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in response.text
    assert not Visit.objects.exists()
    assert not Resident.objects.exists()


def test_made_up_offer_is_refused(agent, call, offers):
    for token in ("", "demain", "2026-12-02T10:00/1", f"{offers[0]},x"):
        response = book(agent, call, token)
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert "Choisissez d’abord un rendez-vous" in response.text


def test_offer_taken_meanwhile_is_told_with_fresh_offers_and_nothing_lost(
    agent, client_of, programme, call, offers
):
    other = open_call(client_of("coordinator"), programme)
    book(client_of("coordinator"), other, offers[0], last_name="Rapide")
    response = book(agent, call, offers[0])
    screen = response.context["call"]
    assert response.status_code == HTTPStatus.CONFLICT
    assert TAKEN in screen.notice.title
    assert offers[0] not in offers_in(response)
    assert screen.form["last_name"].value() == "Lacroix"
    assert [one.last_name for one in Resident.objects.all()] == ["Rapide"]


def test_second_tab_is_told_and_shown_the_booked_visit(agent, call, offers):
    book(agent, call, offers[0])
    response = agent.post(
        call_url("book-visit", call), {**CALLER, "offer": offers[1]}, follow=True
    )
    assert response.redirect_chain[-1][0] == confirmation(Visit.objects.get())
    assert "Cet appel avait déjà son rendez-vous : le voici." in response.text


def test_second_tab_still_typing_is_told_where_the_offers_were(agent, call, offers):
    book(agent, call, offers[0])
    fragment = post_fragment(agent, call_url("show-offers", call), CALLER)
    assert "Cet appel a déjà reçu sa réponse" in fragment.text
    assert type_in(agent, call).status_code == HTTPStatus.CONFLICT


def test_booked_call_when_opened_again_leads_to_its_visit(agent, call, offers):
    book(agent, call, offers[0])
    assert show(agent, call)["Location"] == confirmation(Visit.objects.get())


def moment(volunteer, **chosen):
    return {
        "moment-volunteer": volunteer.pk,
        "moment-day": "3/12",
        "moment-hour": "10 h 15",
        **chosen,
    }


def test_other_moment_chosen_by_the_agent_is_booked(agent, cast, call):
    book(agent, call, "other", **moment(cast.volunteer))
    assert Visit.objects.get().promised_from == at(date(2026, 12, 3), 10, 15)


def test_other_moment_may_leave_open_who_comes(agent, cast, call):
    book(agent, call, "other", **moment(cast.volunteer, **{"moment-volunteer": ""}))
    visit = Visit.objects.get()
    assert (visit.volunteer, visit.is_tied) == (cast.volunteer, False)


def test_offer_asks_for_nobody_and_named_volunteer_is_tied(agent, cast, call, offers):
    assert all(token.endswith("/") for token in offers)
    book(agent, call, "other", **moment(cast.volunteer))
    assert Visit.objects.get().is_tied


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"moment-day": ""}, "Indiquez le jour."),
        ({"moment-day": "27/11/2026"}, "Ce jour est passé"),
        ({"moment-hour": "25 h"}, "Cette heure n’existe pas"),
    ],
)
def test_other_moment_when_unreadable_is_told_beside_the_field(
    agent, cast, call, chosen, sentence
):
    response = book(agent, call, "other", **moment(cast.volunteer, **chosen))
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert sentence in response.text


def test_partner_alone_asks_who_else_comes(agent, cast, call):
    alone = {"moment-partner": cast.volunteer.pk, "moment-volunteer": ""}
    response = book(agent, call, "other", **moment(cast.volunteer, **alone))
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Choisissez aussi qui vient avec." in response.text


def test_other_moment_when_it_does_not_fit_is_refused_with_the_reason(agent, cast, call):
    AbsenceFactory(
        volunteer=cast.volunteer,
        starts_at=at(date(2026, 12, 3), 0),
        ends_at=at(date(2026, 12, 4), 0),
    )
    response = book(agent, call, "other", **moment(cast.volunteer))
    assert response.status_code == HTTPStatus.CONFLICT
    assert response.context["call"].notice.title
    assert response.context["call"].moment["hour"].value() == "10 h 15"
    assert len(offers_in(response)) == 3


def test_other_moment_after_the_mission_is_refused_by_name(agent, cast, call):
    response = book(
        agent, call, "other", **moment(cast.volunteer, **{"moment-day": "1/9/2027"})
    )
    assert response.status_code == HTTPStatus.CONFLICT
    assert "La mission de Alix Essai" in response.text


def test_home_where_nobody_goes_alone_is_booked_for_two(agent, cast, programme, call):
    second = VolunteerFactory(programme=programme, name="Bilal Essai")
    for weekday in range(5):
        AvailabilityFactory(volunteer=second, weekday=weekday)
    type_in(agent, call, two_people_only="on")
    response = show(agent, call)
    card = response.context["call"].panel.cards[0]
    book(agent, call, card.token, two_people_only="on")
    assert card.volunteer in {"Alix et Bilal", "Bilal et Alix"}
    assert {visit.volunteer.name for visit in Visit.objects.all()} == {
        "Alix Essai",
        "Bilal Essai",
    }


def test_address_of_a_button_when_visited_leads_back_to_the_call(agent, call):
    assert agent.get(call_url("book-visit", call))["Location"] == call_url("show-call", call)
