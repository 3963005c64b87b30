"""The eve: looked at once, hours fixed once, nothing changes by itself afterwards."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.dispatch.scenes import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import VisitFactory, at
from toctoc.agenda.enums import PromiseKind, VisitEventKind
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.agenda.operations import note_told
from toctoc.dispatch.enums import DayPlanStatus, EvePlanning
from toctoc.dispatch.models import DayPlan, Eve
from toctoc.dispatch.operations import (
    accept_day_plan,
    book_visit,
    decline_day_plan,
    fix_hours,
    move_visit,
    plan_eve,
)
from toctoc.dispatch.operations.hours import window_around
from toctoc.dispatch.queries import is_frozen, list_hours_to_tell, list_programmes_due

EVE = at(TUESDAY, 16)
EAST, EAST_TOO = {"lat_deg": 43.40, "lon_deg": -0.10}, {"lat_deg": 43.41, "lon_deg": -0.11}
WEST, WEST_TOO = {"lat_deg": 43.40, "lon_deg": -0.40}, {"lat_deg": 43.41, "lon_deg": -0.41}


@pytest.fixture
def settings_of(programme):
    """Change the programme's planning rules: settings_of(eve_planning="off")."""

    def change(**fields):
        for name, value in fields.items():
            setattr(programme.planning_settings, name, value)
        programme.planning_settings.save()

    return change


@pytest.fixture
def wide(alix):
    return book(alix, WEDNESDAY, 14, width_min=120, promise=PromiseKind.WIDE)


@pytest.fixture
def bo(programme):
    return hire(programme)


@pytest.fixture
def crossed(alix, bo):
    """Return visits of Wednesday that would be shorter dealt otherwise."""
    return [
        book(alix, WEDNESDAY, 9, 30, place=EAST),
        book(alix, WEDNESDAY, 11, place=WEST),
        book(bo, WEDNESDAY, 9, 30, place=WEST_TOO),
        book(bo, WEDNESDAY, 11, place=EAST_TOO),
    ]


def the_plan():
    return DayPlan.objects.get()


def test_eve_is_looked_at_once(programme, wide):
    (eve,) = plan_eve(programme, now=EVE)
    assert (eve.day, eve.planned_at, eve.hours_fixed_at) == (WEDNESDAY, EVE, EVE)
    assert plan_eve(programme, now=EVE + timedelta(minutes=1)) == []
    assert VisitEvent.objects.filter(kind=VisitEventKind.HOUR_FIXED).count() == 1


def test_before_its_hour_no_day_is_looked_at(programme, wide):
    assert plan_eve(programme, now=EVE - timedelta(seconds=1)) == []
    assert Eve.objects.count() == 0


def test_better_tours_are_proposed_and_hours_wait_for_the_decision(programme, crossed, wide):
    (eve,) = plan_eve(programme, now=EVE)
    assert the_plan().status == DayPlanStatus.PROPOSED
    assert eve.hours_fixed_at is None
    wide.refresh_from_db()
    assert wide.promise == PromiseKind.WIDE


@pytest.mark.parametrize("decide", [accept_day_plan, decline_day_plan])
def test_decision_fixes_the_hours(programme, crossed, wide, agent, decide):
    plan_eve(programme, now=EVE)
    decide(the_plan(), by=agent, now=EVE + timedelta(minutes=20))
    wide.refresh_from_db()
    assert (wide.promise, wide.hour_fixed_at) == ("exact", EVE + timedelta(minutes=20))
    assert Eve.objects.get().hours_fixed_at == EVE + timedelta(minutes=20)


def test_hours_are_fixed_without_a_decision_after_an_hour(programme, crossed, wide):
    plan_eve(programme, now=EVE)
    assert plan_eve(programme, now=EVE + timedelta(minutes=59)) == []
    wide.refresh_from_db()
    assert wide.hour_fixed_at is None
    plan_eve(programme, now=EVE + timedelta(minutes=60))
    wide.refresh_from_db()
    assert wide.promise == PromiseKind.EXACT
    assert the_plan().status == DayPlanStatus.OUTDATED
    assert list_programmes_due(now=EVE + timedelta(minutes=61))[1:] == []


