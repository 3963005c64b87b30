"""Who has access, on screen: giving it, telling of it, ending it."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from tests.factories import AccountFactory, MembershipFactory, VolunteerFactory
from toctoc.people.enums import Role
from toctoc.people.models import Account, Membership


@pytest.fixture
def address(programme):
    def address_of(name, *args):
        return reverse(f"team:{name}", args=[programme.slug, *args])

    return address_of


@pytest.fixture
def admin(client_of):
    return client_of("admin")


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
