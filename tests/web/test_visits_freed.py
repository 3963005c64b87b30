"""A freed place: who would gain from it, why, and the way to give it to them."""

from datetime import date
from urllib.parse import quote_plus

import pytest
from django.urls import reverse

from tests.factories import HelpRequestFactory, ResidentFactory, VisitFactory, at
from tests.web.htmx import ask_fragment
from toctoc.agenda.enums import CancelReason, RequestStatus
from toctoc.agenda.models import HelpRequest
from toctoc.dispatch.operations import cancel_visit

# Session, account, programme, roles; visit; gains: seven; relatives.
QUERIES = 15
NEXT_WEEK = date(2026, 12, 16)


@pytest.fixture
def freed(cast, now):
    visit = VisitFactory(programme=cast.programme, volunteer=cast.volunteer)
    return cancel_visit(visit, reason=CancelReason.RESIDENT, by=cast["agent"], now=now)


@pytest.fixture
def waiting(programme, now):
    """Somebody on the waiting list, next door to the freed place."""
    return HelpRequestFactory(
        programme=programme,
        resident=ResidentFactory(programme=programme, last_name="Attend"),
        status=RequestStatus.WAITING,
        closed_at=now,
    )


def address(visit, name="agenda:show-freed-place"):
    return reverse(name, args=[visit.programme.slug, visit.pk])


def candidates(client, visit):
    return client.get(address(visit)).context["candidates"]


def test_cancelled_visit_leads_to_who_could_take_its_place(agent, freed):
    page = agent.get(address(freed, "agenda:show-visit"))
    assert address(freed) in page.text


def test_person_on_the_waiting_list_is_suggested_with_a_number(agent, freed, waiting):
    (one,) = candidates(agent, freed)
    text = agent.get(address(freed)).text
    assert (one.resident, one.is_waiting) == (waiting.resident, True)
    assert one.gain.sentence in text
    assert 'href="tel:+33559000001"' in text


def test_place_is_proposed_in_the_call_with_its_moment_ready(agent, freed, waiting):
    (one,) = candidates(agent, freed)
    response = agent.post(one.url, {"creneau": one.slot}, follow=True)
    assert HelpRequest.objects.get(pk=waiting.pk).status == RequestStatus.OPEN
    initial = response.context["call"].moment.initial
    assert (initial["day"], initial["volunteer"]) == (
        date(2026, 12, 2),
        str(freed.volunteer_id),
    )


def test_later_appointment_is_brought_forward_where_visits_are_moved(agent, cast, freed):
    later = VisitFactory(
        programme=cast.programme,
        volunteer=cast.volunteer,
        promised_from=at(NEXT_WEEK, 10),
        promised_until=at(NEXT_WEEK, 10, 30),
        starts_at=at(NEXT_WEEK, 10),
        ends_at=at(NEXT_WEEK, 11),
    )
    (one,) = candidates(agent, freed)
    assert (one.resident, one.is_waiting) == (later.resident, False)
    assert one.url == f"{address(later, 'agenda:move-visit')}?creneau={quote_plus(one.slot)}"
    form = agent.get(one.url).context["form"]
    assert (form["day"].value(), form["hour"].value()) != (None, None)


def test_nobody_who_would_gain_is_said(agent, freed):
    assert "n’y gagnerait" in agent.get(address(freed)).text


def test_panel_alone_is_given_to_the_visit_s_page(agent, freed, waiting):
    answer = ask_fragment(agent, address(freed))
    assert "<h1" not in answer.text
    assert "Attend" in answer.text


def test_visit_that_stands_leaves_no_place(agent, cast):
    visit = VisitFactory(programme=cast.programme, volunteer=cast.volunteer)
    assert agent.get(address(visit)).status_code == 404
    assert address(visit) not in agent.get(address(visit, "agenda:show-visit")).text


def test_moment_made_up_in_the_address_is_ignored(agent, programme):
    call = HelpRequestFactory(programme=programme, resident=None)
    url = reverse("call:show-call", args=[programme.slug, call.pk])
    assert agent.get(f"{url}?creneau=hier").context["call"].moment.initial == {}


def test_panel_is_read_in_a_fixed_number_of_queries(
    agent, programme, freed, waiting, now, django_assert_max_num_queries
):
    with django_assert_max_num_queries(QUERIES) as alone:
        agent.get(address(freed))
    for _more in range(2):
        HelpRequestFactory(
            programme=programme,
            resident=ResidentFactory(programme=programme),
            status=RequestStatus.WAITING,
            closed_at=now,
        )
    with django_assert_max_num_queries(len(alone)):
        assert len(candidates(agent, freed)) == 3
