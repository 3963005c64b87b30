"""Weeks of calls, played through the operations that serve the screens.

Each call comes at its own moment of the past, so that the agenda looks as it would have grown.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from toctoc.agenda.enums import CancelReason, RequestStatus
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.agenda.operations import (
    answer_request,
    note_told,
    open_request,
    save_request,
)
from toctoc.dispatch.operations import book_visit, cancel_visit
from toctoc.dispatch.queries import OfferRow, list_offers
from toctoc.people.enums import Channel, Need
from toctoc.people.models import Account, Resident

LENGTHS_MIN = {Need.EQUIPMENT: 90, Need.TECHNICAL: 60, Need.PRACTICAL: 60}
NEEDS = (Need.EQUIPMENT, Need.TECHNICAL, Need.TECHNICAL, Need.PRACTICAL)
FIRST_CALL = time(9, 10)
BETWEEN_CALLS = timedelta(minutes=35)
WORKING_DAYS = 5
# How the last calls were answered, where no visit was right.
OTHER_ANSWERS = (
    (RequestStatus.WAITING, "Rappeler dès qu’une place se libère le matin."),
    (RequestStatus.WAITING, "En déplacement jusqu’à la fin du mois."),
    (RequestStatus.PHONE, "Une question courte : à rappeler demain après-midi."),
    (RequestStatus.HANDED_OVER, "Démarche à faire en son nom : France services de Morlaàs."),
)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers the phone, and with which luck."""

    agent: Account
    rng: Random

    def play_calls(self, callers: list[Resident], *, days: int, now: datetime) -> None:
        """Let everyone call once, over the last working days until now."""
        moments = call_moments(len(callers), days=days, now=now)
        others = len(OTHER_ANSWERS)
        for resident, moment in zip(callers[:-others], moments, strict=False):
            self.answer_by_visit(resident, at=moment)
        for resident, answer, moment in zip(
            callers[-others:], OTHER_ANSWERS, moments[-others:], strict=True
        ):
            status, note = answer
            call = self._note_call(resident, at=moment)
            answer_request(call, status=status, note=note, by=self.agent, now=moment)

    def answer_by_visit(self, resident: Resident, *, at: datetime) -> Visit | None:
        """Book one of the offers, mostly the first; nothing fits: the waiting list."""
        call = self._note_call(resident, at=at)
        offers = list_offers(call, now=at).offers
        if not offers:
            answer_request(call, status=RequestStatus.WAITING, by=self.agent, now=at)
            return None
        chosen = offers[0] if self.rng.random() < 0.7 else self.rng.choice(offers)
        return self._book(call, chosen, at=at)

    def cancel_one(self, visits: list[Visit], *, now: datetime) -> None:
        """Let one person call back: something came up."""
        visit = self.rng.choice(visits)
        cancel_visit(visit, reason=CancelReason.RESIDENT, by=self.agent, now=now)

    def _book(self, call: HelpRequest, offer: OfferRow, *, at: datetime) -> Visit:
        visit = book_visit(
            call,
            volunteers=offer.asked_for,
            promised_from=offer.promised_from,
            by=self.agent,
            now=at,
        )
        return note_told(visit, channel=Channel.PHONE, by=self.agent, now=at)

    def _note_call(self, resident: Resident, *, at: datetime) -> HelpRequest:
        need = self.rng.choice(NEEDS)
        call = open_request(resident.programme, resident=resident, by=self.agent, now=at)
        return save_request(
            call,
            typed={},
            by=self.agent,
            now=at,
            need=need,
            length_min=LENGTHS_MIN[need],
            suits=resident.half_days,
        )


def call_moments(count: int, *, days: int, now: datetime) -> list[datetime]:
    """Return that many moments, spread evenly over the last working days, none after now."""
    last_days = _working_days_until(now.date(), days)
    a_day = -(-count // days)
    moments = [
        datetime.combine(day, FIRST_CALL, tzinfo=now.tzinfo) + call * BETWEEN_CALLS
        for day in last_days
        for call in range(a_day)
    ]
    return [min(moment, now) for moment in moments][-count:]


def _working_days_until(last: date, count: int) -> list[date]:
    day, found = last, list[date]()
    while len(found) < count:
        if day.weekday() < WORKING_DAYS:
            found.append(day)
        day -= timedelta(days=1)
    return found[::-1]
