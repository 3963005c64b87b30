"""A session that ends in the middle of a call: what was typed is there after signing in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW
from tests.web.calls import CALLER, call_url, open_call, show
from toctoc.agenda.models import Visit

PASSWORD = "un-long-mot-de-passe"
POSTS = ("show-offers", "book-visit", "answer-request", "choose-resident", "start-file")


@pytest.fixture
def call(agent, programme):
    return open_call(agent, programme)


@pytest.fixture
def account(cast):
    account = cast["agent"]
    account.set_password(PASSWORD)
    account.save()
    return account


def sign_in(client, account, address):
    return client.post(address, {"login": account.email, "password": PASSWORD}, follow=True)


@pytest.mark.parametrize("view", POSTS)
def test_call_posted_after_the_session_ended_is_there_after_signing_in(
    client, account, call, view
):
    late = client.post(call_url(view, call), {**CALLER, "offer": "x", "answer": "phone"})
    response = sign_in(client, account, late["Location"])
    form = response.context["call"].form
    assert response.redirect_chain[-1][0] == call_url("show-call", call)
    assert (form["last_name"].value(), form["street"].value()) == (
        "Lacroix",
        "12 chemin des Crêtes",
    )
    call.refresh_from_db()
    assert call.typed["last_name"] == ["Lacroix"]


def test_sign_in_page_says_that_nothing_is_lost(client, account, call):
    late = client.post(call_url("show-offers", call), CALLER, follow=True)
    assert "Rien n’est perdu" in late.text


def test_visit_is_not_booked_behind_a_sign_in(client, account, call):
    late = client.post(call_url("book-visit", call), {**CALLER, "offer": "x"})
    sign_in(client, account, late["Location"])
    assert not Visit.objects.exists()


def test_door_code_is_unreadable_in_the_nameless_session(client, call):
    client.post(call_url("show-offers", call), {**CALLER, "access_note": "Digicode 45B12"})
    assert "45B12" not in str(dict(client.session))


def test_more_than_any_call_is_not_kept_for_somebody_unsigned(client, call):
    flood = {**CALLER, "half_days": ["x" * 1000] * 12, "equipment": ["y" * 1000] * 12}
    response = client.post(call_url("show-offers", call), flood)
    assert response["Location"].startswith(reverse("account_login"))
    assert "call_kept" not in client.session


def test_typing_of_another_call_waits_for_its_own_page(client, account, agent, call):
    client.post(call_url("show-offers", call), CALLER)
    other = open_call(agent, call.programme)
    client.force_login(account)
    assert show(client, other).context["call"].form["last_name"].value() is None


def test_typing_kept_too_long_ago_is_dropped(client, account, call, settings):
    client.post(call_url("show-offers", call), CALLER)
    client.force_login(account)
    session = client.session
    session["call_kept"] |= {"at": (NOW - timedelta(hours=3)).isoformat()}
    session.save()
    assert show(client, call).context["call"].form["last_name"].value() is None


def test_someone_without_the_right_never_sees_what_was_kept(client, cast, call):
    client.post(call_url("show-offers", call), CALLER)
    client.force_login(cast["volunteer"])
    assert show(client, call).status_code == 403


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"X-Autosave": "true"}])
def test_script_whose_session_ended_is_sent_to_sign_in_and_keeps_its_page(
    client, call, headers
):
    response = client.post(call_url("save-call", call), CALLER, headers=headers)
    assert response["Location"].startswith(reverse("account_login"))
    assert "call_kept" not in client.session
