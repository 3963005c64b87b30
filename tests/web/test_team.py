"""The team on screen: volunteers, their weeks, and who has access."""

import re
from datetime import date, time

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import (
    AccountFactory,
    AvailabilityFactory,
    MembershipFactory,
    VolunteerFactory,
)
from toctoc.people.enums import Role
from toctoc.people.models import Account, Membership, Volunteer


@pytest.fixture
def address(programme):
    def address_of(name, *args):
        return reverse(f"team:{name}", args=[programme.slug, *args])

    return address_of


@pytest.fixture
def admin(client_of):
    return client_of("admin")


@pytest.fixture
def file(programme):
    return {
        "name": "Noa Essai",
        "organisation": str(programme.organisations.first().pk),
        "mission_starts_on": "1/12/2026",
        "mission_ends_on": "30/06/2027",
        "weekly_hours": "28",
        "base_label": "Mairie",
        "base_commune": "64405",
        "travel": "car",
        "skills": ["equipment"],
    }


@pytest.fixture
def invitation(programme):
    return {
        "name": "Noa Essai",
        "email": "noa@exemple.invalid",
        "role": "volunteer",
        "organisation": str(programme.organisations.first().pk),
    }


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def test_list_shows_missions_by_name_and_hides_those_that_are_over(agent, programme, address):
    VolunteerFactory(programme=programme, name="Zoé", mission_ends_on=date(2026, 12, 20))
    VolunteerFactory(programme=programme, name="Éloi", mission_starts_on=date(2027, 1, 4))
    VolunteerFactory(programme=programme, name="Ancien", mission_ends_on=date(2026, 11, 29))
    page = text_of(agent.get(address("list-volunteers")))
    names = re.findall(r"/equipe/\d+/\">([^<]+)</a>", page)
    assert names == ["Alix Essai", "Éloi", "Zoé"]
    assert "Finit bientôt" in page
    assert "Pas encore commencée" in page
    assert "Mission du 1er octobre 2026 au 30 juin 2027" in page
    assert "Ancien" in text_of(agent.get(address("list-volunteers"), {"passees": "1"}))


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_the_same_queries_for_one_and_for_three(
    agent, programme, address, django_assert_num_queries, rows
):
    for _row in range(rows):
        AvailabilityFactory(volunteer=VolunteerFactory(programme=programme))
    with django_assert_num_queries(6):
        agent.get(address("list-volunteers"))


def test_empty_team_teaches_the_first_step(coordinator, programme, address):
    Volunteer.objects.all().delete()
    assert "Ajouter un volontaire" in text_of(coordinator.get(address("list-volunteers")))


def test_volunteer_is_shown_with_mission_week_and_base(agent, cast, address):
    page = text_of(agent.get(address("show-volunteer", cast.volunteer.pk)))
    for said in ("Alix Essai", "28 h par semaine", "9 h – 17 h", "Local de Morlaàs"):
        assert said in page
    assert "Modifier la fiche" not in page


def test_volunteer_of_another_programme_is_no_address(coordinator, cast, address):
    elsewhere = VolunteerFactory(programme=cast.elsewhere)
    for name in ("show-volunteer", "edit-volunteer", "edit-week"):
        assert coordinator.get(address(name, elsewhere.pk)).status_code == 404


def test_volunteer_is_created_then_their_week_is_asked_for(coordinator, address, file):
    response = coordinator.post(address("create-volunteer"), file)
    volunteer = Volunteer.objects.get(name="Noa Essai")
    assert response["Location"] == address("edit-week", volunteer.pk)
    assert volunteer.mission_starts_on == date(2026, 12, 1)
    assert volunteer.skills == ["equipment"]
    assert (volunteer.base_lat_deg, volunteer.base_lon_deg) == (43.345, -0.265)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"name": "Alix Essai"}, "Il y a déjà un volontaire nommé Alix Essai."),
        ({"name": ""}, "Ce champ est obligatoire."),
        ({"mission_ends_on": "30/11/2026"}, "La mission finit avant de commencer."),
        ({"mission_ends_on": "31/02/2027"}, "Cette date n’existe pas"),
        ({"weekly_hours": "49"}, "La loi permet de 1 à 48 heures par semaine."),
        (
            {"weekly_hours": "36", "adult_on": "1/3/2027"},
            "Avant 18 ans, la loi permet au plus 35 heures par semaine.",
        ),
        ({"skills": []}, "Ce champ est obligatoire."),
    ],
)
def test_impossible_volunteer_says_why(coordinator, address, file, changes, says):
    response = coordinator.post(address("create-volunteer"), {**file, **changes})
    assert response.status_code == 422
    assert says in text_of(response)
    assert Volunteer.objects.count() == 1


