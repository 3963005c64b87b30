"""Why half-days hold no offer, in sentences made of the core's own counts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from toctoc.common.wording import day_long, duration
from toctoc.dispatch.bridge import LocalClock
from toctoc.dispatch.sentences.moments import say_half_day, typeset
from toctoc.people.enums import Need
from toctoc.planning.model import HalfDay
from toctoc.planning.proposals import HalfDayRefusal, Reason, Refusal, RefusalReport

MAX_SENTENCES = 4
MINUTE_S = 60
HOUR_S = 3_600
NUMBERS: Mapping[int, Promise] = {
    2: gettext_lazy("deux"),
    3: gettext_lazy("trois"),
    4: gettext_lazy("quatre"),
    5: gettext_lazy("cinq"),
    6: gettext_lazy("six"),
    7: gettext_lazy("sept"),
    8: gettext_lazy("huit"),
    9: gettext_lazy("neuf"),
    10: gettext_lazy("dix"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What was asked, and between which days; what the sentences need beside the refusals."""

    clock: LocalClock
    today: date
    horizon_ends_on: date
    team: int
    need: str
    length_s: int
    first_offer: HalfDay | None = None

    def say(self, half_day: HalfDay) -> str:
        """Say a half-day."""
        day = self.clock.date_of(half_day.day)
        return say_half_day(day, is_afternoon=half_day.is_afternoon, today=self.today)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Refused half-days, in time order, that share what stands in the way."""

    reason: Reason
    refused: Sequence[HalfDayRefusal]

    @property
    def short(self) -> int:
        return min(half.nearest.short for half in self.refused)

    @property
    def volunteers(self) -> int:
        """How many volunteers the reason concerns."""
        return len(
            {
                refusal.volunteer
                for half in self.refused
                for refusal in half.refusals
                if refusal.reason is self.reason and refusal.volunteer is not None
            }
        )

    @property
    def closest(self) -> HalfDay:
        return min(self.refused, key=lambda half: half.nearest.short).half_day


def refusal_sentences(report: RefusalReport, search: Search) -> tuple[str, ...]:
    """Say why, one sentence a reason, in order of time; the most frequent reasons only."""
    groups = _group(report)
    kept = sorted(groups, key=lambda group: -len(group.refused))[:MAX_SENTENCES]
    return tuple(
        _say_group(group, search, refused=len(report.half_days))
        for group in groups
        if group in kept
    )


def nearest_sentence(report: RefusalReport, search: Search, *, told: Sequence[str] = ()) -> str:
    """Say what came nearest: "Au plus près : il manque 28 minutes mardi matin.".

    Nothing where nothing lacks in time, or where the sentences `told` give the figure already.
    """
    miss = report.nearest_miss
    missing = say_missing(miss.nearest.short) if miss else ""
    if miss is None or any(missing in sentence for sentence in told):
        return ""
    words = {"missing": missing, "when": search.say(miss.half_day)}
    return typeset(_("Au plus près : il manque %(missing)s %(when)s.") % words)


def slot_sentence(refusal: Refusal, search: Search) -> str:
    """Say why one appointment cannot be stored."""
    half = HalfDay(day=0, is_afternoon=False)
    alone = HalfDayRefusal(half_day=half, nearest=refusal, refusals=(refusal,))
    group = _Group(reason=refusal.reason, refused=[alone])
    cause = SLOT_CAUSES.get(refusal.reason) or _cause(group, search)
    return typeset(_("Ce rendez-vous n’est pas possible : %(cause)s.") % {"cause": cause})


def say_missing(short_s: int) -> str:
    """Say "28 minutes", "1 minute", "2 h 10"."""
    minutes = max(1, -(-short_s // MINUTE_S))
    if short_s >= HOUR_S:
        return duration(short_s)
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def _group(report: RefusalReport) -> list[_Group]:
    refused: dict[Reason, list[HalfDayRefusal]] = {}
    for half in report.half_days:
        refused.setdefault(half.nearest.reason, []).append(half)
    return [_Group(reason=reason, refused=halves) for reason, halves in refused.items()]


def _say_group(group: _Group, search: Search, *, refused: int) -> str:
    is_alone = len(group.refused) == 1
    if is_alone and group.reason is Reason.NO_ROOM:
        words = {"missing": say_missing(group.short), "when": search.say(group.closest)}
        return typeset(_("Il manque %(missing)s %(when)s.") % words)
    when = _when(group, search, is_only=len(group.refused) == refused)
    words = {"when": when, "cause": _cause(group, search)}
    return typeset(_("Aucune place %(when)s : %(cause)s.") % words)


def _when(group: _Group, search: Search, *, is_only: bool) -> str:
    """Say when: one half-day, all until the first offer, all of the horizon, or a stretch."""
    first, last = group.refused[0].half_day, group.refused[-1].half_day
    if len(group.refused) == 1:
        return search.say(first)
    if group.reason is Reason.BEYOND_HORIZON:
        return _("à partir du %(day)s") % {"day": day_long(search.clock.date_of(first.day))}
    if is_only and search.first_offer is None:
        return _("jusqu’au %(day)s") % {"day": day_long(search.horizon_ends_on)}
    if is_only and search.first_offer is not None and last < search.first_offer:
        day = search.clock.date_of(search.first_offer.day)
        if search.first_offer.day == last.day:
            return _("avant le %(day)s après-midi") % {"day": day_long(day)}
        return _("avant le %(day)s") % {"day": day_long(day)}
    days = {
        "n": len(group.refused),
        "first": day_long(search.clock.date_of(first.day)),
        "last": day_long(search.clock.date_of(last.day)),
    }
    return _("pour %(n)d demi-journées entre le %(first)s et le %(last)s") % days


def _cause(group: _Group, search: Search) -> str:
    return CAUSES[group.reason](group, search)


def _no_room(group: _Group, search: Search) -> str:
    missing = say_missing(group.short)
    if len(group.refused) == 1:
        return _("il manque %(missing)s dans la tournée") % {"missing": missing}
    words = {"missing": missing, "when": search.say(group.closest)}
    return _("les tournées sont pleines, il manque au moins %(missing)s (%(when)s)") % words


def _week_hours(group: _Group, search: Search) -> str:
    n = group.volunteers
    if n <= 1:
        if search.team == 1:
            return _("la semaine du volontaire est complète")
        return _("la semaine d’un volontaire est complète")
    words = {"n": NUMBERS.get(n, n)}
    if n == search.team:
        return _("la semaine des %(n)s volontaires est complète") % words
    return _("la semaine de %(n)s volontaires est complète") % words


def _day_hours(group: _Group, _search: Search) -> str:
    words = {"missing": say_missing(group.short)}
    return _("la journée de travail serait trop longue de %(missing)s") % words


def _too_long(group: _Group, search: Search) -> str:
    words = {"length": duration(search.length_s), "missing": say_missing(group.short)}
    return (
        _(
            "une visite de %(length)s, trajet compris, ne tient pas dans les heures de "
            "travail, il manque %(missing)s"
        )
        % words
    )


def _skills(_group: _Group, search: Search) -> str:
    return _("aucun volontaire présent ne fait « %(need)s »") % {
        "need": Need(search.need).label
    }


def _beyond_horizon(_group: _Group, search: Search) -> str:
    words = {"day": day_long(search.horizon_ends_on)}
    return _("l’agenda n’est ouvert que jusqu’au %(day)s") % words


CAUSES: Mapping[Reason, Callable[[_Group, Search], str]] = {
    Reason.NO_ROOM: _no_room,
    Reason.WEEK_HOURS: _week_hours,
    Reason.DAY_HOURS: _day_hours,
    Reason.TOO_LONG: _too_long,
    Reason.SKILLS: _skills,
    Reason.BEYOND_HORIZON: _beyond_horizon,
    Reason.MAX_VISITS: lambda _group, _search: _("la tournée a déjà toutes ses visites"),
    Reason.NO_PAIR: lambda _group, _search: _(
        "il faut deux volontaires ensemble, et ils ne sont pas libres au même moment"
    ),
    Reason.TOUR_BROKEN: lambda _group, _search: _(
        "une tournée ne tient déjà plus ses promesses, elle est à revoir dans l’agenda"
    ),
    Reason.NO_SHIFT: lambda _group, _search: _("personne ne travaille à ce moment"),
    Reason.NOTICE: lambda _group, _search: _("c’est trop tôt pour prévenir le volontaire"),
}

# What is true of one appointment that someone chose, where the general cause would not be.
SLOT_CAUSES: Mapping[Reason, Promise] = {
    Reason.NO_SHIFT: gettext_lazy("le volontaire ne travaille pas ce jour-là"),
    Reason.NO_PAIR: gettext_lazy(
        "il faut deux volontaires là où personne ne va seul, et un seul ailleurs"
    ),
}
