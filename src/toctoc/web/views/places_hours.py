"""A place's opening hours in words: days with the same hours are said together."""

from itertools import groupby

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from toctoc.agenda.models import Place
from toctoc.common.wording import clock


def say_hours(place: Place) -> list[tuple[str, str]]:
    """Return (days, hours), as ("lundi, jeudi", "9 h – 12 h, 14 h – 17 h"); no query.

    In the order of the first day of each; the openings come with the place.
    """
    by_day: dict[int, str] = {}
    for opening in place.openings.all():
        said = f"{clock(opening.starts_at)} – {clock(opening.ends_at)}"
        before = by_day.get(opening.weekday)
        by_day[opening.weekday] = f"{before}, {said}" if before else said
    runs = [list(run) for _hours, run in groupby(sorted(by_day), key=by_day.__getitem__)]
    return [(_say_days(run), by_day[run[0]]) for run in runs]


def _say_days(days: list[int]) -> str:
    """Say days that follow each other in the list: "lundi", "lundi et mardi", "du … au …"."""
    first, last = str(WEEKDAYS[days[0]]), str(WEEKDAYS[days[-1]])
    if len(days) == 1:
        return first
    if days[-1] - days[0] == len(days) - 1 and len(days) > 2:
        return _("du %(first)s au %(last)s") % {"first": first, "last": last}
    return ", ".join(str(WEEKDAYS[day]) for day in days)
