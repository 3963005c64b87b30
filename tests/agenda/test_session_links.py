"""Private links: a place asked for without signing in, answered by an agent."""

from datetime import timedelta

import pytest

from tests.factories import NOW, ResidentFactory, SessionFactory
from toctoc.agenda.errors import LinkRevoked, SessionNotPlanned, TooManyRequests
from toctoc.agenda.models import PlaceRequest, SessionLink
from toctoc.agenda.operations import (
    AskedPlace,
    accept_place_request,
    ask_place,
    cancel_session,
    digest_of,
    drop_place_request,
    make_session_link,
    revoke_session_link,
)
from toctoc.agenda.operations.session_links import MAX_PENDING
from toctoc.agenda.queries import (
    count_place_requests,
    find_session_link,
    get_place_request,
    get_session_link,
    list_place_requests,
    list_session_links,
)
from toctoc.people.enums import Channel

ASKED = AskedPlace(
    last_name="Inventée", first_name="Rose", phone="+33600000009", needs_lift=True
)


@pytest.fixture
def session(programme):
    return SessionFactory(programme=programme)


@pytest.fixture
def made(session, agent):
    return make_session_link(session, label="France services d’essai", by=agent, now=NOW)


@pytest.fixture
def link(made):
    return made[0]


def test_link_is_found_by_its_token_which_is_not_stored(session, made):
    link, token = made
    assert token not in str(SessionLink.objects.values())
    assert find_session_link(digest_of(token), now=NOW) == link
    assert find_session_link(digest_of("autre"), now=NOW) is None
    assert find_session_link(digest_of(token), now=session.starts_at) is None


def test_link_revoked_leads_nowhere(session, programme, made, agent):
    link, token = made
    assert list(list_session_links(session)) == [link]
    revoke_session_link(get_session_link(programme, link.pk), by=agent, now=NOW)
    assert find_session_link(digest_of(token), now=NOW) is None
    assert list(list_session_links(session)) == []
    with pytest.raises(LinkRevoked):
        ask_place(link, asked=ASKED, now=NOW)
    assert not PlaceRequest.objects.exists()


def test_cancelled_session_has_no_links(session, made, agent):
    cancel_session(session, reason="", by=agent, now=NOW)
    assert find_session_link(digest_of(made[1]), now=NOW) is None
    with pytest.raises(SessionNotPlanned):
        make_session_link(session, label="Mairie", by=agent, now=NOW)


def test_place_asked_twice_is_asked_once_and_gives_no_seat(session, programme, link):
    first = ask_place(link, asked=ASKED, now=NOW)
    again = ask_place(link, asked=ASKED, now=NOW + timedelta(hours=1))
    assert first == again
    assert list(list_place_requests(session)) == [first]
    assert count_place_requests(programme, now=NOW) == 1
    assert count_place_requests(programme, now=session.ends_at) == 0
    assert not session.enrolments.exists()


def test_link_takes_no_more_than_anyone_would_send(link):
    for number in range(MAX_PENDING):
        one = AskedPlace(last_name=f"Nom {number}", first_name="", phone="+33600000009")
        ask_place(link, asked=one, now=NOW)
    with pytest.raises(TooManyRequests):
        ask_place(link, asked=ASKED, now=NOW)
    assert link.requests.count() == MAX_PENDING


def test_accepting_enrols_the_person_and_erases_what_was_asked(session, programme, link, agent):
    request = get_place_request(programme, ask_place(link, asked=ASKED, now=NOW).pk)
    resident = ResidentFactory(programme=programme)
    enrolment = accept_place_request(
        request, resident=resident, by=agent, now=NOW, told=Channel.PHONE
    )
    assert (enrolment.source, enrolment.needs_lift, enrolment.seat) == ("link", True, 1)
    assert (enrolment.told_channel, enrolment.told_at) == ("phone", NOW)
    assert not PlaceRequest.objects.exists()


def test_dropping_erases_what_was_asked(link, agent):
    drop_place_request(ask_place(link, asked=ASKED, now=NOW), by=agent)
    assert not PlaceRequest.objects.exists()
