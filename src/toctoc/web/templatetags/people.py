"""What is said of people, in words: half-days that suit them, far-away days, large counts."""

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext

from toctoc.common.half_days import WORKING_DAYS, HalfDays

register = template.Library()

type Halves = tuple[bool, bool]  # morning, afternoon


@register.filter
def whole_number(number: int) -> str:
    """Show a count with its thousands apart: "34 500" (held by U+202F, as French prints it)."""
    return f"{number:,}".replace(",", pgettext("thousands separator", "\u202f"))


@register.filter
def day_of_year(day: date) -> str:
    """Say a day that may be far away: "1er octobre 2026"."""
    if isinstance(day, datetime):
        day = timezone.localtime(day)
    said = date_format(day, pgettext("day", "j F Y"))
    is_french = (get_language() or "fr").startswith("fr")
    return said.replace("1 ", "1er ", 1) if day.day == 1 and is_french else said


@register.filter
def half_days_said(week: HalfDays) -> str:
    """Say which half-days suit: "tous les matins", "lundi matin, mardi toute la journée".

    >>> half_days_said(HalfDays.from_text("1011000000"))
    'lundi matin, mardi toute la journée'
    """
    days = [_halves(week, day) for day in range(WORKING_DAYS)]
    if len(set(days)) == 1:
        return _say_every_day(days[0])
    said = (_say_day(day, halves) for day, halves in enumerate(days) if any(halves))
    return ", ".join(said)


def _halves(week: HalfDays, day: int) -> Halves:
    return week.suits(weekday=day, half=0), week.suits(weekday=day, half=1)


def _say_every_day(halves: Halves) -> str:
    return {
        (True, True): gettext("toute la semaine"),
        (True, False): gettext("tous les matins"),
        (False, True): gettext("tous les après-midi"),
        (False, False): gettext("aucune demi-journée"),
    }[halves]


def _say_day(day: int, halves: Halves) -> str:
    return {
        (True, True): gettext("%(day)s toute la journée"),
        (True, False): gettext("%(day)s matin"),
        (False, True): gettext("%(day)s après-midi"),
    }[halves] % {"day": WEEKDAYS[day]}
