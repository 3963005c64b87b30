"""Why half-days hold no offer: per half-day, in sum, and what came nearest."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from toctoc.planning.insertion import Reason, Verdict, covers, find_fits
from toctoc.planning.model import HalfDay
from toctoc.planning.proposals.candidates import Call

# From "almost" to "not at all": the first that applies is what stands in the way of a half-day.
NEARNESS = (
    Reason.NO_ROOM, Reason.WEEK_HOURS, Reason.DAY_HOURS, Reason.MAX_VISITS, Reason.NO_PAIR,
    Reason.TOUR_BROKEN, Reason.TOO_LONG, Reason.SKILLS, Reason.NO_SHIFT, Reason.NOTICE,
    Reason.BEYOND_HORIZON,
)  # fmt: skip
IN_SECONDS = frozenset({Reason.NO_ROOM, Reason.WEEK_HOURS, Reason.DAY_HOURS, Reason.TOO_LONG})


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One volunteer's reason (None: nobody's); `short` counts what Reason says."""

    volunteer: int | None
    reason: Reason
    short: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDayRefusal:
    """A half-day without offer: `nearest` is what stands in the way."""

    half_day: HalfDay
    nearest: Refusal
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCount:
    """How often a reason was met: half-days, volunteers concerned, first and last day."""

    reason: Reason
    half_days: int
    volunteers: tuple[int, ...]
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalReport:
    """All refused half-days in time order, the reasons summed up (most frequent first).

    `nearest_miss` is the refusal with the fewest missing seconds; None where seconds are not
    the point.
    """

    half_days: tuple[HalfDayRefusal, ...]
    summary: tuple[ReasonCount, ...]
    nearest_miss: HalfDayRefusal | None


def report_refusals(call: Call, served: Collection[HalfDay]) -> RefusalReport:
    """Say why the half-days that suit the caller and are not `served` hold no offer."""
    return _report(
        tuple(_refusal(call, half) for half in call.half_days() if half not in served)
    )


def join_reports(reports: Sequence[RefusalReport]) -> RefusalReport:
    """Join what several teams said: a half-day is refused where every team refuses it."""
    by_half = [{half.half_day: half for half in report.half_days} for report in reports]
    shared = set.intersection(*(set(halves) for halves in by_half)) if by_half else set()
    return _report(
        tuple(
            _nearest(half_day, [one for halves in by_half for one in halves[half_day].refusals])
            for half_day in sorted(shared)
        )
    )


def _report(refused: tuple[HalfDayRefusal, ...]) -> RefusalReport:
    misses = [half for half in refused if half.nearest.reason in IN_SECONDS]
    return RefusalReport(
        half_days=refused,
        summary=_summary(refused),
        nearest_miss=min(misses, key=lambda half: half.nearest.short, default=None),
    )


def _refusal(call: Call, half_day: HalfDay) -> HalfDayRefusal:
    return _nearest(half_day, list(_list_refusals(call, half_day)))


def _nearest(half_day: HalfDay, refusals: Sequence[Refusal]) -> HalfDayRefusal:
    nearest = min(refusals, key=lambda r: (NEARNESS.index(r.reason), r.short))
    return HalfDayRefusal(half_day=half_day, nearest=nearest, refusals=tuple(refusals))


def _list_refusals(call: Call, half_day: HalfDay) -> Iterator[Refusal]:
    """Yield what each volunteer on duty lacks, or the one reason that spares asking them."""
    horizon, rules = call.problem.horizon, call.problem.rules
    if half_day.day < horizon.first_day:
        yield Refusal(volunteer=None, reason=Reason.NOTICE)
        return
    if half_day.day > horizon.last_day:
        yield Refusal(volunteer=None, reason=Reason.BEYOND_HORIZON)
        return
    on_duty = [tour for tour in call.problem.tours if covers(tour.shift, half_day, rules)]
    starts_s = call.starts_s(half_day)
    for tour in on_duty:
        found = find_fits(tour, call.need, starts_s, call.week_left_s.get(tour.shift.key))
        if isinstance(found, Verdict):
            yield as_refusal(tour.shift.volunteer, found)
        else:
            yield Refusal(volunteer=tour.shift.volunteer, reason=Reason.NO_PAIR)
    if not on_duty:
        yield Refusal(volunteer=None, reason=Reason.NO_SHIFT)


def as_refusal(volunteer: int | None, verdict: Verdict) -> Refusal:
    """Say whose verdict it is."""
    return Refusal(volunteer=volunteer, reason=verdict.reason, short=verdict.short)


def _summary(refused: tuple[HalfDayRefusal, ...]) -> tuple[ReasonCount, ...]:
    counts = []
    for reason in NEARNESS:
        met = [half for half in refused if any(r.reason is reason for r in half.refusals)]
        if met:
            whose = {r.volunteer for half in met for r in half.refusals if r.reason is reason}
            days = [half.half_day.day for half in met]
            counts.append(
                ReasonCount(
                    reason=reason,
                    half_days=len(met),
                    first_day=min(days),
                    last_day=max(days),
                    volunteers=tuple(sorted(v for v in whose if v is not None)),
                )
            )
    return tuple(sorted(counts, key=lambda count: -count.half_days))
