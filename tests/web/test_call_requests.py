"""The list of calls: what is under way, what waits, what is answered."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOW, HelpRequestFactory
from tests.web.calls import CALLER, open_call, type_in

ANSWERED = ("waiting", "phone", "workshop", "handed_over", "booked", "closed")


@pytest.fixture
def address(programme):
    return reverse("call:list-requests", args=[programme.slug])


def rows(response):
    return [row.who for _title, group in response.context["groups"] for row in group]


def test_calls_under_way_stand_mine_before_the_team_s(agent, client_of, programme, address):
    type_in(agent, open_call(agent, programme))
    open_call(client_of("coordinator"), programme)
    groups = agent.get(address).context["groups"]
    assert [(title, [row.who for row in group]) for title, group in groups] == [
        ("Mes appels", ["Berthe Lacroix"]),
        ("Appels de l’équipe", ["Personne pas encore nommée"]),
    ]


@pytest.mark.parametrize("part", ["agent", "coordinator"])
def test_those_who_answer_calls_may_open_one(client_of, programme, part):
    call = open_call(client_of(part), programme)
    assert (call.status, call.programme) == ("open", programme)


def test_call_typed_so_far_is_named_by_what_was_searched_for(agent, programme, address):
    call = open_call(agent, programme)
    type_in(agent, call, **dict.fromkeys(CALLER, ""), person="06 39 98")
    assert rows(agent.get(address)) == ["06 39 98"]


@pytest.mark.parametrize("status", ANSWERED)
def test_each_pile_holds_its_own_calls_only(agent, programme, address, status):
    for one in ANSWERED:
        HelpRequestFactory(
            programme=programme, status=one, closed_at=NOW, resident__last_name=one
        )
    response = agent.get(address, {"etat": status})
    assert rows(response) == [f"Odette {status}"]


def test_piles_are_counted(agent, programme, address):
    HelpRequestFactory.create_batch(2, programme=programme, status="waiting", closed_at=NOW)
    counts = {str(tab.status): tab.count for tab in agent.get(address).context["tabs"]}
    assert counts == {**dict.fromkeys(("open", *ANSWERED), 0), "waiting": 2}


@pytest.mark.parametrize("status", ["open", *ANSWERED])
def test_empty_pile_teaches_what_comes_there(agent, address, status):
    response = agent.get(address, {"etat": status})
    assert str(response.context["tab"].empty_title) in response.text


@pytest.mark.parametrize("status", ["waiting", "phone"])
def test_whoever_waits_longest_comes_first_with_the_number_to_ring(
    agent, programme, address, status
):
    for days, name in ((1, "hier"), (3, "avant"), (0, "maintenant")):
        HelpRequestFactory(
            programme=programme,
            status=status,
            opened_at=NOW - timedelta(days=days),
            closed_at=NOW,
            resident__last_name=name,
        )
    response = agent.get(address, {"etat": status})
    assert rows(response) == ["Odette avant", "Odette hier", "Odette maintenant"]
    assert 'href="tel:+33559000001"' in response.text


def test_call_opened_for_nothing_can_be_closed_from_the_list(agent, programme, address):
    call = open_call(agent, programme)
    close = reverse("call:close-request", args=[programme.slug, call.pk])
    assert close in agent.get(address).text
    agent.post(close)
    assert rows(agent.get(address)) == []


def test_unknown_pile_is_the_one_under_way(agent, address):
    assert agent.get(address, {"etat": "x"}).context["tab"].status == "open"


def test_long_pile_is_cut_in_pages(agent, programme, address):
    HelpRequestFactory.create_batch(26, programme=programme, status="waiting", closed_at=NOW)
    assert len(rows(agent.get(address, {"etat": "waiting"}))) == 25
    assert len(rows(agent.get(address, {"etat": "waiting", "page": 2}))) == 1


def test_calls_of_another_programme_are_not_listed(agent, cast, address):
    HelpRequestFactory(programme=cast.elsewhere)
    assert rows(agent.get(address)) == []


def test_address_of_the_button_alone_opens_nothing(agent, programme, address):
    assert agent.get(reverse("call:open-call", args=[programme.slug]))["Location"] == address


def test_list_is_read_in_a_fixed_number_of_queries(
    agent, programme, address, django_assert_num_queries
):
    for _more in range(2):
        HelpRequestFactory.create_batch(2, programme=programme)
        with django_assert_num_queries(12):
            agent.get(address)
