"""Signing in and out, and a forgotten password, in our words."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

SECRET = "cheval-agrafe-batterie"


@pytest.fixture(autouse=True)
def _nobody_tried_before():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def account(cast):
    cast["agent"].set_password(SECRET)
    cast["agent"].save()
    return cast["agent"]


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def test_signing_in_leads_to_the_first_screen(client, account):
    page = text_of(client.get(reverse("account_login")))
    assert "<h1>Se connecter</h1>" in page
    assert "Mot de passe oublié" in page
    # The address is read in any case.
    typed = {"login": "Agent@Exemple.invalid", "password": SECRET}
    response = client.post(reverse("account_login"), typed, follow=True)
    assert response.redirect_chain[-1][0] == "/nord-est-bearn/appel/"


def test_signing_in_from_a_screen_leads_back_to_it(client, account):
    wanted = reverse("residents:list-residents", args=["nord-est-bearn"])
    gate = client.get(wanted)
    page = text_of(client.get(gate["Location"]))
    assert f'name="next" value="{wanted}"' in page
    typed = {"login": account.email, "password": SECRET, "next": wanted}
    assert client.post(reverse("account_login"), typed)["Location"] == wanted


@pytest.mark.parametrize(
    ("login", "password"),
    [("agent@exemple.invalid", "mauvais"), ("personne@exemple.invalid", SECRET)],
)
def test_wrong_password_and_unknown_account_get_the_same_answer(
    client, account, login, password
):
    response = client.post(reverse("account_login"), {"login": login, "password": password})
    page = text_of(response)
    assert response.wsgi_request.user.is_anonymous
    assert re.findall(r'notice-body"><p>([^<]+)', page) == [
        "Ce courriel et ce mot de passe ne vont pas ensemble : vérifiez-les puis réessayez."
    ]
    assert f'value="{login}"' in page


def test_empty_sign_in_says_what_is_missing(client, db):
    page = text_of(client.post(reverse("account_login"), {}))
    assert page.count("Ce champ est obligatoire.") == 2


def test_closed_account_does_not_get_in(client, account):
    account.is_active = False
    account.save()
    typed = {"login": account.email, "password": SECRET}
    response = client.post(reverse("account_login"), typed, follow=True)
    assert response.wsgi_request.user.is_anonymous
    assert "Ce compte est fermé" in text_of(client.get(reverse("account_inactive")))


def test_signing_out_asks_then_leads_to_sign_in(client_of):
    agent = client_of("agent")
    assert "Rester connecté" in text_of(agent.get(reverse("account_logout")))
    assert agent.post(reverse("account_logout"))["Location"] == reverse("account_login")
    assert agent.get("/")["Location"].startswith(reverse("account_login"))


def test_forgotten_password_is_chosen_anew_by_a_link_that_serves_once(client, account):
    reset = reverse("account_reset_password")
    assert "Recevoir le lien" in text_of(client.get(reset))
    response = client.post(reset, {"email": account.email})
    assert response["Location"] == reverse("account_reset_password_done")
    assert "Le lien est parti" in text_of(client.get(response["Location"]))
    (message,) = mail.outbox
    assert message.subject == "Choisir un autre mot de passe pour Toctoc"
    link = re.search(r"http://testserver(\S+)", message.body)[1]
    form = client.get(link, follow=True)
    new = {"password1": "agrafe-cheval-pile", "password2": "agrafe-cheval-pile"}
    done = client.post(form.request["PATH_INFO"], new)
    assert done["Location"] == reverse("account_reset_password_from_key_done")
    assert "Votre mot de passe est prêt" in text_of(client.get(done["Location"]))
    assert client.login(email=account.email, password="agrafe-cheval-pile")
    client.logout()
    assert "Ce lien ne sert plus" in text_of(client.get(link, follow=True))


def test_weak_password_from_a_link_is_refused_with_the_reason(client, account):
    client.post(reverse("account_reset_password"), {"email": account.email})
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    weak = {"password1": "bearn", "password2": "bearn"}
    page = text_of(client.post(form.request["PATH_INFO"], weak))
    assert "12" in re.search(r"Erreur : </span>([^<]+)", page)[1]


def test_unknown_address_gets_the_same_answer_and_no_message(client, db):
    response = client.post(
        reverse("account_reset_password"), {"email": "personne@exemple.invalid"}
    )
    assert response["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_a_mail_server_that_is_down_changes_nothing_on_the_page(
    client, account, settings, caplog
):
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 9},  # nobody listens there
        }
    }
    response = client.post(reverse("account_reset_password"), {"email": account.email})
    assert response["Location"] == reverse("account_reset_password_done")
    assert "not sent" in caplog.text
    assert account.email not in caplog.text


def test_link_cut_short_says_so(client, db):
    url = reverse("account_reset_password_from_key", kwargs={"uidb36": "1", "key": "x"})
    assert "Ce lien ne sert plus" in text_of(client.get(url, follow=True))


def test_password_is_changed_by_its_owner(client, account):
    client.force_login(account)
    url = reverse("account_change_password")
    assert "Mot de passe actuel" in text_of(client.get(url))
    new = {"password1": "agrafe-cheval-pile", "password2": "agrafe-cheval-pile"}
    assert "Erreur" in text_of(client.post(url, {"oldpassword": "mauvais", **new}))
    client.post(url, {"oldpassword": SECRET, **new})
    account.refresh_from_db()
    assert account.check_password("agrafe-cheval-pile")


def test_first_password_is_set_by_an_account_without_one(client, cast):
    cast["agent"].set_unusable_password()
    cast["agent"].save()
    client.force_login(cast["agent"])
    url = reverse("account_set_password")
    assert "Choisir votre mot de passe" in text_of(client.get(url))
    client.post(url, {"password1": SECRET, "password2": SECRET})
    cast["agent"].refresh_from_db()
    assert cast["agent"].check_password(SECRET)


def test_password_is_asked_once_more_before_a_grave_change(client, account):
    client.force_login(account)
    page = text_of(client.get(reverse("account_reauthenticate")))
    assert "Confirmer que c’est vous" in page


def test_nobody_signs_up_alone(client, db):
    page = text_of(client.get(reverse("account_signup")))
    assert "On ne s’inscrit pas soi-même" in page
    typed = {"email": "moi@exemple.invalid", "password1": SECRET}
    assert "On ne s’inscrit pas" in text_of(client.post(reverse("account_signup"), typed))


def test_too_many_tries_are_told_to_wait(client, db):
    statuses = {client.post(reverse("account_login"), {}).status_code for _try in range(31)}
    assert statuses == {200, 429}
    page = text_of(client.post(reverse("account_login"), {}))
    assert "il faut attendre quelques minutes" in page