def test_volunteer_is_changed_and_keeps_the_account(coordinator, cast, address, file):
    url = address("edit-volunteer", cast.volunteer.pk)
    assert 'value="01/10/2026"' in text_of(coordinator.get(url))
    account = str(cast["volunteer"].pk)
    response = coordinator.post(url, {**file, "account": account, "lat": "43.4", "lon": "-0.2"})
    assert response["Location"] == address("show-volunteer", cast.volunteer.pk)
    cast.volunteer.refresh_from_db()
    assert cast.volunteer.name == "Noa Essai"
    assert cast.volunteer.account == cast["volunteer"]
    assert cast.volunteer.base_lat_deg == 43.4


def test_account_of_another_volunteer_is_refused(coordinator, cast, address, file):
    typed = {**file, "account": str(cast["volunteer"].pk)}
    response = coordinator.post(address("create-volunteer"), typed)
    assert response.status_code == 422
    assert "Ce compte est déjà celui d’un autre volontaire." in text_of(response)


def test_invalid_change_keeps_the_old_name_as_the_title(coordinator, cast, address, file):
    url = address("edit-volunteer", cast.volunteer.pk)
    response = coordinator.post(url, {**file, "weekly_hours": "60"})
    assert response.status_code == 422
    assert "Modifier la fiche de Alix Essai" in text_of(response)


def test_week_is_shown_and_replaced(coordinator, cast, address):
    url = address("edit-week", cast.volunteer.pk)
    assert text_of(coordinator.get(url)).count('value="9 h"') == 5
    typed = {
        "day1-starts_1": "13h30",
        "day1-ends_1": "17:30",
        "day1-starts_2": "9",
        "day1-ends_2": "12 h",
    }
    response = coordinator.post(url, typed)
    assert response["Location"] == address("show-volunteer", cast.volunteer.pk)
    held = cast.volunteer.availabilities.values_list("weekday", "starts_at", "ends_at")
    assert list(held) == [(1, time(9), time(12)), (1, time(13, 30), time(17, 30))]


def test_week_of_a_minor_recalls_the_law(coordinator, programme, address):
    minor = VolunteerFactory(programme=programme, adult_on=date(2027, 3, 1))
    page = text_of(coordinator.get(address("edit-week", minor.pk)))
    assert "Au plus 7 heures par jour" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"day0-starts_1": "9h"}, "Il manque l’autre heure"),
        ({"day0-starts_1": "9h", "day0-ends_1": "8h"}, "Le retour doit venir après le départ."),
        ({"day0-starts_1": "midi", "day0-ends_1": "17h"}, "Cette heure n’existe pas"),
        (
            {
                f"day{day}-{end}": hour
                for day in range(7)
                for end, hour in (("starts_1", "9h"), ("ends_1", "17h"))
            },
            "Deux moments d’un jour se chevauchent, ou aucun jour de repos ne reste.",
        ),
    ],
)
def test_impossible_week_says_why_and_stores_nothing(coordinator, cast, address, typed, says):
    response = coordinator.post(address("edit-week", cast.volunteer.pk), typed)
    assert response.status_code == 422
    assert says in text_of(response)
    assert cast.volunteer.availabilities.count() == 5


def test_access_lists_everyone_and_offers_what_may_be_changed(coordinator, admin, address):
    mine = text_of(coordinator.get(address("list-access")))
    assert mine.count("exemple.invalid") == 6
    assert mine.count("Retirer…") == 1
    assert "demandez à l’administration" in mine
    assert text_of(admin.get(address("list-access"))).count("Retirer…") == 6


@pytest.mark.parametrize("rows", [1, 3])
def test_access_takes_the_same_queries_for_one_and_for_three(
    coordinator, programme, address, django_assert_num_queries, rows
):
    for _row in range(rows):
        MembershipFactory(
            programme=programme, organisation=programme.organisations.first(), role=Role.AGENT
        )
    with django_assert_num_queries(5):
        coordinator.get(address("list-access"))


def test_invited_person_chooses_a_password_and_is_in(coordinator, client, address, invitation):
    response = coordinator.post(address("invite-member"), invitation)
    assert response["Location"] == address("list-access")
    (message,) = mail.outbox
    assert message.to == ["noa@exemple.invalid"]
    assert "rôle : Volontaire" in message.body
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    form = client.get(link, follow=True)
    assert "Choisir votre mot de passe" in text_of(form)
    secret = "cheval-agrafe-batterie"
    client.post(form.request["PATH_INFO"], {"password1": secret, "password2": secret})
    assert client.login(email="noa@exemple.invalid", password=secret)


