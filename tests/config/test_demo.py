"""Demo mode: its password opens nothing elsewhere, and only this machine is served."""

import pytest
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpResponse
from django.test import RequestFactory

from toctoc.config.demo import LoopbackOnlyMiddleware

DEMO_HASHERS = ["toctoc.config.demo.DemoPasswordHasher"]


def test_password_kept_in_demo_mode_opens_there_only(settings):
    usual = settings.PASSWORD_HASHERS
    settings.PASSWORD_HASHERS = DEMO_HASHERS
    stored = make_password("bienvenue-demo")
    assert check_password("bienvenue-demo", stored)
    settings.PASSWORD_HASHERS = usual
    assert not check_password("bienvenue-demo", stored)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.9.10", "::1"])
def test_this_machine_is_served(address):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    assert LoopbackOnlyMiddleware(lambda _: HttpResponse("oui"))(request).content == b"oui"


@pytest.mark.parametrize("address", ["192.168.1.20", "2001:db8::1"])
def test_another_machine_is_refused(address):
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    assert LoopbackOnlyMiddleware(lambda _: HttpResponse("non"))(request).status_code == 403
