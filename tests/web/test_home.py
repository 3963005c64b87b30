"""The front door: each person lands on the first screen of their roles."""

import pytest
from django.urls import reverse

from tests.factories import MembershipFactory
from toctoc.people.enums import Role


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("part", "screen"),
    [
        ("agent", "call:list-requests"),
        ("coordinator", "call:list-requests"),
        ("volunteer", "tour:list-tours"),
        ("observer", "territory:show-map"),
        ("admin", "team:list-volunteers"),
    ],
)
def test_first_screen_is_that_of_the_role(client_of, programme, part, screen):
    client = client_of(part)
    door = reverse("open-programme", args=[programme.slug])
    assert client.get(reverse("home"))["Location"] == door
    assert client.get(door)["Location"] == reverse(screen, args=[programme.slug])


def test_role_without_a_screen_yet_is_told_so(client_of, programme):
    page = client_of("partner").get(reverse("open-programme", args=[programme.slug]))
    assert page.status_code == 200
    assert "Rien à faire ici pour l’instant" in text_of(page)


def test_several_programmes_are_offered_and_kept_in_the_menu(client_of, cast):
    MembershipFactory(
        account=cast["agent"],
        programme=cast.elsewhere,
        organisation=cast.elsewhere.organisations.first(),
        role=Role.OBSERVER,
    )
    agent = client_of("agent")
    page = text_of(agent.get(reverse("home")))
    assert "Où voulez-vous aller ?" in page
    assert page.index("Ailleurs") < page.index("Nord Est Béarn")
    address = reverse("residents:list-residents", args=[cast.programme.slug])
    menu = text_of(agent.get(address))
    assert "Changer de programme" in menu
    assert f'href="{reverse("open-programme", args=["ailleurs"])}"' in menu


def test_account_without_a_programme_is_told_whom_to_ask(client_of):
    page = text_of(client_of("nobody").get(reverse("home")))
    assert "Votre compte n’est rattaché à aucun programme" in page


def test_door_of_a_programme_without_a_role_is_no_address(client_of, cast):
    address = reverse("open-programme", args=[cast.elsewhere.slug])
    assert client_of("agent").get(address).status_code == 404


def test_front_door_asks_to_sign_in_first(client, db):
    assert client.get(reverse("home"))["Location"].startswith(reverse("account_login"))


def test_browser_set_to_another_language_gets_one_language(client_of, cast):
    address = reverse("team:edit-week", args=[cast.programme.slug, cast.volunteer.pk])
    page = text_of(client_of("coordinator").get(address, headers={"Accept-Language": "en"}))
    assert '<html lang="fr">' in page
    assert "Lundi" in page


def test_accessibility_is_declared_honestly_to_anyone(client, db):
    page = text_of(client.get(reverse("accessibility")))
    assert "Toctoc est non conforme" in page
    assert "Défenseur des droits" in page


def test_whoever_may_set_a_programme_up_finds_the_way_there(client, cast):
    setup = f'href="{reverse("setup:choose-communes")}"'
    founder = cast["nobody"]
    founder.is_staff = True
    founder.save()
    client.force_login(founder)
    assert setup in text_of(client.get(reverse("home")))
    team = reverse("team:list-volunteers", args=[cast.programme.slug])
    for part, is_led_there in (("admin", True), ("coordinator", False)):
        client.force_login(cast[part])
        assert (setup in text_of(client.get(team))) is is_led_there
