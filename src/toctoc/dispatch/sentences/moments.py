"""Half-days and stretches of days, as one says them."""

from datetime import date

from django.utils.translation import gettext as _

from toctoc.common.wording import NBSP, day_long

NEAR_DAYS = 7  # from here on the name of the day alone could mean two days


def say_half_day(day: date, *, is_afternoon: bool, today: date) -> str:
    """Say "mardi matin", or "le mardi 15 décembre au matin" from a week on."""
    if (day - today).days < NEAR_DAYS:
        pattern = _("%(weekday)s après-midi") if is_afternoon else _("%(weekday)s matin")
        return pattern % {"weekday": _weekday(day)}
    pattern = _("le %(day)s après-midi") if is_afternoon else _("le %(day)s au matin")
    return pattern % {"day": day_long(day)}


def say_day(day: date, *, today: date) -> str:
    """Say "mardi", or "le mardi 15 décembre" from a week on."""
    if (day - today).days < NEAR_DAYS:
        return _weekday(day)
    return _("le %(day)s") % {"day": day_long(day)}


def typeset(sentence: str) -> str:
    """Begin with a capital, and hold French punctuation to its word."""
    held = sentence.replace(" :", f"{NBSP}:").replace(" ;", f"{NBSP};")
    held = held.replace("« ", f"«{NBSP}").replace(" »", f"{NBSP}»")
    return held[:1].upper() + held[1:]


def _weekday(day: date) -> str:
    return day_long(day).split(" ", maxsplit=1)[0]
