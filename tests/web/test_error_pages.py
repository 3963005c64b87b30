"""Error pages: drawn without any context, in French, with a way out."""

import re

import pytest
from django.template.loader import render_to_string

PAGES = {
    "400.html": "Cette demande n’a pas été comprise",
    "403.html": "Cette page n’est pas ouverte à votre compte",
    "403_csrf.html": "Cette page est restée ouverte trop longtemps",
    "404.html": "Cette page n’existe pas",
    "500.html": "Un problème est survenu chez nous",
}


@pytest.mark.parametrize(("template", "heading"), PAGES.items())
def test_error_page_says_what_happened_and_where_to_go(template, heading):
    page = " ".join(render_to_string(template).split())
    assert re.findall(r"<h1> ?(.*?) ?</h1>", page) == [heading]
    assert re.findall(r"<title> ?(.*?) ?</title>", page) == [f"{heading} – Toctoc"]
    assert re.findall(r'class="btn btn-primary" href="(.*?)"', page) == ["/"]


def test_unknown_address_answers_the_page(client):
    response = client.get("/nulle/part/du/tout/")
    assert response.status_code == 404
    assert PAGES["404.html"] in response.content.decode()
