"""Every line of the law on hours, tried by booking, moving, placing, training and sessions."""

from datetime import date, time, timedelta

import pytest

from tests.dispatch.scenes import (
    BASE,
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    book,
    call,
    hire,
)
from tests.factories import (
    NOW,
    AbsenceFactory,
    AvailabilityFactory,
    PlaceFactory,
    SessionFactory,
    SessionVolunteerFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.enums import AbsenceKind, LawRule, MoveReason
from toctoc.agenda.errors import OutsideLaw
from toctoc.agenda.operations import (
    SessionFields,
    SessionMoment,
    add_absence,
    move_session,
    plan_session,
)
from toctoc.dispatch.errors import InfeasibleSlot
from toctoc.dispatch.operations import book_visit, move_visit, place_visit

CHRISTMAS = date(2026, 12, 25)  # a Friday
SATURDAY, SUNDAY = FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=2)
ADULT_ON = date(2027, 5, 1)


@pytest.fixture
def young(programme):
    """Someone of seventeen whose rows say more than the law allows."""
    volunteer = VolunteerFactory(
        programme=programme, name="Kim Essai", adult_on=ADULT_ON, weekly_hours=35
    )
    for weekday in range(7):
        AvailabilityFactory(
            volunteer=volunteer, weekday=weekday, starts_at=time(5), ends_at=time(23)
        )
    return volunteer


def another(volunteer):
    """Take on somebody else, as often as asked."""
    programme = volunteer.programme
    return hire(programme, f"Bo Essai {programme.volunteers.count()}")


def try_booking(volunteer, moment, agent, length_min=60):
    help_request = call(volunteer.programme, place=BASE, length_min=length_min)
    book_visit(help_request, volunteers=[volunteer], promised_from=moment, by=agent, now=NOW)


def try_moving(volunteer, moment, agent, length_min=60):
    visit = book(another(volunteer), MONDAY, 14, place=BASE, length_min=length_min)
    move_visit(
        visit,
        volunteers=[volunteer],
        promised_from=moment,
        reason=MoveReason.OTHER,
        by=agent,
        now=NOW,
    )


def try_placing(volunteer, moment, agent, length_min=60):
    other = another(volunteer)
    local = moment.astimezone(NOW.tzinfo)
    visit = book(
        other, local.date(), local.hour, local.minute, place=BASE, length_min=length_min
    )
    place_visit(visit, starts_at=moment, volunteers=[volunteer], by=agent, now=NOW)


@pytest.fixture(params=[try_booking, try_moving, try_placing])
def attempt(request, agent):
    return lambda volunteer, moment, **more: request.param(volunteer, moment, agent, **more)


@pytest.mark.parametrize(
    "moment",
    [
        at(SATURDAY, 10),  # a sixth day
        at(SUNDAY, 10),
        at(CHRISTMAS, 10),
        at(TUESDAY, 5, 15),
        at(TUESDAY, 21, 30),
    ],
)
def test_minor_is_not_sent_out_when_the_law_forbids_it(young, attempt, moment):
    with pytest.raises(InfeasibleSlot):
        attempt(young, moment)


def test_minor_has_seven_hours_a_day_and_not_one_more(young, attempt):
    for hour in (8, 9, 10, 13, 14, 15):
        book(young, TUESDAY, hour, 45, place=BASE, length_min=60, width_min=0)
    with pytest.raises(InfeasibleSlot):
        attempt(young, at(TUESDAY, 16, 45), length_min=75)


def test_minor_has_a_break_after_four_and_a_half_hours(programme, young, attempt):
    settings = programme.planning_settings
    settings.lunch_starts_at = settings.lunch_ends_at = time(12)
    settings.save()
    with pytest.raises(InfeasibleSlot):
        attempt(young, at(TUESDAY, 14))


def test_minor_has_thirty_five_hours_a_week(programme, young, attempt):
    young.weekly_hours = 48  # whatever the file says
    young.save()
    for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY):
        AbsenceFactory(
            volunteer=young, kind="training", starts_at=at(day, 9), ends_at=at(day, 12)
        )
        book(young, day, 13, 30, place=BASE, length_min=210, width_min=0)
    with pytest.raises(InfeasibleSlot):
        attempt(young, at(WEDNESDAY, 12), length_min=180)


def test_nobody_works_seven_days(programme, attempt):
    always = VolunteerFactory(programme=programme, name="Sept Essai")
    for weekday in range(7):
        AvailabilityFactory(volunteer=always, weekday=weekday)
    with pytest.raises(InfeasibleSlot):
        attempt(always, at(SUNDAY, 10))


def test_nobody_works_more_than_the_mission_says_roads_included(programme, attempt):
    short = hire(programme, "Court Essai", weekly_hours=2)
    book(short, WEDNESDAY, 10, length_min=60)  # and a quarter of an hour of road
    with pytest.raises(InfeasibleSlot):
        attempt(short, at(TUESDAY, 10), length_min=60)


