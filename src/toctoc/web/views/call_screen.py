"""What the call screen shows, whole or in pieces: one builder for page and fragments."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self, cast

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.agenda.queries import list_visits_of
from toctoc.common.half_days import HalfDays
from toctoc.people.enums import Channel
from toctoc.people.models import Resident
from toctoc.people.queries import find_duplicates, list_volunteers, search_residents
from toctoc.territory.queries import sector_by_commune
from toctoc.web.access import StaffRequest
from toctoc.web.components import SectorBadge
from toctoc.web.forms.call import DEFAULT_LENGTH_MIN, CallForm, TypedCommuneField
from toctoc.web.forms.call_answer import MomentForm, OutcomeForm
from toctoc.web.templatetags.human import clock, day_long, duration, phone_national
from toctoc.web.views.call_draft import typed_from_file
from toctoc.web.views.call_offers import OfferPanel, offer_panel
from toctoc.web.views.call_typed import Typed, pack, unpack
from toctoc.web.views.territory import badge_of

MATCHES = 5
RECENT_VISITS = 5
MINUTE_S = 60
LONGEST_CALL = timedelta(hours=1)
FOLDED = (
    "email",
    "access_note",
    "two_people_only",
    "equipment",
    "relative_name",
    "relative_phone",
)
WITH_CHANNEL = frozenset({*FOLDED, "channel"})
ADDRESSES: Mapping[str, str] = {
    "save": "save-call",
    "offers": "show-offers",
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
class Match:
    """A file that may be the caller's, and why it is shown."""

    resident: Resident
    why: str = ""

    @property
    def detail(self) -> str:
        return describe(self.resident)


@dataclass(frozen=True, slots=True)
class Notice:
    """What has just gone wrong, and what to do about it."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What was promised to this person already, and what was done."""

    coming: Visit | None = None
    past: tuple[Visit, ...] = ()

    @classmethod
    def of(cls, resident: Resident | None, *, now: datetime) -> Self:
        """Read it; one query for a known person."""
        if resident is None:
            return cls()
        visits = list(list_visits_of(resident)[:RECENT_VISITS])
        coming = [
            one for one in visits if one.status == VisitStatus.BOOKED and one.ends_at > now
        ]
        past = tuple(
            one
            for one in visits
            if one.status != VisitStatus.CANCELLED and one.ends_at <= now and not one.lead_id
        )
        return cls(min(coming, key=lambda one: one.starts_at, default=None), past)


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
        )
        self.form.has_reachable_relative = self._has_reachable_relative()
        if not is_final:
            self.form.forgive_missing()
        self.moment = MomentForm(volunteers=self.volunteers, today=request.today)
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
    def panel(self) -> OfferPanel:
        return offer_panel(self.help_request, self.form, now=self.request.now)

    @cached_property
    def matches(self) -> list[Match]:
        """Duplicates of the file being typed; before a name is typed, what the search finds."""
        if self.resident is not None:
            return []
        value = self.form.cleaned_data.get
        phone = value("landline") or value("mobile") or ""
        names = {"last_name": value("last_name", ""), "first_name": value("first_name", "")}
        if phone or names["last_name"]:
            found = find_duplicates(
                self.request.programme,
                **names,
                commune=value("commune"),
                phone=phone,
                limit=MATCHES,
            )
            return [Match(one.resident, str(one.why.label)) for one in found]
        text = value("person", "")
        files = search_residents(self.request.programme, text)[:MATCHES] if text else ()
        return [Match(resident) for resident in files]

    @cached_property
    def sector(self) -> SectorBadge | None:
        commune = self.form.cleaned_data.get("commune")
        if commune is None:
            return None
        sectors = sector_by_commune(self.request.programme, on=self.request.today)
        return badge_of(sectors.get(commune.pk))

    @cached_property
    def history(self) -> History:
        return History.of(self.resident, now=self.request.now)

    @property
    def is_live(self) -> bool:
        """Tell a call on the line from one taken up again later: only the first is timed."""
        return self.request.now - self.help_request.opened_at < LONGEST_CALL

    @property
    def opened(self) -> str:
        opened_at = self.help_request.opened_at
        return _("ouvert %(day)s à %(hour)s") % {
            "day": day_long(opened_at, self.request.today.year),
            "hour": clock(opened_at),
        }

    @property
    def communes(self) -> list[str]:
        return self._commune_field.labels

    @property
    def commune(self) -> str:
        """The commune as recognised, whatever way it was typed."""
        return str(self.form.cleaned_data.get("commune") or "")

    @property
    def is_placed(self) -> bool:
        return self.form["lat"].value() not in {None, ""}

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

    @property
    def _commune_field(self) -> TypedCommuneField:
        return cast("TypedCommuneField", self.form.fields["commune"])

    def _has_reachable_relative(self) -> bool:
        relatives = self.resident.relatives.all() if self.resident else ()
        return any(one.phone or one.email for one in relatives)


def typed_of(help_request: HelpRequest) -> Typed:
    """Return the form as it stood; before anything is typed, the file's contents or a blank."""
    if help_request.typed:
        return cast("Typed", help_request.typed)
    if help_request.resident:
        return pack(typed_from_file(help_request.resident))
    return dict(BLANK)


def describe(resident: Resident) -> str:
    """Return what tells two namesakes apart: the commune and a number."""
    phone = phone_national(resident.landline or resident.mobile)
    return " · ".join(part for part in (resident.commune.name, phone) if part)
