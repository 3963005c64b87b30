"""Rules of the week in plain French: what a choice on screen means, how a rule is said."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from toctoc.agenda.enums import SchoolTime
from toctoc.agenda.models import Availability
from toctoc.agenda.recurrence import (
    EVER,
    LAST,
    ONCE,
    monthly_rule,
    parts_of,
    until_of,
    weekdays_of,
    weekly_rule,
)
from toctoc.common.wording import clock, day_long

EVERY_WEEK: Final = "week"
EVERY_TWO: Final = "two_weeks"
ONE_DAY: Final = "once"
PLACES: Mapping[str, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": LAST}
PACES: Mapping[str, str | Promise] = {
    EVERY_WEEK: gettext_lazy("Chaque semaine"),
    EVERY_TWO: gettext_lazy("Une semaine sur deux"),
    "first": gettext_lazy("Le premier du mois"),
    "second": gettext_lazy("Le deuxième du mois"),
    "third": gettext_lazy("Le troisième du mois"),
    "fourth": gettext_lazy("Le quatrième du mois"),
    "last": gettext_lazy("Le dernier du mois"),
    ONE_DAY: gettext_lazy("Une seule fois"),
}
LONG_AGO: Final = EVER.year + 1


def write_rule(pace: str, weekdays: Sequence[int], until: date | None) -> str:
    """Return the rule of a choice made on screen."""
    if pace == ONE_DAY:
        return ONCE
    if pace in PLACES:
        return monthly_rule(weekdays, place=PLACES[pace], until=until)
    return weekly_rule(weekdays, every_weeks=2 if pace == EVERY_TWO else 1, until=until)


def read_pace(rule: str) -> str:
    """Return the choice on screen that a rule was made from."""
    parts = parts_of(rule)
    if parts["FREQ"] == "MONTHLY":
        place = int(parts["BYDAY"].split(",")[0][:-2])
        return next(name for name, number in PLACES.items() if number == place)
    if parts["FREQ"] == "WEEKLY":
        return EVERY_TWO if parts.get("INTERVAL") == "2" else EVERY_WEEK
    return ONE_DAY


def say_rule(availability: Availability) -> str:
    """Say a rule in a sentence: which days, which hours, from when to when."""
    pieces = [_days(availability), _("de %(starts)s à %(ends)s") % say_hours(availability)]
    until = until_of(availability.rule)
    if until:
        pieces.append(_("jusqu’au %(day)s") % {"day": _dated(until)})
    if availability.school_time != SchoolTime.ALWAYS:
        pieces.append(str(SchoolTime(availability.school_time).label).lower())
    return ", ".join(pieces)


def say_hours(row: Availability) -> dict[str, str]:
    """Return the hours of a rule, each as it is said."""
    return {"starts": clock(row.starts_at), "ends": clock(row.ends_at)}


def _days(availability: Availability) -> str:
    pace, first = read_pace(availability.rule), availability.starts_on
    if pace == ONE_DAY:
        return _("Une seule fois, le %(day)s") % {"day": _dated(first)}
    names = [str(WEEKDAYS[day]) for day in weekdays_of(availability.rule)]
    days = " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if pace in PLACES:
        said = f"{_monthly(pace, len(names))} {days} {_('du mois')}"
    else:
        said = f"{PACES[pace]}, {days}"
    if first.year <= LONG_AGO:
        return said
    return _("%(days)s, à partir du %(day)s") % {"days": said, "day": _dated(first)}


def _monthly(pace: str, count: int) -> str:
    words = {
        "first": ngettext("Le premier", "Les premiers", count),
        "second": ngettext("Le deuxième", "Les deuxièmes", count),
        "third": ngettext("Le troisième", "Les troisièmes", count),
        "fourth": ngettext("Le quatrième", "Les quatrièmes", count),
        "last": ngettext("Le dernier", "Les derniers", count),
    }
    return words[pace]


def _dated(day: date) -> str:
    return f"{day_long(day)} {day.year}"
