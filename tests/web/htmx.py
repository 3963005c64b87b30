"""Does with a page what htmx does in the browser, so that a swap can be compared with a reload.

    page = reload(client, url)
    fragment = ask_fragment(client, url, {"since": "2026-12-01"})
    assert swap(page, "visit-list", fragment) == reload(client, f"{url}?since=2026-12-01")

After an idea of les-emplois' test helpers.
"""

import re

from django.http import HttpResponse
from django.test import Client
from django.test.html import Element, parse_html

FRAGMENT = {"HX-Request": "true"}
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=)"[^"]*"')


def ask_fragment(client: Client, url: str, data: dict | None = None) -> HttpResponse:
    """Return what htmx would get from a GET."""
    return client.get(url, data or {}, headers=FRAGMENT)


def post_fragment(client: Client, url: str, data: dict | None = None) -> HttpResponse:
    """Return what htmx would get from a POST."""
    return client.post(url, data or {}, headers=FRAGMENT)


def reload(client: Client, url: str) -> Element:
    """Return the whole page, read afresh."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return read(response)


def read(response: HttpResponse) -> Element:
    """Return an answer as a tree that compares equal whatever its white space and its token."""
    return parse_html(TOKEN.sub(r'\1""', response.text))


def swap(page: Element, target: str, fragment: HttpResponse, *, inner: bool = False) -> Element:
    """Put the fragment in the place of the element with id `target`, or inside it."""
    arrived = read(fragment)
    pieces = [arrived] if arrived.name else arrived.children
    parent, place = find(page, target)
    if inner:
        parent.children[place].children = pieces
    else:
        parent.children[place : place + 1] = pieces
    return page


def find(tree: Element, identifier: str) -> tuple[Element, int]:
    """Return the parent of the only element with this id, and its place there."""
    found = [
        (parent, place)
        for parent in walk(tree)
        for place, child in enumerate(parent.children)
        if not isinstance(child, str) and ("id", identifier) in child.attributes
    ]
    assert len(found) == 1, f"{len(found)} elements with id {identifier}"
    return found[0]


def walk(tree: Element) -> list[Element]:
    inner = [child for child in tree.children if not isinstance(child, str)]
    return [tree, *(one for child in inner for one in walk(child))]
