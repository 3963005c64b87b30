"""The residents' files on screen: finding, reading, opening, changing."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    CommuneFactory,
    HelpRequestFactory,
    RelativeFactory,
    ResidentFactory,
    VisitFactory,
    at,
)
from toctoc.agenda.operations import cancel_visit
from toctoc.people.models import Resident

WHOLE_WEEK = [str(index) for index in range(10)]
NO_RELATIVE = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-name": ""}


@pytest.fixture
def resident(programme):
    return ResidentFactory(programme=programme, access_note="Portail 1234A")


@pytest.fixture
def address(programme):
    def address_of(name, *args):
        return reverse(f"residents:{name}", args=[programme.slug, *args])

    return address_of


def typed(**changes):
    return {
        "last_name": "Nouvelle",
        "first_name": "Jeanne",
        "landline": "05 59 33 46 10",
        "channel": "phone",
        "commune": "64405",
        "half_days": WHOLE_WEEK,
        **NO_RELATIVE,
        **changes,
    }


def names_in(response):
    return re.findall(r"/personnes/\d+/\">([^<]+)</a>", response.content.decode())


def test_list_shows_everyone_by_name(agent, programme, address):
    ResidentFactory(programme=programme, last_name="Zoé")
    ResidentFactory(programme=programme, last_name="Abadie")
    response = agent.get(address("list-residents"))
    assert names_in(response) == ["Abadie Odette", "Zoé Odette"]
    assert "2 fiches" in response.content.decode()


def test_search_narrows_the_list_without_a_name_in_the_address(agent, programme, address):
    ResidentFactory(programme=programme, last_name="Zoé")
    ResidentFactory(programme=programme, last_name="Abadie")
    response = agent.post(address("list-residents"), {"text": "abad"})
    assert names_in(response) == ["Abadie Odette"]
    fragment = agent.post(
        address("list-residents"), {"text": "abad"}, headers={"HX-Request": "true"}
    )
    assert names_in(fragment) == ["Abadie Odette"]
    assert "<html" not in fragment.content.decode()


def test_search_that_finds_nobody_says_what_else_to_try(agent, resident, address):
    response = agent.post(address("list-residents"), {"text": "personne"})
    assert "Personne ne répond à cette recherche" in response.content.decode()


def test_empty_list_teaches_the_first_step(agent, address):
    assert "Écrire la première fiche" in agent.get(address("list-residents")).content.decode()


def test_long_list_is_cut_in_pages(agent, programme, address):
    for number in range(51):
        ResidentFactory(programme=programme, last_name=f"Nom{number:02d}")
    response = agent.post(address("list-residents"), {"text": "nom", "page": "2"})
    assert names_in(response) == ["Nom50 Odette"]
    assert "Page 2 sur 2" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries_for_one_and_for_three(
    agent, programme, address, django_assert_num_queries, rows
):
    for number in range(rows):
        ResidentFactory(programme=programme, last_name=f"Nom{number}")
    with django_assert_num_queries(7):
        agent.get(address("list-residents"))


def test_file_shows_who_where_and_how(agent, resident, address):
    RelativeFactory(resident=resident, is_proxy=True)
    page = agent.get(address("show-resident", resident.pk)).content.decode()
    for said in (
        "Odette Lafictive",
        "Morlaàs",
        "05\u00a059\u00a000\u00a000\u00a001",
        "Portail 1234A",
        "toute la semaine",
        "Solange Lafictive",
        "Décide pour la personne",
        "Position approchée",
    ):
        assert said in page


@pytest.mark.parametrize("rows", [1, 3])
def test_file_takes_the_same_queries_for_one_and_for_three(
    agent, programme, resident, address, django_assert_num_queries, rows
):
    for number in range(rows):
        RelativeFactory(resident=resident, name=f"Proche {number}")
        HelpRequestFactory(programme=programme, resident=resident)
        day = date(2026, 12, 1 + number)
        VisitFactory(
            programme=programme,
            help_request__resident=resident,
            promised_from=at(day, 10),
            promised_until=at(day, 10),
            starts_at=at(day, 10),
            ends_at=at(day, 11),
        )
    with django_assert_num_queries(12):
        agent.get(address("show-resident", resident.pk))


def test_file_parts_visits_to_come_from_those_past(agent, programme, resident, address):
    for day in (date(2026, 11, 2), date(2026, 12, 2)):
        VisitFactory(
            programme=programme,
            help_request__resident=resident,
            promised_from=at(day, 10),
            promised_until=at(day, 10),
            starts_at=at(day, 10),
            ends_at=at(day, 11),
            status="done" if day.month == 11 else "booked",
        )
    page = agent.get(address("show-resident", resident.pk)).content.decode()
    coming, past = page.index("À venir"), page.index("Passées ou annulées")
    assert coming < page.index("mercredi 2 décembre") < past < page.index("lundi 2 novembre")


def test_file_opens_a_call_for_the_person(agent, programme, resident, address):
    call = reverse("call:open-call", args=[programme.slug])
    page = agent.get(address("show-resident", resident.pk)).content.decode()
    assert f'action="{call}"' in page
    response = agent.post(call, {"resident": str(resident.pk)})
    (help_request,) = resident.help_requests.all()
    assert help_request.typed["last_name"] == ["Lafictive"]
    assert "Lafictive" in agent.get(response["Location"]).content.decode()


def test_call_for_a_file_that_is_not_there_is_not_opened(agent, programme, cast):
    elsewhere = ResidentFactory(programme=cast.elsewhere)
    call = reverse("call:open-call", args=[programme.slug])
    for typed_id in (str(elsewhere.pk), "x"):
        assert agent.post(call, {"resident": typed_id}).status_code == 404
    assert not programme.help_requests.exists()


def test_file_of_another_programme_is_no_address(agent, cast, address):
    elsewhere = ResidentFactory(programme=cast.elsewhere)
    assert agent.get(address("show-resident", elsewhere.pk)).status_code == 404
    assert agent.get(address("edit-file", elsewhere.pk)).status_code == 404
    assert agent.post(address("edit-file", elsewhere.pk), typed()).status_code == 404


def test_file_is_created_and_shown(agent, programme, address):
    response = agent.post(
        address("create-file"),
        typed(
            street="chemin des Crêtes",
            house_number="12",
            lat="43.36",
            lon="-0.25",
            access_note="Chien gentil",
            equipment=["tablet"],
            half_days=["0"],
            **{"form-0-name": "Solange", "form-0-phone": "06 00 00 00 02"},
        ),
    )
    resident = Resident.objects.get()
    assert response["Location"] == address("show-resident", resident.pk)
    assert resident.programme == programme
    assert (resident.landline, resident.suits) == ("+33559334610", "1000000000")
    assert (resident.lat_deg, resident.point_source) == (43.36, "map")
    assert [str(relative) for relative in resident.relatives.all()] == ["Solange"]
    page = agent.get(response["Location"]).content.decode()
    assert "La fiche de Jeanne Nouvelle est créée." in page


def test_point_forgotten_is_the_centre_of_the_commune(agent, address):
    agent.post(address("create-file"), typed(lat="43.36", lon="-0.25", at_centre="on"))
    resident = Resident.objects.get()
    assert (resident.lat_deg, resident.point_source) == (43.345, "commune")


def test_point_of_the_old_home_does_not_follow_to_another_commune(agent, programme, address):
    village = CommuneFactory(code_insee="64001", name="Aast", lat_deg=43.29, lon_deg=-0.08)
    programme.communes.add(village)
    old = {"lat": "43.36", "lon": "-0.25"}
    resident = ResidentFactory(programme=programme, point_source="map")
    agent.post(address("edit-file", resident.pk), typed(commune="64001", **old))
    resident.refresh_from_db()
    assert (resident.lat_deg, resident.point_source) == (43.29, "commune")
    agent.post(
        address("edit-file", resident.pk), typed(commune="64001", lat="43.3", lon="-0.1")
    )
    resident.refresh_from_db()
    assert (resident.lat_deg, resident.point_source) == (43.3, "map")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"last_name": ""}, "Ce champ est obligatoire."),
        ({"landline": "05 59"}, "Ce numéro n’existe pas"),
        ({"commune": "Bordeaux"}, "n’est pas une commune du territoire"),
        ({"half_days": []}, "Cochez au moins une demi-journée."),
        ({"access_note": "mdp : Soleil64"}, "un mot de passe ou un code secret"),
        ({"channel": "email"}, "Aucune adresse électronique n’est notée"),
        ({"channel": "letter"}, "Aucune adresse postale n’est notée"),
        ({"channel": "relative"}, "Aucun proche joignable n’est noté"),
        ({"form-0-name": "Solange"}, "Notez un téléphone ou un courriel"),
    ],
)
def test_invalid_file_says_why_and_keeps_what_is_typed(agent, address, changes, says):
    response = agent.post(address("create-file"), typed(street="", **changes))
    assert response.status_code == 422
    page = response.content.decode()
    assert says in page
    assert 'value="Jeanne"' in page
    assert not Resident.objects.exists()


def test_second_file_of_the_same_name_is_made_only_when_confirmed(agent, resident, address):
    same = typed(last_name="Lafictive", first_name="Odette")
    response = agent.post(address("create-file"), same)
    assert response.status_code == 409
    assert "C’est une autre personne" in response.content.decode()
    assert Resident.objects.count() == 1
    agent.post(address("create-file"), {**same, "confirmed": "1"})
    assert Resident.objects.count() == 2


def test_duplicates_are_answered_while_typing(agent, resident, address):
    half_typed = {"last_name": "Laphictive", **NO_RELATIVE}
    response = agent.post(
        address("show-duplicates"), half_typed, headers={"HX-Request": "true"}
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert address("show-resident", resident.pk) in page
    assert "se prononce pareil" in page
    nothing = agent.post(
        address("show-duplicates"), {"last_name": "Xu"}, headers={"HX-Request": "true"}
    )
    assert nothing.content.decode().strip() == ""


def test_file_is_changed_and_relative_taken_away(agent, resident, address):
    relative = RelativeFactory(resident=resident)
    page = agent.get(address("edit-file", resident.pk)).content.decode()
    assert 'value="05 59 00 00 01"' in page
    assert "Portail 1234A" in page
    changes = {
        "form-INITIAL_FORMS": "1",
        "form-0-name": relative.name,
        "form-0-phone": relative.phone,
        "form-0-DELETE": "on",
    }
    response = agent.post(address("edit-file", resident.pk), typed(**changes))
    assert response["Location"] == address("show-resident", resident.pk)
    resident.refresh_from_db()
    assert (resident.last_name, resident.landline) == ("Nouvelle", "+33559334610")
    assert not resident.relatives.exists()


def test_change_that_reaches_nobody_is_refused_and_nothing_is_stored(agent, resident, address):
    response = agent.post(
        address("edit-file", resident.pk), typed(channel="sms", last_name="Autre")
    )
    assert response.status_code == 422
    assert "Aucun numéro de portable" in response.content.decode()
    resident.refresh_from_db()
    assert resident.last_name == "Lafictive"


def test_invalid_change_keeps_the_old_name_as_the_title(agent, resident, address):
    response = agent.post(address("edit-file", resident.pk), typed(last_name=""))
    assert response.status_code == 422
    assert "Modifier la fiche de Odette Lafictive" in response.content.decode()


@pytest.mark.parametrize(
    ("part", "status"),
    [
        ("coordinator", 200),
        ("volunteer", 403),
        ("partner", 403),
        ("observer", 403),
        ("admin", 403),
    ],
)
def test_who_reads_a_file_and_its_access_note(client_of, resident, address, part, status):
    response = client_of(part).get(address("show-resident", resident.pk))
    assert response.status_code == status
    assert ("Portail 1234A" in response.content.decode()) is (status == 200)


def test_file_tells_what_happened_to_each_visit(agent, cast, programme, resident, address):
    visit = VisitFactory(
        programme=programme,
        help_request__resident=resident,
        promised_from=at(date(2026, 12, 2), 10),
        promised_until=at(date(2026, 12, 2), 10, 30),
        starts_at=at(date(2026, 12, 2), 10),
        ends_at=at(date(2026, 12, 2), 11),
    )
    cancel_visit(visit, reason="weather", by=cast["agent"], now=at(date(2026, 12, 1), 9))
    page = agent.get(address("show-resident", resident.pk)).text
    assert "Météo ou route coupée (le service retire le rendez-vous)" in page
    assert cast["agent"].name in page
