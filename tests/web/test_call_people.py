"""Who calls: found by a name or a number, taken, or started anew."""

from http import HTTPStatus

import pytest

from tests.factories import RelativeFactory, ResidentFactory
from tests.web.calls import CALLER, call_url, open_call, show, type_in
from tests.web.htmx import post_fragment


@pytest.fixture
def call(agent, programme):
    return open_call(agent, programme)


@pytest.fixture
def odette(programme):
    return ResidentFactory(programme=programme, mobile="+33639980033", two_people_only=True)


def found(agent, call, text):
    response = post_fragment(agent, call_url("search-people", call), {"person": text})
    return [option.label for option in response.context["options"]]


@pytest.mark.parametrize("text", ["odette", "LAFFICTIVE", "05 59 00 00 01", "0639980033"])
def test_search_finds_a_file_by_name_sound_or_number(agent, call, odette, text):
    assert found(agent, call, text) == ["Odette Lafictive"]


def test_search_answers_nothing_to_one_letter_and_nobody_from_elsewhere(agent, cast, call):
    ResidentFactory(programme=cast.elsewhere)
    assert (found(agent, call, "o"), found(agent, call, "odette")) == ([], [])


def test_found_file_when_taken_fills_the_form_and_keeps_the_need(agent, call, odette):
    RelativeFactory(resident=odette)
    typed = {"person": "odette", "need": "practical", "half_days": ["1"], "chosen": odette.pk}
    response = agent.post(call_url("choose-resident", call), typed)
    form = show(agent, call).context["call"].form
    assert response["Location"] == f"{call_url('show-call', call)}#id_need_0"
    values = {
        "last_name": "Lafictive",
        "landline": "05 59 00 00 01",
        "mobile": "06 39 98 00 33",
        "commune": "Morlaàs (64160)",
        "two_people_only": True,
        "relative_name": "Solange Lafictive",
        "need": "practical",
        "half_days": ["1"],
        "person": "",
    }
    shown = {name: form[name].value() for name in values}
    assert {name: str(value) for name, value in shown.items()} == {
        name: str(value) for name, value in values.items()
    }


def test_file_of_someone_else_when_taken_leaves_nothing_of_the_first(agent, call, odette):
    other = ResidentFactory(programme=odette.programme, last_name="Autre", first_name="")
    agent.post(call_url("choose-resident", call), {"resident": odette.pk})
    typed = {"last_name": "Lafictive", "mobile": "06 39 98 00 33", "resident": other.pk}
    agent.post(call_url("choose-resident", call), typed)
    form = show(agent, call).context["call"].form
    assert (form["last_name"].value(), form["mobile"].value() or "") == ("Autre", "")


@pytest.mark.parametrize("pk", ["", "x", "999999"])
def test_file_that_does_not_exist_is_not_found(agent, call, pk):
    response = agent.post(call_url("choose-resident", call), {"resident": pk})
    assert response.status_code == HTTPStatus.NOT_FOUND


def test_file_of_another_programme_is_not_found(agent, cast, call):
    stranger = ResidentFactory(programme=cast.elsewhere)
    response = agent.post(call_url("choose-resident", call), {"resident": stranger.pk})
    assert response.status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize(
    ("searched", "field", "value"),
    [
        ("lacroix berthe", "last_name", "Lacroix"),
        ("lacroix berthe", "first_name", "Berthe"),
        ("0639980033", "mobile", "06 39 98 00 33"),
        ("05.59.33.46.10", "landline", "05 59 33 46 10"),
        ("05 59", "landline", "05 59"),
    ],
)
def test_new_file_starts_from_what_was_searched_for(agent, call, searched, field, value):
    agent.post(call_url("start-file", call), {"person": searched})
    assert show(agent, call).context["call"].form[field].value() == value


def test_new_file_keeps_what_is_typed_already(agent, call):
    agent.post(call_url("start-file", call), {**CALLER, "person": "autre"})
    form = show(agent, call).context["call"].form
    assert (form["last_name"].value(), form["street"].value()) == (
        "Lacroix",
        "12 chemin des Crêtes",
    )


def test_new_file_after_a_known_one_keeps_only_the_need(agent, call, odette):
    agent.post(call_url("choose-resident", call), {"resident": odette.pk})
    agent.post(call_url("start-file", call), {**CALLER, "person": ""})
    screen = show(agent, call).context["call"]
    assert (screen.resident, screen.form["last_name"].value()) == (None, None)
    assert screen.form["need"].value() == "technical"


def test_duplicates_are_offered_while_a_name_is_typed(agent, call, odette):
    typed = {"last_name": "Laficktive", "commune": "Morlaàs"}
    fragment = post_fragment(agent, call_url("show-matches", call), typed)
    assert [one.resident for one in fragment.context["call"].matches] == [odette]
    assert "nom très proche" in fragment.text


def test_search_without_script_shows_the_files_on_the_page(agent, call, odette):
    response = agent.post(call_url("show-offers", call), {"person": "odette"})
    assert response["Location"].endswith("#match-list")
    assert [one.resident for one in show(agent, call).context["call"].matches] == [odette]


def test_matches_are_read_in_a_fixed_number_of_queries(
    agent, call, odette, django_assert_num_queries
):
    typed = {"last_name": "Lafictive"}
    type_in(agent, call)
    for _more in range(2):
        with django_assert_num_queries(10):
            post_fragment(agent, call_url("show-matches", call), typed)
        ResidentFactory.create_batch(3, programme=odette.programme)
