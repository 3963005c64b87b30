"""The waiting list in the order in which people should be rung."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from toctoc.agenda.models import HelpRequest
from toctoc.agenda.queries import list_waiting
from toctoc.dispatch.queries.gains import (
    URGENT_DAYS,
    WaitingGain,
    list_waiting_gains,
    waited_days,
)
from toctoc.dispatch.sentences import waiting_sentence
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme

EVERYBODY: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FreedPlace:
    """Room in a volunteer's day: a visit was cancelled, or the day is still open."""

    volunteer: Volunteer
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRow:
    """Somebody on the waiting list: since when, and what a free place would be to them.

    `gain` is None where no place is looked at, or where it does not suit them.
    """

    help_request: HelpRequest
    waited_days: int
    gain: WaitingGain | None
    sentence: str


def list_waiting_ranked(
    programme: Programme, *, now: datetime, freed: FreedPlace | None = None
) -> list[WaitingRow]:
    """Return the waiting list, whom to ring first.

    By age, urgency counting as days waited more. With a free place those whom it suits come
    first, best fit first as in `list_waiting_gains`; the others follow, and nobody is left
    out. One query without a place, ten with one.
    """
    gains = _gains(programme, freed, now=now)
    rows = [
        _row(one, gains.get(one.pk), is_placed=freed is not None, now=now)
        for one in list_waiting(programme)
    ]
    order = {pk: place for place, pk in enumerate(gains)}
    return sorted(rows, key=lambda row: _rank(row, order))


def _gains(
    programme: Programme, freed: FreedPlace | None, *, now: datetime
) -> dict[int, WaitingGain]:
    """Return whom the place suits, by request, best first."""
    if freed is None:
        return {}
    found = list_waiting_gains(
        programme, volunteer=freed.volunteer, day=freed.day, now=now, limit=EVERYBODY
    )
    return {gain.help_request.pk: gain for gain in found if gain.visit is None}


def _row(
    help_request: HelpRequest, gain: WaitingGain | None, *, is_placed: bool, now: datetime
) -> WaitingRow:
    days = waited_days(help_request, now=now)
    sentence = gain.sentence if gain else waiting_sentence(days=days, is_placed=is_placed)
    return WaitingRow(help_request=help_request, waited_days=days, gain=gain, sentence=sentence)


def _rank(row: WaitingRow, order: dict[int, int]) -> tuple[int, int]:
    """Put first whom the place suits, then the most days."""
    days = row.waited_days + URGENT_DAYS.get(row.help_request.urgency, 0)
    return order.get(row.help_request.pk, EVERYBODY), -days
