"""Whether an appointment can be stored, asked again inside the transaction that stores it.

Everything is read anew behind the locks, so the answer holds until the transaction ends.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from toctoc.agenda.enums import PromiseKind
from toctoc.agenda.errors import OtherProgramme, SlotTaken
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.dispatch.bridge import (
    LoadedProblem,
    build_request,
    load_problem,
    local_day,
    openings_on,
    promise_kind,
    split_by_base,
)
from toctoc.dispatch.errors import InfeasibleSlot, OutsideOpenings, SlotInThePast
from toctoc.dispatch.sentences import Search, slot_sentence
from toctoc.people.errors import MissionOver
from toctoc.people.models import Volunteer
from toctoc.planning.model import DAY_S, PromiseRule, Request, ShiftKey
from toctoc.planning.proposals import Insertion, Reason, Refusal, check_insertion
from toctoc.planning.proposals.refusals import NEARNESS

PAIR = 2
# Reasons that someone else's booking, made a moment ago, may have brought about.
BY_OTHERS = frozenset({Reason.NO_ROOM, Reason.MAX_VISITS, Reason.DAY_HOURS, Reason.WEEK_HOURS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An appointment that fits: what it was judged from, and the tours as they would stand.

    It is tied to volunteers who were named, not to those whom the day's plan sends.
    """

    loaded: LoadedProblem
    insertion: Insertion
    kind: PromiseKind
    is_tied: bool

    @property
    def volunteers(self) -> list[Volunteer]:
        """Who goes; of two, the first leads."""
        return [self.loaded.roster.volunteers[pk] for pk in self.insertion.volunteers]

    @property
    def promised_from(self) -> datetime:
        return self.loaded.clock.moment(self.insertion.promised_start_s)

    @property
    def promised_until(self) -> datetime:
        return self.loaded.clock.moment(self.insertion.promised_end_s)

    @property
    def starts_at(self) -> datetime:
        return self.loaded.clock.moment(self.insertion.planned_start_s)

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(seconds=self.insertion.stop.length_s)

    def list_deserted(self, rows: Iterable[Visit]) -> list[Visit]:
        """Return the rows, as they were, whose old tour is none of those planned anew."""
        clock = self.loaded.clock
        planned = {tour.shift.key for tour in self.insertion.tours}
        return [
            row
            for row in rows
            if (row.volunteer_id, clock.seconds(row.starts_at) // DAY_S) not in planned
        ]


def check_slot(
    help_request: HelpRequest,
    volunteers: Sequence[Volunteer],
    promised_from: datetime,
    *,
    now: datetime,
    without: Collection[int] = (),
    promise: PromiseRule | None = None,
) -> Slot:
    """Check an appointment that someone chose, offered or not, against the agenda as it is.

    With `volunteers` they go, two together where two are named; without, whoever makes the
    day's best plan. `promise` is another window than the request's. Raises SlotInThePast,
    InvalidLocalTime, OtherProgramme, MissionOver, OutsideOpenings, SlotTaken, InfeasibleSlot.
    """
    if promised_from <= now:
        raise SlotInThePast(at=promised_from, now=now)
    day = local_day(promised_from, help_request.programme.time_zone)
    _check_crew(help_request, volunteers, day)
    loaded = load_problem(
        help_request.programme,
        now=now,
        week_of=promised_from,
        without=without,
    )
    promised_s = loaded.clock.promised_seconds(promised_from)
    shifts = _shift_keys(volunteers, day, loaded)
    request = build_request(help_request, loaded, now=now)
    is_pair = request.needs_pair or len(volunteers) == PAIR
    request = replace(request, needs_pair=is_pair, promise=promise or request.promise)
    _check_open(help_request, request, promised_s, loaded)
    found = _find(help_request, request, loaded, shifts, promised_s)
    if isinstance(found, Refusal):
        raise _refusal(found, help_request, promised_from, loaded, volunteers)
    kind = promise_kind(help_request, loaded.settings)
    return Slot(loaded=loaded, insertion=found, kind=kind, is_tied=bool(volunteers))


def _check_crew(help_request: HelpRequest, volunteers: Sequence[Volunteer], day: date) -> None:
    for volunteer in volunteers:
        if volunteer.programme_id != help_request.programme_id:
            raise OtherProgramme(help_request=help_request, volunteer=volunteer.pk)
        if not volunteer.is_on_mission(day):
            raise MissionOver(volunteer=volunteer, day=day)


def _check_open(
    help_request: HelpRequest, request: Request, promised_s: int, loaded: LoadedProblem
) -> None:
    """Refuse a time at which the place is closed, or closes before the end."""
    width_s = request.promise.width_s if request.promise else 0
    if help_request.place is None or request.is_open(promised_s, width_s):
        return
    at = loaded.clock.moment(promised_s)
    openings = openings_on(help_request.place, at.date(), loaded.clock)
    raise OutsideOpenings(
        place=help_request.place,
        at=at,
        openings=[
            (loaded.clock.moment(one.start_s), loaded.clock.moment(one.end_s))
            for one in openings
        ],
    )


def _find(
    help_request: HelpRequest,
    request: Request,
    loaded: LoadedProblem,
    shifts: Sequence[ShiftKey],
    promised_s: int,
) -> Insertion | Refusal:
    """Ask the core; of help by phone, for each base from which somebody could phone."""
    named = {key.volunteer for key in shifts}
    found: list[Insertion | Refusal] = []
    for asked, part in split_by_base(request, help_request, loaded):
        here = {tour.shift.volunteer for tour in part.problem.tours}
        if named <= here or part is loaded:
            found.append(check_insertion(part.problem, asked, shifts, promised_s))
    fits = [one for one in found if isinstance(one, Insertion)]
    if fits:
        return min(fits, key=lambda one: (one.added_m, one.added_work_s))
    refusals = [one for one in found if isinstance(one, Refusal)]
    if not refusals:  # two who phone from different bases, or nobody who works
        return Refusal(volunteer=None, reason=Reason.NO_SHIFT)
    return min(refusals, key=lambda one: (NEARNESS.index(one.reason), one.short))


def _shift_keys(
    volunteers: Sequence[Volunteer], day: date, loaded: LoadedProblem
) -> list[ShiftKey]:
    """Name the shifts of a day. Raises MissionOver where a mission was cut short meanwhile."""
    for volunteer in volunteers:
        current = loaded.roster.volunteers.get(volunteer.pk)
        if current is None or not current.is_on_mission(day):
            raise MissionOver(volunteer=volunteer, day=day)
    return [ShiftKey(volunteer.pk, loaded.clock.day_of(day)) for volunteer in volunteers]


def _refusal(
    refusal: Refusal,
    help_request: HelpRequest,
    at: datetime,
    loaded: LoadedProblem,
    volunteers: Sequence[Volunteer],
) -> SlotTaken | InfeasibleSlot:
    """Tell a time that is taken from one that does not fit for another reason."""
    at_s, length_s = loaded.clock.seconds(at), (help_request.length_min or 0) * 60
    named: set[int | None] = {volunteer.pk for volunteer in volunteers}
    meant = named or {refusal.volunteer}
    taken = [
        row
        for row in loaded.rows.values()
        if row.volunteer_id in meant and row.starts_s < at_s + length_s and row.ends_s > at_s
    ]
    if taken and refusal.reason in BY_OTHERS:
        return SlotTaken(volunteer=loaded.roster.volunteers[taken[0].volunteer_id], at=at)
    return InfeasibleSlot(
        volunteer=loaded.roster.volunteers.get(refusal.volunteer or 0),
        at=at,
        reason=refusal.reason,
        short=refusal.short,
        sentence=slot_sentence(refusal, _search(help_request, loaded, meant)),
    )


def _search(
    help_request: HelpRequest, loaded: LoadedProblem, meant: Collection[int | None]
) -> Search:
    horizon, clock = loaded.problem.horizon, loaded.clock
    return Search(
        clock=clock,
        today=clock.date_of(horizon.today),
        horizon_ends_on=clock.date_of(horizon.last_day),
        team=len(meant),
        need=help_request.need,
        length_s=(help_request.length_min or 0) * 60,
    )