def test_better_tours_are_driven_without_asking_where_so_chosen(
    programme, crossed, wide, settings_of
):
    settings_of(eve_planning=EvePlanning.AUTOMATIC)
    (eve,) = plan_eve(programme, now=EVE)
    plan = the_plan()
    assert (plan.status, plan.decided_by) == (DayPlanStatus.ACCEPTED, None)
    assert eve.hours_fixed_at == EVE
    kinds = set(VisitEvent.objects.values_list("kind", "by"))
    assert (VisitEventKind.REASSIGNED, None) in kinds
    assert (VisitEventKind.HOUR_FIXED, None) in kinds


def test_tours_are_left_alone_where_so_chosen(programme, crossed, wide, settings_of):
    settings_of(eve_planning=EvePlanning.OFF)
    (eve,) = plan_eve(programme, now=EVE)
    assert (DayPlan.objects.count(), eve.hours_fixed_at) == (0, EVE)


def test_booking_in_between_starts_planning_over(
    programme, crossed, alix, settings_of, monkeypatch
):
    settings_of(eve_planning=EvePlanning.AUTOMATIC)
    from toctoc.dispatch.operations import eve

    drafted = []

    def draft_and_book(*args, **kwargs):
        draft = real(*args, **kwargs)
        if not drafted:
            book(alix, WEDNESDAY, 14, 30, place=EAST)
        drafted.append(draft)
        return draft

    real = eve.draft_day_plan
    monkeypatch.setattr(eve, "draft_day_plan", draft_and_book)
    plan_eve(programme, now=EVE)
    assert len(drafted) == 2
    assert the_plan().status == DayPlanStatus.ACCEPTED
    assert Eve.objects.count() == 1


def test_tours_stay_where_somebody_books_all_the_time(
    programme, crossed, alix, settings_of, monkeypatch
):
    settings_of(eve_planning=EvePlanning.AUTOMATIC)
    from toctoc.dispatch.operations import eve

    moments = iter([(13, 30), (14, 30), (15, 30)])

    def draft_and_book(*args, **kwargs):
        draft = real(*args, **kwargs)
        book(alix, WEDNESDAY, *next(moments), length_min=30, place=EAST)
        return draft

    real = eve.draft_day_plan
    monkeypatch.setattr(eve, "draft_day_plan", draft_and_book)
    (looked,) = plan_eve(programme, now=EVE)
    assert looked.hours_fixed_at == EVE
    assert DayPlan.objects.count() == 0


def test_one_row_a_day_is_kept_by_the_database(programme):
    Eve.objects.create(programme=programme, day=WEDNESDAY, planned_at=EVE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Eve.objects.create(programme=programme, day=WEDNESDAY, planned_at=EVE)


# ------------------------------------------------------------------------------ which days


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        (at(date(2026, 12, 4), 16), [date(2026, 12, d) for d in (5, 6, 7)]),  # a Friday
        (at(date(2026, 12, 5), 9), [date(2026, 12, d) for d in (6, 7)]),  # the Saturday after
        # Thursday before Christmas, and before a Friday that is a holiday.
        (at(date(2026, 12, 24), 16), [date(2026, 12, d) for d in (25, 26, 27, 28)]),
        (at(date(2026, 12, 24), 15, 59), []),
        (at(date(2026, 12, 31), 16), [date(2027, 1, d) for d in (1, 2, 3, 4)]),
        (at(date(2028, 2, 28), 16), [date(2028, 2, 29)]),
        (at(date(2028, 2, 29), 16), [date(2028, 3, 1)]),
        # The nights of a clock change: the eve of Monday is still Friday at 16 h.
        (at(date(2026, 10, 23), 16), [date(2026, 10, d) for d in (24, 25, 26)]),
        (at(date(2027, 3, 26), 16), [date(2027, 3, d) for d in (27, 28)]),  # Easter Monday
        (at(date(2027, 3, 27), 1), [date(2027, 3, 28)]),
    ],
)
def test_days_looked_at_reach_to_the_next_day_worked(programme, alix, moment, days):
    looked = [eve.day for eve in plan_eve(programme, now=moment)]
    if moment.date() in {date(2027, 3, 26), date(2027, 3, 27)}:
        days = [*days, date(2027, 3, 29), date(2027, 3, 30)]
    assert looked == days


