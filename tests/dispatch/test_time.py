"""Hours of the wall clock hold across clock changes, on 29 February, around holidays."""

from datetime import date, timedelta

import pytest

from tests.dispatch.scenes import book, call
from tests.factories import at
from toctoc.agenda.enums import MoveReason
from toctoc.agenda.operations import SeriesPlan
from toctoc.dispatch.errors import InfeasibleSlot, OutsidePromise
from toctoc.dispatch.operations import book_series, book_visit, move_visit, place_visit
from toctoc.dispatch.queries import get_tour, list_offers

# The Mondays after both nights of two years on which the clocks change.
CHANGES = [date(2026, 10, 26), date(2027, 3, 29), date(2027, 11, 1), date(2028, 3, 27)]
# The first days worked after them: two of these Mondays are public holidays.
AFTER = [date(2026, 10, 26), date(2027, 3, 30), date(2027, 11, 2), date(2028, 3, 27)]
LEAP = date(2028, 2, 29)  # a Tuesday
DAYS = [*AFTER, LEAP]
BEFORE = timedelta(days=7)


@pytest.fixture
def alix(cast):
    """Return the volunteer, on mission all the time these tests look at."""
    cast.volunteer.mission_starts_on = date(2026, 9, 1)
    cast.volunteer.mission_ends_on = date(2028, 12, 31)
    cast.volunteer.save()
    return cast.volunteer


def friday_before(day):
    return at(day - timedelta(days=day.weekday() + 3), 9)


@pytest.mark.parametrize("day", DAYS)
def test_booked_hour_is_the_wall_clock_s(programme, alix, agent, day):
    request = call(programme)
    now = friday_before(day)
    assert len(list_offers(request, now=now).offers) == 3
    visit = book_visit(request, promised_from=at(day, 10), by=agent, now=now)
    visit.refresh_from_db()
    assert visit.promised_from == at(day, 10)
    assert visit.ends_at == at(day, 11)
    (stop,) = get_tour(programme, alix, day).stops
    assert (stop.starts_at.date(), stop.starts_at.hour) == (day, 10)


@pytest.mark.parametrize("day", DAYS)
def test_moved_across_the_change_the_hour_is_the_wall_clock_s(programme, alix, agent, day):
    wednesday = day - timedelta(days=day.weekday() + 5)
    visit = book(alix, wednesday, 14)
    moved = move_visit(
        visit,
        promised_from=at(day, 14),
        reason=MoveReason.RESIDENT,
        by=agent,
        now=at(wednesday - timedelta(days=1), 9),
    )
    moved.refresh_from_db()
    assert (moved.starts_at, moved.promised_until) == (at(day, 14), at(day, 14, 30))


@pytest.mark.parametrize("day", DAYS)
def test_placed_within_the_promise_of_the_wall_clock(alix, agent, day):
    visit = book(alix, day, 9, width_min=150, promise="half_day")
    now = friday_before(day)
    placed = place_visit(visit, starts_at=at(day, 11, 30), by=agent, now=now)
    placed.refresh_from_db()
    assert placed.starts_at == at(day, 11, 30)
    with pytest.raises(OutsidePromise):
        place_visit(visit, starts_at=at(day, 11, 31), by=agent, now=now)


@pytest.mark.parametrize("day", DAYS)
def test_series_keeps_its_hour_across_the_change(programme, alix, agent, day):
    first = day - BEFORE
    steps = book_series(
        call(programme),
        plan=SeriesPlan(count=3),
        promised_from=at(first, 10),
        by=agent,
        now=friday_before(first),
    )
    booked = [step.visit.promised_from for step in steps]
    assert booked == [at(first + n * BEFORE, 10) for n in range(3)]


def test_week_with_a_holiday_offers_and_takes_its_other_days(programme, alix, agent):
    monday = date(2027, 5, 3)  # Ascension day is Thursday 6 May, in the week
    now = at(monday - timedelta(days=3), 9)
    request = call(programme)
    offered = {row.promised_from.date() for row in list_offers(request, now=now).offers}
    assert date(2027, 5, 6) not in offered
    with pytest.raises(InfeasibleSlot):
        book_visit(request, promised_from=at(date(2027, 5, 6), 10), by=agent, now=now)
    steps = book_series(
        request,
        plan=SeriesPlan(count=2),
        promised_from=at(date(2027, 4, 29), 10),
        by=agent,
        now=at(date(2027, 4, 26), 9),
    )
    assert steps[1].wanted_from == at(date(2027, 5, 6), 10)
    assert steps[1].visit.promised_from == at(date(2027, 5, 5), 10)


@pytest.mark.parametrize("monday", [date(2027, 3, 29), date(2027, 11, 1)])
def test_holiday_after_the_change_takes_nobody(programme, alix, agent, monday):
    with pytest.raises(InfeasibleSlot):
        book_visit(
            call(programme), promised_from=at(monday, 10), by=agent, now=friday_before(monday)
        )