def test_existing_account_is_told_and_keeps_its_password(admin, cast, address, invitation):
    cast["partner"].set_password("cheval-agrafe-batterie")
    cast["partner"].save()
    admin.post(
        address("invite-member"),
        {**invitation, "email": "partner@exemple.invalid", "role": "observer"},
    )
    (message,) = mail.outbox
    assert "Votre mot de passe ne change pas" in message.body
    assert "/mot-de-passe/" not in message.body


def test_volunteer_without_account_is_invited_from_their_file(
    coordinator, programme, address, invitation
):
    volunteer = VolunteerFactory(programme=programme, name="Noa Essai")
    url = f"{address('invite-member')}?volontaire={volunteer.pk}"
    assert 'value="Noa Essai"' in text_of(coordinator.get(url))
    coordinator.post(url, invitation)
    volunteer.refresh_from_db()
    assert volunteer.account.email == "noa@exemple.invalid"


def test_account_of_another_volunteer_is_not_given_twice(
    coordinator, cast, programme, address, invitation
):
    volunteer = VolunteerFactory(programme=programme, name="Noa Essai")
    url = f"{address('invite-member')}?volontaire={volunteer.pk}"
    response = coordinator.post(url, {**invitation, "email": cast["volunteer"].email})
    assert response.status_code == 422
    assert "Ce compte est déjà celui d’un autre volontaire." in text_of(response)
    assert mail.outbox == []
    volunteer.refresh_from_db()
    assert volunteer.account is None


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"email": "noa"}, "adresse"),
        ({"name": ""}, "Ce champ est obligatoire."),
        ({"role": "admin"}, "Sélectionnez un choix valide."),
    ],
)
def test_impossible_invitation_says_why_and_sends_nothing(
    coordinator, address, invitation, changes, says
):
    response = coordinator.post(address("invite-member"), {**invitation, **changes})
    assert response.status_code == 422
    assert says in text_of(response)
    assert mail.outbox == []
    assert not Account.objects.filter(email="noa@exemple.invalid").exists()


def test_access_stands_and_is_told_where_the_mail_server_is_down(
    coordinator, address, invitation, settings
):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1},
        }
    }
    coordinator.post(address("invite-member"), invitation)
    page = text_of(coordinator.get(address("list-access")))
    assert "le courriel n’a pas pu partir à noa@exemple.invalid" in page
    assert "Renvoyer le courriel" in page


def test_invitation_is_sent_again_only_for_roles_one_may_give(coordinator, cast, address):
    own = Membership.objects.get(account=cast["volunteer"])
    other = Membership.objects.get(account=cast["agent"])
    assert coordinator.post(address("resend-invitation", other.pk)).status_code == 403
    assert coordinator.post(address("resend-invitation", own.pk)).status_code == 302
    assert [message.to for message in mail.outbox] == [["volunteer@exemple.invalid"]]


def test_access_is_ended_after_asking_once_more(coordinator, cast, address):
    membership = Membership.objects.get(account=cast["volunteer"])
    url = address("end-access", membership.pk)
    assert "Volunteer Essai n’aura plus l’accès « Volontaire »" in text_of(coordinator.get(url))
    assert coordinator.post(url)["Location"] == address("list-access")
    page = text_of(coordinator.get(address("list-access")))
    assert "n’a plus cet accès" in page
    assert "volunteer@exemple.invalid" not in page


@pytest.mark.parametrize(
    ("part", "own", "says"),
    [
        ("coordinator", "agent", "Votre rôle ne permet pas de faire cela."),
        ("admin", "admin", "C’est le dernier accès d’administration"),
    ],
)
def test_access_that_must_stay_stays(client_of, cast, address, part, own, says):
    membership = Membership.objects.get(account=cast[own])
    client = client_of(part)
    client.post(address("end-access", membership.pk))
    membership.refresh_from_db()
    assert membership.ends_on is None
    assert says in text_of(client.get(address("list-access")))


def test_access_of_another_programme_is_no_address(admin, cast, address):
    elsewhere = Membership.objects.get(account=cast["agent_elsewhere"])
    assert admin.post(address("end-access", elsewhere.pk)).status_code == 404
    assert admin.post(address("resend-invitation", elsewhere.pk)).status_code == 404


def test_account_already_invited_elsewhere_is_not_made_twice(coordinator, address, invitation):
    AccountFactory(email="noa@exemple.invalid", name="Noa d’Ailleurs")
    coordinator.post(address("invite-member"), invitation)
    assert Account.objects.get(email="noa@exemple.invalid").name == "Noa d’Ailleurs"
