"""Why a volunteer cannot run a session, or what to know before asking her to."""

from datetime import date

from django.utils.translation import gettext as _

from toctoc.common.wording import clock as say_clock
from toctoc.common.wording import day_short, duration
from toctoc.dispatch.bridge import LocalClock, VisitRow
from toctoc.dispatch.sentences.moments import typeset
from toctoc.planning.model import Shift


def on_day(day: date, sentence: str) -> str:
    """Say which day a sentence is about."""
    return typeset(_("%(day)s : %(sentence)s") % {"day": day_short(day), "sentence": sentence})


def say_no_mission() -> str:
    """Say that the mission does not cover the day."""
    return _("Pas en mission ce jour-là.")


def say_busy(row: VisitRow, clock: LocalClock) -> str:
    """Say that a visit or another session is in the way, and when."""
    sentence = (
        _("Déjà pris par un atelier ou une réunion de %(from)s à %(until)s, à %(commune)s.")
        if row.is_session
        else _("En visite de %(from)s à %(until)s, à %(commune)s.")
    )
    return sentence % _values(row, clock)


def say_absent() -> str:
    """Say that an absence is in the way; why is nobody's business here."""
    return _("Absence notée à ce moment.")


def say_minor_holiday(name: str) -> str:
    """Say that the law keeps a minor from it."""
    return typeset(
        _("Mineur : pas de mission un jour férié (%(name)s), art. L.120-7.") % {"name": name}
    )


def say_off_hours(shift: Shift | None, clock: LocalClock) -> str:
    """Say that the volunteer's week does not cover it; her day is made longer."""
    if shift is None:
        return _("Ne travaille pas ce jour-là.")
    return _("Hors de ses horaires (%(from)s – %(until)s).") % {
        "from": say_clock(clock.moment(shift.start_s)),
        "until": say_clock(clock.moment(shift.end_s)),
    }


def say_late_after(row: VisitRow, travel_s: int, clock: LocalClock) -> str:
    """Say that the road from what comes before is too long."""
    return _("Arriverait en retard : à %(commune)s jusqu’à %(until)s, %(road)s de route.") % {
        **_values(row, clock),
        "road": duration(travel_s),
    }


def say_late_before(row: VisitRow, travel_s: int, clock: LocalClock) -> str:
    """Say that the road to what comes after is too long."""
    return _("Serait en retard ensuite : à %(commune)s dès %(from)s, %(road)s de route.") % {
        **_values(row, clock),
        "road": duration(travel_s),
    }


def _values(row: VisitRow, clock: LocalClock) -> dict[str, str]:
    return {
        "from": say_clock(clock.moment(row.starts_s)),
        "until": say_clock(clock.moment(row.ends_s)),
        "commune": row.commune,
    }
