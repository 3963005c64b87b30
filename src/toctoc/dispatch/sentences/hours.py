"""What the counters of hours say before a limit is reached."""

from datetime import date

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toctoc.common.wording import day_long, duration

TWO = 2


def say_hours_left(planned_s: int, limit_s: int) -> str:
    """Say that a week is nearly full, full, or too full."""
    left_s = limit_s - planned_s
    if left_s > 0:
        return _("Plus que %(left)s cette semaine sur %(limit)s.") % {
            "left": duration(left_s),
            "limit": duration(limit_s),
        }
    if left_s == 0:
        return _("La semaine est pleine : %(limit)s.") % {"limit": duration(limit_s)}
    return _("La semaine dépasse de %(over)s les %(limit)s prévues : allégez-la.") % {
        "over": duration(-left_s),
        "limit": duration(limit_s),
    }


def say_least(offered_s: int) -> str:
    """Say that the hours noted leave less than the least of a mission."""
    return _("Ses horaires ne laissent que %(offered)s : ajoutez des heures.") % {
        "offered": duration(offered_s)
    }


def say_days(days: int, most_days: int) -> str:
    """Say that no other day can be worked, or that one day is too many."""
    if days > most_days:
        return _("%(days)s jours de travail cette semaine : rendez un jour de repos.") % {
            "days": days
        }
    return _("Déjà %(days)s jours de travail : plus aucun autre jour cette semaine.") % {
        "days": days
    }


def say_minor_day(day: date, work_s: int, limit_s: int) -> str:
    """Say that a minor's day is nearly full, or too full."""
    values = {"day": day_long(day), "work": duration(work_s), "limit": duration(limit_s)}
    if work_s > limit_s:
        return _("Le %(day)s : %(work)s prévues, au-delà de %(limit)s.") % values
    return _("Le %(day)s : déjà %(work)s prévues sur %(limit)s.") % values


def say_leave_left(left: float, ends_on: date) -> str:
    """Say that days of leave are still to be taken, or that too many are."""
    if left < 0:
        return ngettext(
            "%(count)s jour de congé au-delà de ce que donne la mission.",
            "%(count)s jours de congé au-delà de ce que donne la mission.",
            _plural(-left),
        ) % {"count": localize(-left)}
    return ngettext(
        "%(count)s jour de congé à prendre avant la fin de la mission, le %(day)s.",
        "%(count)s jours de congé à prendre avant la fin de la mission, le %(day)s.",
        _plural(left),
    ) % {"count": localize(left), "day": day_long(ends_on)}


def _plural(days: float) -> int:
    return 1 if days < TWO else int(days)  # in French, 1,5 is singular