def test_day_is_frozen_from_its_eve_on(programme):
    monday = date(2026, 12, 7)
    friday = at(date(2026, 12, 4), 16)
    assert not is_frozen(programme, monday, now=friday - timedelta(seconds=1))
    assert is_frozen(programme, monday, now=friday)
    assert is_frozen(programme, monday, now=at(monday, 8))


def test_nobody_changes_by_planning_on_a_frozen_day(programme, alix, bo, agent):
    """At 11 h only Alix is free for a long visit, if Bo took hers: too late for that."""
    mine = book(alix, WEDNESDAY, 9, 30, place=EAST)
    book(bo, WEDNESDAY, 13, 30, place=WEST)
    book_visit(call(programme, place=EAST_TOO), promised_from=at(WEDNESDAY, 11), by=agent,
               now=EVE)  # fmt: skip
    mine.refresh_from_db()
    assert mine.volunteer == alix


def test_programmes_due_are_told_in_three_queries(cast, wide, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert list_programmes_due(now=EVE) == [cast.elsewhere, cast.programme]
    plan_eve(cast.programme, now=EVE)
    assert list_programmes_due(now=EVE) == [cast.elsewhere]
    assert list_programmes_due(now=at(MONDAY, 9)) == []


# ------------------------------------------------------------------------------------ hours


def test_hour_is_fixed_within_the_old_promise_with_its_event(programme, wide, agent):
    (fixed,) = fix_hours(programme, WEDNESDAY, by=agent, now=EVE)
    assert (fixed.promised_from, fixed.promised_until) == (
        at(WEDNESDAY, 14), at(WEDNESDAY, 14, 30),
    )  # fmt: skip
    assert (fixed.promise, fixed.hour_fixed_at) == (PromiseKind.EXACT, EVE)
    event = fixed.events.get()
    assert (event.kind, event.by) == (VisitEventKind.HOUR_FIXED, agent)
    assert event.data == {
        "before": {
            "promise": "wide",
            "promised_from": "2026-12-02T13:00:00+00:00",
            "promised_until": "2026-12-02T15:00:00+00:00",
        },
        "after": {
            "promise": "exact",
            "promised_from": "2026-12-02T13:00:00+00:00",
            "promised_until": "2026-12-02T13:30:00+00:00",
        },
    }


def test_hours_are_fixed_once(programme, wide, agent):
    fix_hours(programme, WEDNESDAY, by=agent, now=EVE)
    assert fix_hours(programme, WEDNESDAY, by=agent, now=EVE) == []
    assert wide.events.count() == 1


def test_only_promises_still_open_get_an_hour(programme, alix, bo, wide, agent):
    book(alix, WEDNESDAY, 10)  # exact
    book(alix, THURSDAY, 10, width_min=120, promise="wide")
    gone = book(bo, WEDNESDAY, 14, width_min=120, promise="wide")
    gone.status, gone.cancelled_at = "cancelled", EVE
    gone.save()
    assert fix_hours(programme, WEDNESDAY, by=agent, now=EVE) == [wide]


def test_visit_under_way_keeps_its_promise(programme, wide, agent):
    assert fix_hours(programme, WEDNESDAY, by=agent, now=at(WEDNESDAY, 14, 1)) == []


def test_both_of_a_pair_get_the_same_hour(programme, alix, bo, wide, agent):
    companion = VisitFactory(
        programme=programme, volunteer=bo, lead=wide, help_request=wide.help_request,
        promised_from=wide.promised_from, promised_until=wide.promised_until,
        starts_at=wide.starts_at, ends_at=wide.ends_at, promise="wide",
    )  # fmt: skip
    assert fix_hours(programme, WEDNESDAY, by=agent, now=EVE) == [wide]
    companion.refresh_from_db()
    assert companion.promised_until == at(WEDNESDAY, 14, 30)


def test_who_was_told_of_the_wide_promise_is_told_again(programme, wide, agent, now):
    note_told(wide, channel="phone", by=agent, now=now)
    assert list_hours_to_tell(programme, WEDNESDAY) == []
    fix_hours(programme, WEDNESDAY, by=None, now=EVE)
    assert list_hours_to_tell(programme, WEDNESDAY) == [wide]
    note_told(wide, channel="phone", by=agent, now=EVE)
    assert list_hours_to_tell(programme, WEDNESDAY) == []


@pytest.mark.parametrize("n", [1, 3])
def test_hours_to_tell_are_one_query(programme, alix, django_assert_num_queries, n):
    for hour in range(n):
        book(alix, WEDNESDAY, 9 + hour, 30, length_min=30, width_min=120, promise="wide")
    fix_hours(programme, WEDNESDAY, by=None, now=EVE)
    with django_assert_num_queries(1):
        told = list_hours_to_tell(programme, WEDNESDAY)
        assert [str(visit.resident.commune) for visit in told] == ["Morlaàs (64160)"] * n


@pytest.mark.parametrize(
    ("starts", "within", "expected"),
    [
        ((10, 0), ((9, 0), (11, 30)), ((10, 0), (10, 30))),
        ((10, 7), ((9, 0), (11, 30)), ((10, 0), (10, 30))),
        ((10, 29), ((9, 0), (11, 30)), ((10, 15), (10, 45))),
        ((11, 30), ((9, 0), (11, 30)), ((11, 0), (11, 30))),
        ((9, 0), ((9, 0), (11, 30)), ((9, 0), (9, 30))),
        ((10, 12), ((10, 10), (12, 10)), ((10, 10), (10, 40))),
        ((12, 8), ((10, 10), (12, 10)), ((11, 40), (12, 10))),
        ((10, 5), ((10, 0), (10, 20)), ((10, 0), (10, 20))),
        ((10, 0), ((10, 0), (10, 0)), ((10, 0), (10, 0))),
    ],
)
def test_window_holds_the_planned_time_on_the_quarter_hour(starts, within, expected):
    first, last = window_around(
        at(WEDNESDAY, *starts), within=tuple(at(WEDNESDAY, *one) for one in within)
    )
    assert (first, last) == tuple(at(WEDNESDAY, *one) for one in expected)


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_window_of_a_night_whose_clock_changes_lies_within_the_promise(day):
    earliest = at(day, 1, 10)
    latest = earliest + timedelta(hours=2)
    for minutes in range(0, 121, 7):
        starts = earliest + timedelta(minutes=minutes)
        first, last = window_around(starts, within=(earliest, latest))
        assert earliest <= first <= starts <= last <= latest
        assert last - first == timedelta(minutes=30)


def test_visit_booked_after_the_eve_has_its_hour_at_once(programme, alix, agent):
    visit = book_visit(
        call(programme, promise=PromiseKind.HALF_DAY),
        promised_from=at(WEDNESDAY, 9), by=agent, now=EVE,
    )  # fmt: skip
    assert (visit.promise, visit.hour_fixed_at) == (PromiseKind.EXACT, EVE)
    kinds = list(visit.events.values_list("kind", flat=True))
    assert kinds == [VisitEventKind.BOOKED, VisitEventKind.HOUR_FIXED]


def test_move_to_a_later_day_promises_anew(programme, alix, wide, agent):
    fix_hours(programme, WEDNESDAY, by=None, now=EVE)
    wide.refresh_from_db()
    wide.help_request.promise = PromiseKind.WIDE
    wide.help_request.save()
    moved = move_visit(
        wide, promised_from=at(THURSDAY, 10), reason="resident", by=agent, now=EVE
    )
    assert (moved.promise, moved.hour_fixed_at) == (PromiseKind.WIDE, None)
    assert moved.promised_until == at(THURSDAY, 12)


@pytest.mark.parametrize(
    "fields",
    [
        {"promise": "wide", "hour_fixed_at": EVE},
        {"promise": "exact", "hour_fixed_at": at(WEDNESDAY, 16)},
        {"promise": "soon"},
    ],
)
def test_promises_that_make_no_sense_are_refused_by_the_database(wide, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.filter(pk=wide.pk).update(**fields)
