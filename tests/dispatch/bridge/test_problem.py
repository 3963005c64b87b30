"""What the core is told: tours, promises, weeks and where calls come from."""

from datetime import date, timedelta

import pytest

from tests.dispatch.scenes import (
    BASE,
    FAR,
    FRIDAY,
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    book,
    call,
    hire,
)
from tests.factories import (
    AbsenceFactory,
    AvailabilityFactory,
    CommuneFactory,
    VisitFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.enums import AbsenceKind, VisitStatus
from toctoc.dispatch.bridge import find_settings, load_problem
from toctoc.dispatch.models import PlanningSettings
from toctoc.planning.model import ShiftKey

HOUR_S = 3600


def week_of(loaded, volunteer, week=0):
    return next(
        one for one in loaded.problem.weeks if (one.volunteer, one.week) == (volunteer.pk, week)
    )


def stops_of(loaded, volunteer, day):
    key = ShiftKey(volunteer.pk, loaded.clock.day_of(day))
    return loaded.problem.get_tour(key).stops


def test_every_shift_has_a_tour_empty_ones_too(programme, alix, now):
    tours = load_problem(programme, now=now).problem.tours
    # Monday 30 November to Sunday 3 January: five weeks without two holidays.
    assert len(tours) == 5 * 5 - 2
    assert all(tour.stops == () for tour in tours)


def test_visit_is_a_stop_that_starts_within_its_promise(programme, alix, now):
    visit = book(alix, TUESDAY, 10, length_min=45)
    loaded = load_problem(programme, now=now)
    (stop,) = stops_of(loaded, alix, TUESDAY)
    assert stop.id == visit.pk
    assert (stop.earliest_s, stop.latest_s) == (34 * HOUR_S, 34 * HOUR_S + 1800)
    assert (stop.length_s, stop.skills) == (2700, frozenset({"technical"}))
    assert loaded.rows[alix.pk, visit.pk].commune == "Morlaàs"


def test_visit_that_has_started_stays_where_it_is(programme, alix, now):
    book(alix, MONDAY, 8, 45, length_min=30)
    (stop,) = stops_of(load_problem(programme, now=now), alix, MONDAY)
    assert stop.earliest_s == stop.latest_s == 8 * HOUR_S + 2700


def test_both_of_a_pair_share_one_stop_at_one_time(programme, alix, now):
    bo = hire(programme)
    lead = book(alix, TUESDAY, 10)
    VisitFactory(
        programme=programme,
        help_request=lead.help_request,
        volunteer=bo,
        lead=lead,
        promised_from=lead.promised_from,
        promised_until=lead.promised_until,
        starts_at=lead.starts_at,
        ends_at=lead.ends_at,
    )
    loaded = load_problem(programme, now=now)
    (one,), (two,) = stops_of(loaded, alix, TUESDAY), stops_of(loaded, bo, TUESDAY)
    assert one == two
    assert one.id == lead.pk
    assert one.earliest_s == one.latest_s == 34 * HOUR_S


@pytest.mark.parametrize("status", [VisitStatus.DONE, VisitStatus.NO_SHOW])
def test_visits_made_count_and_cancelled_ones_do_not(programme, alix, now, status):
    book(alix, MONDAY, 8, status=status)
    book(alix, MONDAY, 8, status=VisitStatus.CANCELLED, cancelled_at=now)
    assert len(stops_of(load_problem(programme, now=now), alix, MONDAY)) == 1


def test_stop_that_moves_is_left_out(programme, alix, now):
    visit = book(alix, TUESDAY, 10)
    loaded = load_problem(programme, now=now, without=[visit.pk])
    assert stops_of(loaded, alix, TUESDAY) == ()


def test_week_counts_training_and_meetings_but_not_leave(programme, alix, now):
    for day, kind in (
        (TUESDAY, AbsenceKind.TRAINING),
        (WEDNESDAY, AbsenceKind.LEAVE),
        (FRIDAY, AbsenceKind.TEAM),
    ):
        AbsenceFactory(volunteer=alix, starts_at=at(day, 9), ends_at=at(day, 12), kind=kind)
    loaded = load_problem(programme, now=now)
    assert week_of(loaded, alix).used_s == 6 * HOUR_S
    assert week_of(loaded, alix).limit_s == 28 * HOUR_S
    assert week_of(loaded, alix, 1).used_s == 0


def test_training_outside_the_mission_is_not_its_hours(programme, now):
    gone = hire(programme, mission_ends_on=MONDAY)
    AbsenceFactory(
        volunteer=gone, starts_at=at(TUESDAY, 9), ends_at=at(TUESDAY, 12), kind="training"
    )
    assert week_of(load_problem(programme, now=now), gone).used_s == 0


def test_visit_left_on_a_day_off_counts_against_the_week(programme, alix, now):
    book(alix, TUESDAY, 10, place=BASE)
    AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0))
    loaded = load_problem(programme, now=now)
    days = {tour.shift.day for tour in loaded.problem.tours if tour.shift.week == 0}
    assert days == {0, 2, 3, 4}
    assert week_of(loaded, alix).used_s == HOUR_S


