"""A view answers a page or a fragment, and says to caches what it depends on."""

import pytest
from django.test import RequestFactory, override_settings

from toctoc.web.screens import redirect_screen, render_screen

PAGE = "<h1>Page</h1>{% partialdef list inline %}<ul>{{ rows }}</ul>{% endpartialdef %}"
LOADERS = [("django.template.loaders.locmem.Loader", {"page.html": PAGE})]
ENGINE = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {"loaders": LOADERS},
}


@pytest.fixture(autouse=True)
def templates():
    with override_settings(TEMPLATES=[ENGINE]):
        yield


def answer(status=200, **headers):
    request = RequestFactory().get("/", headers=headers)
    return render_screen(request, "page.html", "list", {"rows": 3}, status=status)


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ({}, b"<h1>Page</h1><ul>3</ul>"),
        ({"HX-Request": "true"}, b"<ul>3</ul>"),
        ({"HX-Request": "true", "HX-Boosted": "true"}, b"<h1>Page</h1><ul>3</ul>"),
        (
            {"HX-Request": "true", "HX-History-Restore-Request": "true"},
            b"<h1>Page</h1><ul>3</ul>",
        ),
    ],
)
def test_render_screen_answers_what_was_asked(headers, shown):
    response = answer(**headers)
    assert response.content == shown
    assert response["Vary"] == "HX-Request, HX-Boosted, HX-History-Restore-Request"


def test_render_screen_with_errors_answers_422():
    assert answer(status=422, **{"HX-Request": "true"}).status_code == 422


def test_redirect_screen_is_followed_by_the_browser():
    response = redirect_screen(RequestFactory().get("/"), "/agenda")
    assert (response.status_code, response["Location"]) == (302, "/agenda")


def test_redirect_screen_with_htmx_moves_the_whole_page():
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    response = redirect_screen(request, "/agenda")
    assert (response.status_code, response["HX-Redirect"]) == (204, "/agenda")
