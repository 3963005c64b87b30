"""The right half of the call screen: what can be said to the caller, as far as is known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self

from django.forms import BoundField
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.agenda.enums import VisitKind
from toctoc.agenda.models import HelpRequest
from toctoc.dispatch.queries import OfferRow, OfferSet, list_offers
from toctoc.people.models import Volunteer
from toctoc.web.forms.call import CallForm
from toctoc.web.promises import promise_when
from toctoc.web.templatetags.human import added_distance
from toctoc.web.views.call_draft import draft_request

SEPARATOR = "/"
OTHER_MOMENT = "other"
SLOT = "creneau"  # names, in an address, the moment a screen is opened for


@dataclass(frozen=True, slots=True)
class Choice:
    """A moment, and who is asked for: what the button of an offer sends.

    Nobody named: whoever the day's best plan sends.
    """

    promised_from: datetime
    volunteer_ids: tuple[int, ...]

    @classmethod
    def from_token(cls, token: str) -> Self:
        """Read `token`; a ValueError where someone made it up."""
        moment, _separator, ids = token.partition(SEPARATOR)
        promised_from = datetime.fromisoformat(moment)
        if promised_from.tzinfo is None:
            message = f"an aware moment expected, got {moment!r}"
            raise ValueError(message)
        return cls(promised_from, tuple(int(one) for one in ids.split(",") if one))

    @classmethod
    def from_query(cls, asked: QueryDict) -> Self | None:
        """Read the moment a screen is opened for, if its address names one."""
        try:
            return cls.from_token(asked.get(SLOT, ""))
        except ValueError:
            return None

    def as_initial(self) -> dict[str, Any]:
        """Return it as the boxes of a chosen moment hold it."""
        local = timezone.localtime(self.promised_from)
        first, second, *_others = (*map(str, self.volunteer_ids), "", "")
        return {
            "day": local.date(),
            "hour": local.time(),
            "volunteer": first,
            "partner": second,
        }

    @property
    def token(self) -> str:
        ids = ",".join(str(one) for one in self.volunteer_ids)
        return f"{self.promised_from.isoformat()}{SEPARATOR}{ids}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferCard:
    """An offer as it is read on the screen."""

    rank: int
    when: str
    volunteer: str
    distance: str
    sentence: str
    token: str
    note: str  # where, if not at home
    tours: tuple[tuple[int, date], ...]  # (volunteer, day) of those the offer counts on

    @classmethod
    def of(cls, row: OfferRow, help_request: HelpRequest, *, year: int) -> Self:
        is_by_phone = help_request.kind == VisitKind.PHONE
        is_unmoved = is_by_phone and not row.added_m
        when = promise_when(row, year)
        asked_for = tuple(volunteer.pk for volunteer in row.asked_for)
        day = timezone.localtime(row.promised_from).date()
        return cls(
            rank=row.rank,
            when=_("par téléphone, %(when)s") % {"when": when} if is_by_phone else when,
            volunteer=say_names(row.volunteers),
            distance=_("pas de route") if is_unmoved else added_distance(row.added_m),
            note=help_request.place.name if help_request.place else "",
            sentence=row.sentence,
            token=Choice(row.promised_from, asked_for).token,
            tours=tuple((volunteer.pk, day) for volunteer in row.volunteers),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPanel:
    """What the panel shows: what is still waited for, what is wrong, offers, or refusals."""

    missing: tuple[BoundField, ...] = ()
    wrong: tuple[BoundField, ...] = ()
    cards: tuple[OfferCard, ...] = ()
    refusals: tuple[str, ...] = ()
    nearest: str = ""
    later_from: date | None = None

    @property
    def later_token(self) -> str:
        return self.later_from.isoformat() if self.later_from else ""

    @property
    def is_ready(self) -> bool:
        return not self.missing and not self.wrong

    @property
    def news(self) -> str:
        """Say in one breath what changed, for those who do not see the panel."""
        if not self.is_ready:
            return ""
        if not self.cards:
            return _("Aucun rendez-vous possible. %(reason)s") % {
                "reason": " ".join(self.refusals)
            }
        count = ngettext("%(count)s proposition", "%(count)s propositions", len(self.cards))
        spoken = " ; ".join(card.when for card in self.cards)
        return f"{count % {'count': len(self.cards)}} : {spoken}."


def offer_panel(help_request: HelpRequest, form: CallForm, *, now: datetime) -> OfferPanel:
    """Return what can be offered for the form as it stands, once enough is known."""
    missing = tuple(form.list_missing())
    named = ("commune", "length", "half_days", "not_before", "need")
    wrong = tuple(form[name] for name in named if name in form.errors)
    if missing or wrong:
        return OfferPanel(missing=missing, wrong=wrong)
    draft = draft_request(help_request, form)
    return _panel_of(list_offers(draft, now=now), draft, now.date())


def say_names(volunteers: Sequence[Volunteer]) -> str:
    """Return the volunteers by their first names, "Ada et Bilal"."""
    return _(" et ").join(first_name(one) for one in volunteers)


def first_name(volunteer: Volunteer) -> str:
    return volunteer.name.split(" ", maxsplit=1)[0]


def _panel_of(found: OfferSet, draft: HelpRequest, today: date) -> OfferPanel:
    last = max((row.promised_from.date() for row in found.offers), default=None)
    has_later = last is not None and last < found.horizon_ends_on
    return OfferPanel(
        cards=tuple(OfferCard.of(row, draft, year=today.year) for row in found.offers),
        refusals=found.refusals,
        nearest=found.nearest,
        later_from=last + timedelta(days=1) if last and has_later else None,
    )