def test_two_visits_on_different_days_off_both_count(programme, alix, now):
    for day in (date(2026, 12, 5), date(2026, 12, 6)):
        book(alix, day, 10, place=BASE)
    assert week_of(load_problem(programme, now=now), alix).used_s == 2 * HOUR_S


def test_past_days_of_the_week_count(programme, alix, now):
    thursday = now + timedelta(days=3)
    book(alix, MONDAY, 10, place=BASE)
    loaded = load_problem(programme, now=thursday)
    assert len(stops_of(loaded, alix, MONDAY)) == 1


def test_minor_works_at_most_35_hours_a_week(programme, now):
    young = hire(programme, adult_on=date(2026, 12, 9), weekly_hours=48)
    loaded = load_problem(programme, now=now)
    limits = [week_of(loaded, young, week).limit_s for week in range(3)]
    assert limits == [35 * HOUR_S, 35 * HOUR_S, 48 * HOUR_S]


def test_availability_holds_between_its_dates(programme, now):
    volunteer = VolunteerFactory(programme=programme)
    for fields in ({"until": MONDAY}, {"valid_from": date(2026, 12, 21)}):
        AvailabilityFactory(volunteer=volunteer, weekday=0, **fields)
    tours = load_problem(programme, now=now).problem.tours
    mondays = [tour.shift.day for tour in tours if tour.shift.volunteer == volunteer.pk]
    assert mondays == [0, 21, 28]


def test_one_week_of_some_volunteers_can_be_read_alone(programme, alix, now):
    hire(programme)
    loaded = load_problem(
        programme, now=now, week_of=at(date(2026, 12, 16), 10), volunteer_ids=[alix.pk]
    )
    assert {tour.shift.key for tour in loaded.problem.tours} == {
        ShiftKey(alix.pk, day) for day in range(14, 19)
    }
    assert [week.week for week in loaded.problem.weeks] == [2]
    assert loaded.problem.demand == ()


def test_calls_are_expected_where_people_live(programme, alix, now):
    programme.communes.add(CommuneFactory(code_insee="64037", population=180, **FAR))
    demand = load_problem(programme, now=now).problem.demand
    assert [(place.point.lat_deg, place.weight) for place in demand] == [
        (43.53, 180),
        (43.345, 4500),
    ]


def test_programme_without_settings_plans_by_the_defaults(cast):
    PlanningSettings.objects.all().delete()
    settings = find_settings(cast.programme)
    assert settings.horizon_days == 20
    assert settings.pk is None


def test_absence_folded_by_a_clock_change_takes_no_time(programme, alix, now):
    sunday = date(2026, 10, 25)
    AbsenceFactory(
        volunteer=alix,
        starts_at=at(sunday, 2, 50),
        ends_at=at(sunday, 2, 10).replace(fold=1),
        kind="training",
    )
    loaded = load_problem(programme, now=at(date(2026, 10, 19), 9))
    assert week_of(loaded, alix).used_s == 0


def test_other_programmes_are_not_read(cast, now):
    stranger = hire(cast.elsewhere)
    book(stranger, TUESDAY, 10)
    loaded = load_problem(cast.programme, now=now)
    assert {tour.shift.volunteer for tour in loaded.problem.tours} == {cast.volunteer.pk}


@pytest.mark.parametrize("n", [1, 3])
def test_number_of_queries_does_not_grow(programme, now, django_assert_num_queries, n):
    for k in range(n):
        volunteer = hire(programme, f"Essai {k}")
        book(volunteer, TUESDAY, 10)
    assert call(programme)
    with django_assert_num_queries(7):
        load_problem(programme, now=now)
    with django_assert_num_queries(7):
        load_problem(programme, now=now, week_of=now)
