"""Addresses suggested in forms: options while typing, radios without script, points kept."""

import json

import pytest
from django.urls import reverse
from django.utils.html import escape

from tests.factories import ResidentFactory
from tests.territory.addresses.village import LEMBEYE, MORLAAS, settle_addresses
from tests.web.calls import book, call_url, offers_in, open_call, show, type_in
from toctoc.people.enums import PointSource, Role
from toctoc.people.models import Membership, Resident, Volunteer
from toctoc.territory.addresses.operations import clear_addresses
from toctoc.territory.models import Commune

TYPED = "12 bis ch des crêtes fictives"
LINE = "12 bis Chemin des Crêtes-Fictives"
RESIDENT = {
    "last_name": "Lacroix",
    "landline": "05 59 33 46 10",
    "channel": "phone",
    "commune": MORLAAS,
    "half_days": [str(index) for index in range(10)],
    "form-TOTAL_FORMS": "0",
    "form-INITIAL_FORMS": "0",
}


@pytest.fixture(autouse=True)
def communes(programme):
    communes = settle_addresses()
    programme.communes.set(communes.values())
    return communes


def suggest(client, programme, form, **typed):
    url = reverse("addresses:list-suggestions", args=[programme.slug, form])
    return client.post(url, typed)


def first_option(response):
    return response.context["options"][0]


def fill_of(response, number=0):
    return json.loads(response.context["options"][number].fill)


def test_call_is_filled_with_street_commune_and_point(agent, programme, communes):
    option = first_option(suggest(agent, programme, "appel", street=TYPED))
    assert (option.label, option.detail) == (LINE, "64160 Morlaàs · adresse exacte")
    filled = json.loads(option.fill)
    assert (filled["street"], filled["commune"]) == (LINE, "Morlaàs (64160)")
    assert float(filled["lat"]) == pytest.approx(communes[MORLAAS].lat_deg + 0.002, abs=1e-6)
    assert filled["origin"].startswith("address|64405_")


def test_file_is_filled_with_number_apart(agent, programme):
    response = suggest(
        agent, programme, "fiche", house_number="12 bis", street="ch des cretes fictives"
    )
    filled = fill_of(response)
    assert (filled["house_number"], filled["street"]) == (
        "12 bis",
        "Chemin des Crêtes-Fictives",
    )
    assert filled["commune"] == MORLAAS


def test_base_is_filled_for_whoever_manages_the_team(coordinator, programme):
    filled = fill_of(suggest(coordinator, programme, "depart", base_address="cazaubon pontacq"))
    assert (filled["base_address"], filled["base_commune"]) == ("Cazaubon", "64453")


def test_commune_alone_gives_its_centre(agent, programme):
    filled = fill_of(suggest(agent, programme, "appel", street="lembeye"))
    assert filled["commune"] == "Lembeye (64350)"
    assert (filled["street"], filled["lat"], filled["origin"]) == ("", "", "")


def test_chosen_commune_comes_first(agent, programme):
    response = suggest(
        agent, programme, "appel", street="rue du moulin d'essai", commune="Lembeye (64350)"
    )
    assert fill_of(response)["commune"] == "Lembeye (64350)"


def test_address_outside_the_territory_is_told_and_not_offered(agent, programme):
    programme.communes.set(Commune.objects.filter(pk=LEMBEYE))
    option = first_option(suggest(agent, programme, "appel", street=TYPED))
    assert option.is_shown_only
    assert option.detail.endswith("hors du territoire")


def test_nothing_typed_or_nothing_indexed_suggests_nothing(agent, programme):
    assert suggest(agent, programme, "appel", street="").context["options"] == []
    clear_addresses()
    assert suggest(agent, programme, "appel", street="zzz").context["options"] == []


def test_unknown_form_is_no_address(agent, programme):
    assert suggest(agent, programme, "autre", street=TYPED).status_code == 404


def test_suggestions_are_for_those_who_write_addresses(client_of, programme):
    statuses = {
        part: suggest(client_of(part), programme, "appel", street=TYPED).status_code
        for part in ("agent", "coordinator", "admin", "volunteer", "observer", "partner")
    }
    assert statuses == {
        "agent": 200, "coordinator": 200, "admin": 200,
        "volunteer": 403, "observer": 403, "partner": 403,
    }  # fmt: skip


def test_booked_visit_keeps_the_point_and_where_it_comes_from(agent, programme, communes):
    call = open_call(agent, programme)
    filled = fill_of(suggest(agent, programme, "appel", street=TYPED))
    type_in(agent, call, **filled)
    book(agent, call, offers_in(show(agent, call))[0], **filled)
    resident = Resident.objects.get()
    assert (resident.house_number, resident.street) == ("12 bis", "Chemin des Crêtes-Fictives")
    assert resident.point_source == PointSource.ADDRESS
    assert resident.ban_id.endswith("_00012_bis")
    assert resident.lat_deg == pytest.approx(communes[MORLAAS].lat_deg + 0.002, abs=1e-6)


def test_address_typed_over_loses_the_point_of_the_other(agent, programme, communes):
    call = open_call(agent, programme)
    filled = fill_of(suggest(agent, programme, "appel", street=TYPED))
    type_in(agent, call, **{**filled, "street": "Maison Fictive"})
    page = show(agent, call)
    assert page.context["call"].address.said == "Sans point : le centre de la commune servira."
    book(agent, call, offers_in(page)[0], **{**filled, "street": "Maison Fictive"})
    resident = Resident.objects.get()
    assert (resident.point_source, resident.ban_id) == (PointSource.COMMUNE, "")


