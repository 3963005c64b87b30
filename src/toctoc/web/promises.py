"""How a promise is said: an hour, two hours, or half a day whose hour is told on the eve.

The only place that makes these words; templates reach them through `{% load promises %}`.
"""

from datetime import datetime, timedelta
from typing import Final, NamedTuple, Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from toctoc.agenda.enums import PromiseKind, VisitKind
from toctoc.common.wording import clock, day_long, half_day

AS_AN_HOUR: Final = timedelta(minutes=30)  # up to this wide, "vers 14 h" is true enough
AS_A_WINDOW: Final = timedelta(hours=2)
NOON_HOUR: Final = 12


class Promised(Protocol):
    """Whatever holds a window of arrival: a visit, an offer, a gain."""

    @property
    def promised_from(self) -> datetime: ...

    @property
    def promised_until(self) -> datetime: ...


class Window(NamedTuple):
    """A promise that only an event remembers."""

    promised_from: datetime
    promised_until: datetime
    promise: str = ""


def promise_kind(promised: Promised) -> PromiseKind:
    """Return what kind of promise a window is: as stored, or else by its width."""
    stored = getattr(promised, "promise", "")
    if stored:
        return PromiseKind(stored)
    width = promised.promised_until - promised.promised_from
    if width <= AS_AN_HOUR:
        return PromiseKind.EXACT
    return PromiseKind.WIDE if width <= AS_A_WINDOW else PromiseKind.HALF_DAY


def is_hour_to_come(promised: Promised) -> bool:
    """Tell whether the hour is still to be told, on the eve."""
    return promise_kind(promised) == PromiseKind.HALF_DAY


def promise_window(promised: Promised) -> str:
    """Say the window beside its day: "entre 14 h et 16 h", "le matin, entre 9 h et 11 h 30"."""
    if promised.promised_from == promised.promised_until:
        return _("à %(hour)s") % {"hour": clock(promised.promised_from)}
    if not is_hour_to_come(promised):
        return _between(promised)
    is_late = _is_afternoon(promised)
    pattern = _("l’après-midi, %(window)s") if is_late else _("le matin, %(window)s")
    return pattern % {"window": _between(promised)}


def promise_short(promised: Promised) -> str:
    """Say the window where there is little room: "14 h – 16 h", "matin, 9 h – 11 h 30"."""
    words = {"from": clock(promised.promised_from), "until": clock(promised.promised_until)}
    if promised.promised_from == promised.promised_until:
        return words["from"]
    hours = _("%(from)s – %(until)s") % words
    if not is_hour_to_come(promised):
        return hours
    return f"{half_day(_is_afternoon(promised))}, {hours}"


def promise_when(promised: Promised, year: int | None = None) -> str:
    """Say day and window: "mardi 8 décembre vers 14 h", "… au matin, entre 9 h et 11 h 30".

    The year follows where it is not `year`.
    """
    day = day_long(promised.promised_from, year)
    match promise_kind(promised):
        case PromiseKind.EXACT:
            words = {"day": day, "hour": clock(promised.promised_from)}
            if promised.promised_from == promised.promised_until:
                return _("%(day)s à %(hour)s") % words
            return _("%(day)s vers %(hour)s") % words
        case PromiseKind.WIDE:
            return f"{day} {_between(promised)}"
    return f"{promise_day(promised, year)}, {_between(promised)}"


def promise_day(promised: Promised, year: int | None = None) -> str:
    """Say the day, and of half a day which: "mardi 8 décembre", "mardi 8 décembre au matin"."""
    day = day_long(promised.promised_from, year)
    if not is_hour_to_come(promised):
        return day
    is_late = _is_afternoon(promised)
    return (_("%(day)s après-midi") if is_late else _("%(day)s au matin")) % {"day": day}


def say_rule(kind: PromiseKind, where: VisitKind = VisitKind.HOME) -> str:
    """Say to the caller what promises of a kind are worth, whatever the day."""
    if where == VisitKind.PLACE:
        return _("Quelqu’un vous attendra sur place à cette heure-là.")
    if where == VisitKind.PHONE:
        return {
            PromiseKind.EXACT: _(
                "Nous vous appellerons à cette heure-là, ou dans la demi-heure qui suit."
            ),
            PromiseKind.WIDE: _("Nous vous appellerons à un moment de ces deux heures."),
            PromiseKind.HALF_DAY: _(
                "Nous vous appellerons dans cette demi-journée, et nous vous dirons l’heure "
                "la veille."
            ),
        }[kind]
    return {
        PromiseKind.EXACT: _(
            "Nous arriverons à cette heure-là, ou dans la demi-heure qui suit."
        ),
        PromiseKind.WIDE: _("Nous arriverons à un moment de ces deux heures."),
        PromiseKind.HALF_DAY: _(
            "Nous viendrons dans cette demi-journée, et nous vous dirons l’heure la veille."
        ),
    }[kind]


def _between(promised: Promised) -> str:
    words = {"from": clock(promised.promised_from), "until": clock(promised.promised_until)}
    return _("entre %(from)s et %(until)s") % words


def _is_afternoon(promised: Promised) -> bool:
    return timezone.localtime(promised.promised_from).hour >= NOON_HOUR
