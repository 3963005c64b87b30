"""Whether an appointment can be stored, asked again inside the transaction that stores it.

Everything is read anew behind the locks, so the answer holds until the transaction ends.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from toctoc.agenda.enums import PromiseKind
from toctoc.agenda.errors import OtherProgramme, SlotTaken
from toctoc.agenda.models import HelpRequest
from toctoc.dispatch.bridge import (
    LoadedProblem,
    build_request,
    load_problem,
    local_day,
    promise_kind,
)
from toctoc.dispatch.errors import InfeasibleSlot, SlotInThePast
from toctoc.dispatch.sentences import Search, slot_sentence
from toctoc.people.errors import MissionOver
from toctoc.people.models import Volunteer
from toctoc.planning.model import ShiftKey
from toctoc.planning.proposals import Insertion, Reason, Refusal, check_insertion

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


def check_slot(
    help_request: HelpRequest,
    volunteers: Sequence[Volunteer],
    promised_from: datetime,
    *,
    now: datetime,
    without: Collection[int] = (),
) -> Slot:
    """Check an appointment that someone chose, offered or not, against the agenda as it is.

    With `volunteers` they go; without, whoever makes the day's best plan. Raises SlotInThePast,
    InvalidLocalTime, OtherProgramme, MissionOver, SlotTaken and InfeasibleSlot.
    """
    if promised_from <= now:
        raise SlotInThePast(at=promised_from, now=now)
    day = local_day(promised_from, help_request.programme.time_zone)
    for volunteer in volunteers:
        if volunteer.programme_id != help_request.programme_id:
            raise OtherProgramme(help_request=help_request, volunteer=volunteer.pk)
        if not volunteer.is_on_mission(day):
            raise MissionOver(volunteer=volunteer, day=day)
    loaded = load_problem(
        help_request.programme,
        now=now,
        week_of=promised_from,
        without=without,
    )
    promised_s = loaded.clock.promised_seconds(promised_from)
    shifts = _shift_keys(volunteers, day, loaded)
    request = build_request(help_request, loaded, now=now)
    found = check_insertion(loaded.problem, request, shifts, promised_s)
    if isinstance(found, Refusal):
        raise _refusal(found, help_request, promised_from, loaded, volunteers)
    kind = promise_kind(help_request, loaded.settings)
    return Slot(loaded=loaded, insertion=found, kind=kind, is_tied=bool(volunteers))


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
