"""What the call screen shows, whole or in pieces: one builder for page and fragments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from toctoc.agenda.models import HelpRequest
from toctoc.agenda.queries import list_places
from toctoc.common.half_days import HalfDays
from toctoc.dispatch.bridge import find_settings
from toctoc.people.enums import Channel
from toctoc.people.models import Resident
from toctoc.people.queries import list_volunteers
from toctoc.web.access import StaffRequest
from toctoc.web.forms.call import DEFAULT_LENGTH_MIN, CallForm
from toctoc.web.forms.call_answer import MomentForm, OutcomeForm
from toctoc.web.promises import say_rule
from toctoc.web.templatetags.human import clock, day_long, duration
from toctoc.web.views.addresses import AddressBox
from toctoc.web.views.call_draft import typed_from_file
from toctoc.web.views.call_known import History, Match, list_matches, say_matches
from toctoc.web.views.call_offers import Choice, OfferPanel, offer_panel
from toctoc.web.views.call_typed import Typed, pack, unpack
from toctoc.web.views.call_where import Where

MINUTE_S = 60
ADDRESSES_ASKED = "adresses"  # in the address bar: that they are asked for, never which
LONGEST_CALL = timedelta(hours=1)
FOLDED = (
    "email",
    "access_note",
    "two_people_only",
    "equipment",
    "relative_name",
    "relative_phone",
)
WHOLE = "last_name"  # a form that was posted whole holds it, empty or not
WITH_CHANNEL = frozenset({*FOLDED, "channel"})
ADDRESSES: Mapping[str, str] = {
    "save": "save-call",
    "offers": "show-offers",
    "map": "show-offer-map",
    "search": "search-people",
    "matches": "show-matches",
    "choose": "choose-resident",
    "start_file": "start-file",
    "book": "book-visit",
    "answer": "answer-request",
}
BLANK: Mapping[str, list[str]] = {
    "channel": [Channel.PHONE.value],
    "half_days": [str(index) for index, _flag in enumerate(HalfDays.whole_week().flags)],
}


@dataclass(frozen=True, slots=True)
class Notice:
    """What has just gone wrong, and what to do about it."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """When the call began: one on the line is timed, one taken up again is dated."""

    opened_at: datetime
    now: datetime

    @property
    def is_live(self) -> bool:
        return self.now - self.opened_at < LONGEST_CALL

    def __str__(self) -> str:
        day, hour = day_long(self.opened_at, self.now.year), clock(self.opened_at)
        return _("ouvert %(day)s à %(hour)s") % {"day": day, "hour": hour}


class CallScreen:
    """One call as it stands; every part is read when the template asks for it, once.

    `is_final`: the agent decided, so whatever is missing is an error from now on.
    """

    def __init__(
        self,
        request: StaffRequest,
        help_request: HelpRequest,
        data: MultiValueDict[str, str] | None = None,
        *,
        is_final: bool = False,
    ) -> None:
        self.request = request
        self.help_request = help_request
        self.form = CallForm(
            data if data is not None else unpack(typed_of(help_request)),
            programme=request.programme,
            today=request.today,
            usual_promise=find_settings(request.programme).promise,
            places=list(list_places(request.programme, open_on=request.today)),
        )
        self.form.has_reachable_relative = self._has_reachable_relative()
        if not is_final:
            self.form.forgive_missing()
        self.outcome = OutcomeForm()
        self.notice: Notice | None = None
        self.is_final = is_final

    @property
    def resident(self) -> Resident | None:
        return self.help_request.resident

    @cached_property
    def volunteers(self) -> list[Any]:
        return list(list_volunteers(self.request.programme, on_mission_from=self.request.today))

    @cached_property
    def moment(self) -> MomentForm:
        chosen = Choice.from_query(self.request.GET)
        return MomentForm(
            volunteers=self.volunteers,
            today=self.request.today,
            initial=chosen.as_initial() if chosen else {},
        )

    @property
    def promise_rule(self) -> str:
        """What to say of the promise, whatever the day."""
        return say_rule(self.form.promise_kind, self.form.visit_kind)

    @cached_property
    def panel(self) -> OfferPanel:
        return offer_panel(self.help_request, self.form, now=self.request.now)

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        return list_matches(self.request.programme, self.form) if not self.resident else ()

    @property
    def match_news(self) -> str:
        return say_matches(self.matches)

    @cached_property
    def where(self) -> Where:
        return Where.of(self.form, today=self.request.today)

    @cached_property
    def address(self) -> AddressBox:
        is_asked = ADDRESSES_ASKED in self.request.GET
        return AddressBox(self.request, "appel", self.form, is_asked=is_asked)

    @cached_property
    def history(self) -> History:
        return History.of(self.resident, now=self.request.now)

    @property
    def opening(self) -> Opening:
        return Opening(self.help_request.opened_at, self.request.now)

    @property
    def has_more(self) -> bool:
        """Tell whether the folded part holds something to see."""
        plain = self.form["channel"].value() == Channel.PHONE
        filled = any(self.form[name].value() for name in FOLDED)
        return not plain or filled or not self.form.errors.keys().isdisjoint(WITH_CHANNEL)

    @property
    def urls(self) -> dict[str, str]:
        """The addresses its buttons lead to."""
        at = (self.request.programme.slug, self.help_request.pk)
        own = {name: reverse(f"call:{view}", args=at) for name, view in ADDRESSES.items()}
        return {**own, "cells": reverse("territory:list-cells", args=at[:1])}

    @property
    def usual_lengths(self) -> dict[str, str]:
        """The usual length of each need, as the form writes it."""
        return {
            str(need): duration(length * MINUTE_S)
            for need, length in DEFAULT_LENGTH_MIN.items()
        }

    def draw(self, *, status: int = 200, template: str = "call/show.html") -> HttpResponse:
        return render(self.request, template, {"call": self}, status=status)

    def _has_reachable_relative(self) -> bool:
        relatives = self.resident.relatives.all() if self.resident else ()
        return any(one.phone or one.email for one in relatives)


def typed_of(help_request: HelpRequest) -> Typed:
    """Return the form as it stood.

    Of a call that was answered only the need is still there, the rest is in the file; of one
    just opened, nothing.
    """
    typed, resident = cast("Typed", help_request.typed), help_request.resident
    if WHOLE in typed or (typed and resident is None):
        return typed
    file = pack(typed_from_file(resident)) if resident else dict(BLANK)
    return {**file, **typed}
