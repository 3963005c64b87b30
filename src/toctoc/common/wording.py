"""Where units turn human: lengths, distances, hours and days, in the current language.

Numbers hold to their unit by a no-break space (U+00A0), so "14 h 30" is never cut in two.
"""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

NBSP = "\u00a0"
MINUTE_S = 60
HOUR_MIN = 60
KM_M = 1000
# From here on a hundred metres more or less says nothing.
WHOLE_KM_FROM_M = 10_000


def hold(text: str) -> str:
    """Keep a text on one line."""
    return text.replace(" ", NBSP)


def duration(length_s: float) -> str:
    """Show seconds as "45 min", "1 h" or "1 h 30", to the nearest minute.

    >>> duration(5400).replace(NBSP, " ")
    '1 h 30'
    """
    hours, minutes = divmod(round(length_s / MINUTE_S), HOUR_MIN)
    values = {"hours": hours, "minutes": f"{minutes:02d}"}
    if not hours:
        return hold(gettext("%(minutes)s min") % {"minutes": minutes})
    if not minutes:
        return hold(gettext("%(hours)s h") % values)
    return hold(pgettext("length", "%(hours)s h %(minutes)s") % values)


def distance(length_m: float) -> str:
    """Show metres as "800 m", "2,5 km" or "14 km".

    >>> distance(14_200).replace(NBSP, " ")
    '14 km'
    """
    if round(length_m, -2) < KM_M:
        return hold(gettext("%(metres)s m") % {"metres": int(round(length_m, -1))})
    tenths = round(length_m / 100)
    if length_m >= WHOLE_KM_FROM_M or tenths % 10 == 0:
        return hold(gettext("%(km)s km") % {"km": round(length_m / KM_M)})
    figure = f"{tenths / 10:.1f}"
    separator = pgettext("decimal separator", ",")
    return hold(gettext("%(km)s km") % {"km": figure.replace(".", separator)})


def added_distance(length_m: float) -> str:
    """Show metres added to a tour, "+4 km"; under a hundred metres nobody makes a detour."""
    if abs(length_m) < 100:
        return hold(gettext("sans détour"))
    sign = "+" if length_m > 0 else "−"
    return sign + distance(abs(length_m))


def clock(moment: datetime | time) -> str:
    """Show an hour as "14 h 30" or "9 h"; aware moments in the current time zone."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    values = {"hour": moment.hour, "minute": f"{moment.minute:02d}"}
    if not moment.minute:
        return hold(pgettext("hour of the day", "%(hour)s h") % values)
    return hold(pgettext("hour of the day", "%(hour)s h %(minute)s") % values)


def day_long(day: date, current_year: int | None = None) -> str:
    """Show "mardi 8 décembre"; the year follows where `current_year` is given and differs."""
    pattern = pgettext("day", "l j F")
    if current_year is not None and day.year != current_year:
        pattern = pgettext("day", "l j F Y")
    return _say_first(day, date_format(_local(day), pattern))


def day_short(day: date) -> str:
    """Show "mar. 8 déc."."""
    return hold(_say_first(day, date_format(_local(day), pgettext("day", "D. j N"))))


def half_day(half: int) -> str:
    """Show a half of `common.half_days` (0 or 1) as "matin" or "après-midi"."""
    return gettext("après-midi") if half else gettext("matin")


def _local(day: date) -> date:
    if isinstance(day, datetime) and timezone.is_aware(day):
        return timezone.localtime(day)
    return day


def _say_first(day: date, text: str) -> str:
    """French says "1er décembre", and no date format knows."""
    if _local(day).day == 1 and (get_language() or "fr").startswith("fr"):
        return text.replace(" 1 ", " 1er ", 1)
    return text