def test_training_counts_in_a_minors_day(young, attempt):
    AbsenceFactory(
        volunteer=young, kind="training", starts_at=at(TUESDAY, 8), ends_at=at(TUESDAY, 12)
    )
    with pytest.raises(InfeasibleSlot):
        attempt(young, at(TUESDAY, 13, 30), length_min=195)
    attempt(young, at(WEDNESDAY, 13, 30), length_min=180)


def test_weekend_of_training_takes_a_working_day_away(programme, alix, attempt):
    for day in (SATURDAY, SUNDAY):
        AbsenceFactory(volunteer=alix, kind="team", starts_at=at(day, 9), ends_at=at(day, 12))
    with pytest.raises(InfeasibleSlot):
        attempt(alix, at(FRIDAY, 10))
    attempt(alix, at(THURSDAY, 10))


def test_sunday_workshop_and_saturday_shift_leave_one_day_of_rest(programme, alix, attempt):
    AvailabilityFactory(volunteer=alix, weekday=5)
    session = SessionFactory(
        programme=programme, starts_at=at(SUNDAY, 14), ends_at=at(SUNDAY, 16)
    )
    SessionVolunteerFactory(session=session, volunteer=alix)
    with pytest.raises(InfeasibleSlot):
        attempt(alix, at(SATURDAY, 10))


def test_workshop_over_lunch_leaves_a_minor_half_an_hour(programme, young, agent):
    session = SessionFactory(
        programme=programme, starts_at=at(TUESDAY, 12), ends_at=at(TUESDAY, 14)
    )
    SessionVolunteerFactory(session=session, volunteer=young)
    booked = book_visit(
        call(programme, place=BASE),
        volunteers=[young],
        promised_from=at(TUESDAY, 14),
        by=agent,
        now=NOW,
    )
    assert booked.starts_at == at(TUESDAY, 14, 30)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "rule"),
    [
        (at(CHRISTMAS, 9), at(CHRISTMAS, 12), LawRule.MINOR_HOLIDAY),
        (at(TUESDAY, 20), at(TUESDAY, 23), LawRule.MINOR_NIGHT),
        (at(TUESDAY, 9), at(TUESDAY, 14), LawRule.MINOR_BREAK),
        (at(TUESDAY, 17), at(TUESDAY, 19), LawRule.MINOR_DAY),
        (at(SATURDAY, 9), at(SATURDAY, 12), LawRule.MINOR_DAYS),
    ],
)
@pytest.mark.parametrize("way", ["training", "planned", "moved"])
def test_fixed_hours_of_a_minor_keep_the_law(young, agent, way, starts_at, ends_at, rule):
    if rule != LawRule.MINOR_BREAK:
        book(young, TUESDAY, 9, length_min=180)
        book(young, TUESDAY, 14, 30, length_min=150)
    for day in (MONDAY, WEDNESDAY, THURSDAY, FRIDAY):
        book(young, day, 10)
    with pytest.raises(OutsideLaw) as caught:
        take_hours(young, agent, way, starts_at, ends_at)
    assert caught.value.data["rule"] == rule


def take_hours(volunteer, agent, way, starts_at, ends_at):
    """Take a volunteer's hours by a training, a session, or a session moved there."""
    programme, by = volunteer.programme, {"by": agent, "now": NOW}
    if way == "training":
        kind = AbsenceKind.TRAINING
        add_absence(volunteer, starts_at=starts_at, ends_at=ends_at, kind=kind, **by)
    elif way == "planned":
        fields = SessionFields(
            title="Essai",
            place=PlaceFactory(programme=programme),
            starts_at=starts_at,
            ends_at=ends_at,
        )
        plan_session(programme, fields=fields, volunteers=[volunteer], **by)
    else:
        later = SessionFactory(
            programme=programme,
            starts_at=at(date(2026, 12, 15), 14),
            ends_at=at(date(2026, 12, 15), 15),
        )
        SessionVolunteerFactory(session=later, volunteer=volunteer)
        move_session(later, to=SessionMoment(starts_at=starts_at, ends_at=ends_at), **by)


def test_leave_is_no_work_and_asks_the_law_nothing(young, agent):
    add_absence(
        young,
        starts_at=at(CHRISTMAS, 0),
        ends_at=at(CHRISTMAS, 23),
        kind=AbsenceKind.LEAVE,
        by=agent,
        now=NOW,
    )
    assert young.absences.count() == 1


def test_day_of_training_without_hours_is_a_plain_day_of_seven(young, agent):
    add_absence(
        young,
        starts_at=at(TUESDAY, 0),
        ends_at=at(WEDNESDAY, 0),
        kind=AbsenceKind.TRAINING,
        by=agent,
        now=NOW,
    )
    assert young.absences.count() == 1
