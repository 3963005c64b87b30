"""A call as a browser without script would post it, and the moves of an agent through it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from toctoc.agenda.models import HelpRequest

EVERY_HALF_DAY = [str(index) for index in range(10)]
CALLER: dict[str, Any] = {
    "last_name": "Lacroix",
    "first_name": "Berthe",
    "landline": "05 59 33 46 10",
    "channel": "phone",
    "commune": "Morlaàs (64160)",
    "street": "12 chemin des Crêtes",
    "need": "technical",
    "length": "1 h",
    "half_days": EVERY_HALF_DAY,
}


def call_url(view: str, call: HelpRequest) -> str:
    """Return the address of a call's view: call_url("book-visit", call)."""
    return reverse(f"call:{view}", args=[call.programme.slug, call.pk])


def open_call(client: Client, programme) -> HelpRequest:
    """Open a call as the button of the list does."""
    client.post(reverse("call:open-call", args=[programme.slug]))
    return HelpRequest.objects.latest("pk")


def offers_in(response) -> list[str]:
    """Return what the offers' buttons would send."""
    return [card.token for card in response.context["call"].panel.cards]


def show(client: Client, call: HelpRequest):
    return client.get(call_url("show-call", call))


def type_in(client: Client, call: HelpRequest, **typed: Any):
    """Save the call as typed, as the autosave does."""
    return client.post(
        call_url("save-call", call), {**CALLER, **typed}, headers={"X-Autosave": "true"}
    )


def book(client: Client, call: HelpRequest, offer: str, **typed: Any):
    return client.post(call_url("book-visit", call), {**CALLER, **typed, "offer": offer})
