"""The helper that swaps a fragment into a page does what htmx does, and sees a difference."""

from django.http import HttpResponse

from tests.web.htmx import read, swap

PAGE = '<body><p>a</p>\n<ul id="list"> <li>1</li> </ul><p>z</p></body>'


def page():
    return read(HttpResponse(PAGE))


def test_fragment_takes_the_place_of_its_target():
    fragment = HttpResponse('<ul id="list"><li>2</li></ul>')
    assert swap(page(), "list", fragment) == read(HttpResponse(PAGE.replace("1", "2")))


def test_fragment_goes_inside_its_target():
    swapped = swap(page(), "list", HttpResponse("<li>2</li><li>3</li>"), inner=True)
    assert swapped == read(HttpResponse(PAGE.replace("<li>1</li>", "<li>2</li><li>3</li>")))


def test_fragment_that_differs_is_seen():
    fragment = HttpResponse('<ul id="list"><li>2</li></ul>')
    assert swap(page(), "list", fragment) != page()


def test_another_token_is_no_difference():
    form = '<form><input type="hidden" name="csrfmiddlewaretoken" value="%s"></form>'
    assert read(HttpResponse(form % "abc")) == read(HttpResponse(form % "def"))
