"""Whom a place that has just become free would help most: people who wait, or wait long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from toctoc.agenda.enums import Urgency
from toctoc.agenda.models import HelpRequest, Visit
from toctoc.agenda.queries import list_late_visits, list_waiting
from toctoc.dispatch.bridge import (
    DAY,
    LoadedProblem,
    LocalClock,
    build_day_request,
    build_params,
    build_promise,
    load_problem,
    promise_kind,
)
from toctoc.dispatch.sentences import gain_sentence
from toctoc.people.models import Volunteer
from toctoc.planning.model import Request, ShiftKey
from toctoc.planning.tours import FreedPlaceGain, gain_of_freed_place
from toctoc.territory.models import Programme

# Ringing somebody who has an appointment is worth it from a week on.
MUCH_LATER: Final = 7 * DAY
NOON: Final = time(12)
# Who cannot wait comes before who has waited so many days more.
URGENT_DAYS: Final[Mapping[str, int]] = {Urgency.SOON: 10, Urgency.URGENT: 30}
# Nobody is rung for a detour longer than this, and more only for who has waited long.
NEAR_M: Final = 10_000
FAR_M: Final = 30_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingGain:
    """Somebody to ring: what could be promised, and what that would change.

    `visit` is the appointment they hold, None on the waiting list. `saved_days` is how much
    earlier somebody would come, or how long they have been waiting without an appointment.
    """

    help_request: HelpRequest
    visit: Visit | None
    promised_from: datetime
    promised_until: datetime
    saved_days: int
    added_m: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    help_request: HelpRequest
    visit: Visit | None
    days: int

    @property
    def weight_days(self) -> int:
        """How much the wait weighs: what is urgent has waited longer."""
        return self.days + URGENT_DAYS.get(self.help_request.urgency, 0)


def list_waiting_gains(
    programme: Programme, *, volunteer: Volunteer, day: date, now: datetime, limit: int = 5
) -> list[WaitingGain]:
    """Return who gains most from a place free in a volunteer's day, best first; nine queries.

    Those on the waiting list, and those whose appointment is a week or more later. Days of wait
    (more of them for what is urgent, `URGENT_DAYS`) weigh against the detour as the programme
    weighs them in its offers, and no detour is longer than `most_detour_m`; whatever is said
    fits into the tour as it stands. Nobody, where the volunteer does not work or the day is
    over.
    """
    clock = LocalClock.from_week_of(now, programme.time_zone)
    loaded = load_problem(
        programme,
        now=now,
        week_of=datetime.combine(day, NOON, tzinfo=clock.zone),
        volunteer_ids=[volunteer.pk],
    )
    key = ShiftKey(volunteer.pk, clock.day_of(day))
    candidates = dict(enumerate(_list_candidates(programme, volunteer, day, now=now), start=1))
    if all(tour.shift.key != key for tour in loaded.problem.tours):
        return []
    found = gain_of_freed_place(
        loaded.problem, list(_requests(candidates, loaded, day, now=now)), key
    )
    weight_m = build_params(loaded.settings).wait_m_per_day
    worth = [
        gain
        for gain in found
        if gain.added_m <= most_detour_m(candidates[gain.request].days, weight_m)
    ]
    ranked = sorted(
        worth, key=lambda gain: gain.added_m - weight_m * candidates[gain.request].weight_days
    )
    return [_as_gain(candidates[gain.request], gain, loaded) for gain in ranked[:limit]]


def waited_days(help_request: HelpRequest, *, now: datetime) -> int:
    """Return for how many days a request has been waiting."""
    zone = ZoneInfo(help_request.programme.time_zone)
    since, today = (one.astimezone(zone).date() for one in (help_request.opened_at, now))
    return max(0, (today - since) // DAY)


def most_detour_m(days: int, weight_m: float) -> float:
    """Return how long a detour is worth it for somebody who gains so many days."""
    return min(FAR_M, NEAR_M + weight_m * days)


def _list_candidates(
    programme: Programme, volunteer: Volunteer, day: date, *, now: datetime
) -> Iterator[_Candidate]:
    """Yield who waits, the longest first, then who has a late appointment; two queries."""
    zone = LocalClock.from_week_of(now, programme.time_zone).zone
    for help_request in list_waiting(programme):
        days = waited_days(help_request, now=now)
        yield _Candidate(help_request=help_request, visit=None, days=days)
    late = datetime.combine(day + MUCH_LATER, time(), tzinfo=zone)
    for visit in list_late_visits(programme, since=late):
        if visit.is_tied and visit.volunteer_id != volunteer.pk:
            continue
        days = (visit.starts_at.astimezone(zone).date() - day) // DAY
        yield _Candidate(help_request=visit.help_request, visit=visit, days=days)


def _requests(
    candidates: dict[int, _Candidate], loaded: LoadedProblem, day: date, *, now: datetime
) -> Iterator[Request]:
    for key, candidate in candidates.items():
        yield build_day_request(candidate.help_request, loaded, key=key, day=day, now=now)


def _as_gain(candidate: _Candidate, gain: FreedPlaceGain, loaded: LoadedProblem) -> WaitingGain:
    help_request, settings = candidate.help_request, loaded.settings
    width_s = build_promise(settings, promise_kind(help_request, settings)).width_s
    promised_from = loaded.clock.moment(gain.promised_start_s)
    return WaitingGain(
        help_request=help_request,
        visit=candidate.visit,
        promised_from=promised_from,
        promised_until=promised_from + timedelta(seconds=width_s),
        saved_days=candidate.days,
        added_m=gain.added_m,
        sentence=gain_sentence(
            days=candidate.days,
            added_m=gain.added_m,
            has_appointment=candidate.visit is not None,
        ),
    )
