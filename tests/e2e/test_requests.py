"""What htmx does when the answer is not the one expected: the page stays, and says so."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.e2e, pytest.mark.urls("tests.e2e.design_urls")]


@pytest.fixture
def answer_with(page):
    """Make every further request of the sample combobox answer so."""

    def prepare(**answer):
        page.route("**/design/?person=*", lambda route: route.fulfill(**answer))
        page.goto("/design/")
        page.get_by_label("Retrouver une fiche").press_sequentially("marie")

    return prepare


def test_lost_session_is_told_and_nothing_is_swapped(page, answer_with):
    answer_with(status=401, body="<h1>Connexion</h1>")
    expect(page.locator("#messages")).to_contain_text("Votre session est terminée")
    assert page.get_by_label("Retrouver une fiche").input_value() == "marie"
    assert page.get_by_role("heading", name="Connexion").count() == 0


@pytest.mark.console_errors("the server answers 500 on purpose")
def test_broken_server_is_told_once(page, answer_with):
    answer_with(status=500, body="")
    told = page.locator("#messages [data-request-failed]")
    expect(told).to_contain_text("Ce qui est saisi est toujours là")
    assert told.count() == 1


def test_answer_with_script_runs_nothing(page, answer_with):
    answer_with(
        status=200,
        body='<li role="option">Marie</li><script>document.title = "taken"</script>',
        headers={"Content-Type": "text/html"},
    )
    page.get_by_role("option", name="Marie").wait_for()
    assert "taken" not in page.title()