def test_call_without_script_lists_addresses_then_takes_one(agent, programme):
    call = open_call(agent, programme)
    url = call_url("show-offers", call)
    asked = agent.post(url, {"street": TYPED, "find_address": "1"}, follow=True)
    option = asked.context["call"].address.options[0]
    assert escape(option.fill) in asked.content.decode()
    assert "crete" not in asked.request["QUERY_STRING"]
    taken = agent.post(
        url, {"street": TYPED, "found": option.fill, "take_address": "1"}, follow=True
    )
    form = taken.context["call"].form
    assert (form["street"].value(), form["commune"].value()) == (LINE, "Morlaàs (64160)")
    assert taken.context["call"].address.said == "Adresse exacte : le point est posé."


def test_file_without_script_lists_addresses_then_takes_one(agent, programme):
    url = reverse("residents:create-file", args=[programme.slug])
    typed = {**RESIDENT, "last_name": "", "street": TYPED}
    asked = agent.post(url, {**typed, "find_address": "1"})
    assert (asked.status_code, asked.context["form"].errors) == (200, {})
    chosen = asked.context["box"].options[0].fill
    taken = agent.post(url, {**typed, "found": chosen, "take_address": "1"})
    assert taken.context["form"]["house_number"].value() == "12 bis"
    assert not Resident.objects.exists()
    agent.post(url, {**RESIDENT, **json.loads(chosen)})
    assert Resident.objects.get().point_source == PointSource.ADDRESS


def test_base_without_script_lists_addresses(coordinator, programme):
    url = reverse("team:create-volunteer", args=[programme.slug])
    asked = coordinator.post(url, {"base_address": "cazaubon", "find_address": "1"})
    assert len(asked.context["box"].options) == 3
    assert asked.context["form"].errors == {}


def test_garbage_instead_of_a_chosen_address_changes_nothing(agent, programme):
    url = reverse("residents:create-file", args=[programme.slug])
    for chosen in ("{", "[]", '{"last_name": "Autre"}'):
        taken = agent.post(url, {**RESIDENT, "found": chosen, "take_address": "1"})
        assert taken.context["form"]["last_name"].value() == "Lacroix"


def test_point_far_from_its_commune_warns_in_every_form(agent, coordinator, programme):
    far = {"lat": "43.5", "lon": "-1.4", "origin": "map"}
    posted = agent.post(
        reverse("residents:create-file", args=[programme.slug]), {**RESIDENT, **far}
    )
    assert posted.status_code == 422
    assert posted.context["form"].errors.as_data()["commune"][0].code == "far"
    base = {"base_commune": MORLAAS, **far}
    posted = coordinator.post(reverse("team:create-volunteer", args=[programme.slug]), base)
    assert posted.context["form"].errors.as_data()["base_commune"][0].code == "far"
    at_centre = {**RESIDENT, **far, "at_centre": "on"}
    agent.post(reverse("residents:create-file", args=[programme.slug]), at_centre)
    assert Resident.objects.get().point_source == PointSource.COMMUNE


def test_file_opened_again_keeps_its_address(agent, programme, communes):
    resident = ResidentFactory(
        programme=programme, commune=communes[MORLAAS], house_number="12 bis",
        street="Chemin des Crêtes-Fictives", point_source=PointSource.ADDRESS,
        ban_id="64405_1_00012_bis", lat_deg=43.35, lon_deg=-0.26,
    )  # fmt: skip
    url = reverse("residents:edit-file", args=[programme.slug, resident.pk])
    page = agent.get(url)
    assert page.context["box"].said == "Adresse exacte : le point est posé."
    form = page.context["form"]
    kept = {
        name: form[name].value() for name in ("lat", "lon", "origin", "house_number", "street")
    }
    agent.post(url, {**RESIDENT, **kept})
    resident.refresh_from_db()
    assert (resident.point_source, resident.ban_id) == (
        PointSource.ADDRESS,
        "64405_1_00012_bis",
    )


def test_empty_index_says_how_to_import_to_those_who_may(client_of, cast, programme):
    url = reverse("residents:create-file", args=[programme.slug])
    admin = Membership.objects.get(account=cast["admin"])
    Membership.objects.create(
        account=cast["admin"], programme=programme, organisation=admin.organisation,
        role=Role.AGENT,
    )  # fmt: skip
    command = "toctoc addresses import"
    assert command not in client_of("admin").get(url).content.decode()
    clear_addresses()
    assert command in client_of("admin").get(url).content.decode()
    assert command not in client_of("agent").get(url).content.decode()


def test_volunteer_is_placed_by_an_address(coordinator, programme, cast):
    url = reverse("team:create-volunteer", args=[programme.slug])
    filled = fill_of(suggest(coordinator, programme, "depart", base_address=TYPED))
    posted = {
        **filled, "name": "Nouvelle Essai", "organisation": cast.volunteer.organisation_id,
        "mission_starts_on": "01/10/2026", "mission_ends_on": "30/06/2027",
        "weekly_hours": "28", "base_label": "Local", "travel": "car",
        "skills": ["equipment"],
    }  # fmt: skip
    coordinator.post(url, posted)
    volunteer = Volunteer.objects.get(name="Nouvelle Essai")
    assert volunteer.base_lat_deg == pytest.approx(float(filled["lat"]))
