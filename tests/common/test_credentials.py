"""What must never stand in a note, and what must not be mistaken for it."""

import pytest

from toctoc.common.credentials import Credential, find_credential


@pytest.mark.parametrize(
    "text",
    [
        "Mot de passe : Soleil64",
        "mot de passe soleil64",
        "mdp: jardin",
        "MDP=azerty",
        "son mdp est Lulu2019!",
        "code secret 4512",
        "code confidentiel : 9081",
        "Code PIN 0000",
        "code de sa carte 4821",
        "code bancaire 4821",
        "clé wifi : 8F3D77A0C2",
        "identifiant : 1840564002",
        "login jeanne.lacaze@exemple.invalid",
        "Ameli, mots de passes « Pau64000 »",
    ],
)
def test_password_with_its_name_is_found(text):
    assert find_credential(text) == Credential.PASSWORD


@pytest.mark.parametrize(
    "text",
    ["2 69 05 49 588 157 80", "269054958815780", "NIR 1 85 05 2A 158 157 58"],
)
def test_national_number_is_found_by_its_key(text):
    assert find_credential(text) == Credential.NIR


@pytest.mark.parametrize(
    "text", ["4111 1111 1111 1111", "carte 4111-1111-1111-1111", "4111111111111111"]
)
def test_card_is_found_by_its_key(text):
    assert find_credential(text) == Credential.CARD


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Portail 1234A",
        "Digicode 45B12, 2e étage",
        "Code d’entrée 1234, puis code portail : 98A",
        "Interphone Lacaze, clé sous le pot, chien gentil",
        "A oublié son mot de passe Ameli",
        "Mot de passe : oublié, à refaire ensemble",
        "Veut changer le mot de passe de sa boîte aux lettres électronique",
        "Le mot de passe est toujours refusé",
        "Identifiant perdu, mot de passe perdu",
        "Appeler le 05 59 33 46 10 ou le 06 12 34 56 78 avant de venir",
        "Parcelle 64160 0000 0012 0045",
        "2 69 05 49 588 157 81",
        "Dossier 4111 1111 1111 1112",
        "Chemin des pins, après le lopin",
    ],
)
def test_ordinary_note_is_left_alone(text):
    assert find_credential(text) is None
