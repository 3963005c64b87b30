"""Screens are tested at a fixed moment, through the client of someone of the cast."""

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def _fixed_clock(settings):
    settings.CLOCK = "tests.clock.now"


@pytest.fixture
def client_of(cast):
    """Return a client signed in as someone of the cast: client_of("agent")."""

    def sign_in(part: str) -> Client:
        client = Client()
        client.force_login(cast[part])
        return client

    return sign_in


@pytest.fixture
def agent(client_of):
    return client_of("agent")


@pytest.fixture
def coordinator(client_of):
    return client_of("coordinator")


@pytest.fixture
def admin(client_of):
    return client_of("admin")
