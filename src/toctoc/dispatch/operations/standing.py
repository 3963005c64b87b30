"""Whether a day's tours hold as they stand, asked behind the locks after a change by hand.

The core's second opinion (`planning.evaluate`) judges the planned times themselves: nothing is
planned anew here.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from toctoc.agenda.models import Visit
from toctoc.dispatch.bridge import (
    LoadedProblem,
    build_stop,
    check_complete,
    load_problem,
)
from toctoc.dispatch.errors import InfeasibleSlot
from toctoc.dispatch.sentences import Search, slot_sentence
from toctoc.planning.evaluate import Rule, Violation, evaluate
from toctoc.planning.model import DAY_S, ShiftKey, Tour
from toctoc.planning.proposals import Reason, Refusal

MINUTE_S = 60
REASONS: Mapping[Rule, Reason] = {
    Rule.PROMISE: Reason.NO_ROOM,
    Rule.SHIFT_END: Reason.NO_ROOM,
    Rule.MAX_VISITS: Reason.MAX_VISITS,
    Rule.SKILLS: Reason.SKILLS,
    Rule.DAY_HOURS: Reason.DAY_HOURS,
    Rule.WEEK_HOURS: Reason.WEEK_HOURS,
    Rule.STOP_TWICE: Reason.NO_PAIR,
}


def check_standing(visits: Collection[Visit], *, now: datetime) -> None:
    """Check the tours that hold these visits, at the times the database has for them.

    Two volunteers' visits are given with both rows. Five queries a week touched. Raises
    InfeasibleSlot, with the sentence of the first rule that is broken.
    """
    weeks: dict[tuple[int, int], list[Visit]] = {}
    for visit in visits:
        year, week, _weekday = visit.starts_at.isocalendar()
        weeks.setdefault((year, week), []).append(visit)
    for together in weeks.values():
        _check_week(together, now)


def _check_week(visits: Collection[Visit], now: datetime) -> None:
    first = next(iter(visits))
    loaded = load_problem(
        first.programme,
        now=now,
        week_of=first.starts_at,
        volunteer_ids={visit.volunteer_id for visit in visits},
    )
    clock = loaded.clock
    meant = {
        ShiftKey(visit.volunteer_id, clock.seconds(visit.starts_at) // DAY_S): visit
        for visit in visits
    }
    worked = {tour.shift.key for tour in loaded.problem.tours}
    for key, visit in meant.items():
        if key not in worked:
            raise _error(
                Refusal(volunteer=key.volunteer, reason=Reason.NO_SHIFT), visit, loaded
            )
    tours = [_as_it_stands(tour, loaded) for tour in loaded.problem.tours]
    for broken in evaluate(tours, loaded.problem.weeks).violations:
        found = _whose(broken, meant)
        if found is not None:
            refusal = Refusal(
                volunteer=broken.volunteer, reason=REASONS[broken.rule], short=broken.excess
            )
            raise _error(refusal, found, loaded)


def _as_it_stands(tour: Tour, loaded: LoadedProblem) -> Tour:
    """Return the tour with every visit at its planned time."""
    rows = [loaded.find_row(stop.id, tour.shift.volunteer) for stop in tour.stops]
    return replace(tour, stops=tuple(build_stop(row, is_fixed=True) for row in rows))


def _whose(broken: Violation, meant: Mapping[ShiftKey, Visit]) -> Visit | None:
    """Return a visit of the tour that breaks a rule; None where it is not one of ours."""
    for key, visit in meant.items():
        if key.volunteer == broken.volunteer and broken.day in {None, key.day}:
            return visit
    return None


def _error(refusal: Refusal, visit: Visit, loaded: LoadedProblem) -> InfeasibleSlot:
    help_request, horizon, clock = visit.help_request, loaded.problem.horizon, loaded.clock
    _resident, length_min = check_complete(help_request)
    search = Search(
        clock=clock,
        today=clock.date_of(horizon.today),
        horizon_ends_on=clock.date_of(horizon.last_day),
        team=1,
        need=help_request.need,
        length_s=length_min * MINUTE_S,
    )
    return InfeasibleSlot(
        volunteer=loaded.roster.volunteers.get(refusal.volunteer or 0),
        at=visit.starts_at,
        reason=refusal.reason,
        short=refusal.short,
        sentence=slot_sentence(refusal, search),
    )
