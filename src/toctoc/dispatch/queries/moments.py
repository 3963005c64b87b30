"""The moment of a week nearest to a wanted one: for visits that come again and again."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from toctoc.agenda.models import HelpRequest
from toctoc.common.wording import day_long
from toctoc.dispatch.bridge import (
    LoadedProblem,
    build_day_request,
    holiday_name,
    load_problem,
    split_by_base,
)
from toctoc.dispatch.bridge.request import NEW_STOP
from toctoc.dispatch.sentences.moments import typeset
from toctoc.people.models import Volunteer
from toctoc.planning.model import DAY_S, HalfDay, Request, ShiftKey
from toctoc.planning.proposals import Insertion, check_insertion


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A promise that fits, and whom to name for it: nobody, where anybody may come."""

    promised_from: datetime
    volunteers: tuple[Volunteer, ...] = ()


def find_nearest_moment(
    help_request: HelpRequest, *, wanted: datetime, known: Volunteer | None, now: datetime
) -> Moment | str:
    """Return the moment of a week nearest to the one wanted, or why there is none (French).

    First that very moment, then others of its half-day, then other half-days of the week that
    suit the person; each first with whom they know, then with anybody. Seven queries.
    """
    loaded = load_problem(help_request.programme, now=now, week_of=wanted)
    wanted_s = loaded.clock.promised_seconds(wanted)
    for whom in (known, None) if known is not None else (None,):
        for request, at_s in _list_starts(help_request, loaded, wanted_s, now=now):
            if _fits(help_request, request, loaded, whom, at_s):
                at = loaded.clock.moment(at_s)
                return Moment(promised_from=at, volunteers=(whom,) if whom else ())
    return _say_none(loaded, wanted)


def _list_starts(
    help_request: HelpRequest, loaded: LoadedProblem, wanted_s: int, *, now: datetime
) -> Iterator[tuple[Request, int]]:
    """Yield the starts that may be promised in the week of a moment, the nearest first."""
    rules = loaded.problem.rules
    wanted_half = rules.half_day_of(wanted_s)
    starts: list[tuple[tuple[bool, int, int], Request, int]] = []
    for day in loaded.roster.days():
        request = build_day_request(help_request, loaded, key=NEW_STOP, day=day, now=now)
        promise = request.promise or rules.promise
        for half_day in request.half_days:
            starts += [
                (_distance(half_day, wanted_half, at_s, wanted_s), request, at_s)
                for at_s in request.starts_s(half_day, rules, promise)
            ]
    for _rank, request, at_s in sorted(starts, key=lambda start: (start[0], start[2])):
        yield request, at_s


def _distance(
    half_day: HalfDay, wanted: HalfDay | None, at_s: int, wanted_s: int
) -> tuple[bool, int, int]:
    """Say how far a start is from the one wanted: other half-day, days, time of day."""
    (day, clock_s), (wanted_day, wanted_clock_s) = (
        divmod(moment_s, DAY_S) for moment_s in (at_s, wanted_s)
    )
    return half_day != wanted, abs(day - wanted_day), abs(clock_s - wanted_clock_s)


def _fits(
    help_request: HelpRequest,
    request: Request,
    loaded: LoadedProblem,
    whom: Volunteer | None,
    at_s: int,
) -> bool:
    """Ask the core about one moment."""
    if whom is not None and request.needs_pair:
        return False
    keys = [ShiftKey(whom.pk, at_s // DAY_S)] if whom else []
    movable = replace(request, is_movable=loaded.settings.lets_volunteers_change)
    return any(
        isinstance(check_insertion(part.problem, asked, keys, at_s), Insertion)
        for asked, part in split_by_base(movable, help_request, loaded)
        if whom is None or any(t.shift.volunteer == whom.pk for t in part.problem.tours)
    )


def _say_none(loaded: LoadedProblem, wanted: datetime) -> str:
    day = wanted.astimezone(loaded.clock.zone).date()
    holiday = holiday_name(day)
    words = {"holiday": holiday, "day": day_long(day)}
    if holiday:
        return typeset(
            _("Le %(day)s est férié (%(holiday)s), et rien d’autre ne va cette semaine-là.")
            % words
        )
    return typeset(
        _("Semaine du %(day)s : aucune place aux demi-journées qui conviennent.") % words
    )
