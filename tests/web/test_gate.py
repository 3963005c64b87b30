"""Nobody gets behind a gate without a role in the programme and the action it asks for.

Walks every gated URL for everyone of the cast: a new screen is checked the day it appears.
"""

from http import HTTPStatus

import pytest
from django.urls import reverse

from tests.addresses import gates, sample_address
from toctoc.people.enums import Role
from toctoc.people.permissions import GRANTS

GATED = {name: needed for name, needed in gates().items() if needed is not None}
REFUSED = [
    (name, role)
    for name, needed in GATED.items()
    for role in Role
    if needed and not GRANTS[role].intersection(needed)
]


def answers(client, address):
    """Return the answers to reading and to writing there, less a method the view has not."""
    both = [client.get(address), client.post(address)]
    return [one for one in both if one.status_code != HTTPStatus.METHOD_NOT_ALLOWED]


def statuses(client, address):
    return {response.status_code for response in answers(client, address)}


@pytest.mark.parametrize("name", GATED)
def test_unsigned_visitor_is_sent_to_sign_in(client, programme, name):
    address = sample_address(name, programme.slug)
    sign_in = f"{reverse('account_login')}?next={address}"
    assert {response["Location"] for response in answers(client, address)} == {sign_in}


@pytest.mark.parametrize("name", GATED)
def test_account_without_a_role_there_finds_nothing(client, cast, name):
    address = sample_address(name, cast.programme.slug)
    for part in ("nobody", "agent_elsewhere", "admin_elsewhere"):
        client.force_login(cast[part])
        assert statuses(client, address) == {HTTPStatus.NOT_FOUND}


@pytest.mark.parametrize(("name", "role"), REFUSED)
def test_role_without_the_action_is_refused(client, cast, name, role):
    client.force_login(cast[role])
    address = sample_address(name, cast.programme.slug)
    assert statuses(client, address) == {HTTPStatus.FORBIDDEN}
