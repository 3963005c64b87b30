"""Booking: what is stored, what gives way to it, and everything that is refused."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from tests.dispatch.scenes import (
    BASE,
    FAR,
    MONDAY,
    NEAR,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    book,
    call,
    hire,
)
from tests.factories import (
    AbsenceFactory,
    AccountFactory,
    AvailabilityFactory,
    PlanningSettingsFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.enums import RequestStatus, VisitEventKind, VisitStatus
from toctoc.agenda.errors import (
    AlreadyBooked,
    IncompleteRequest,
    OtherProgramme,
    RequestNotOpen,
    SlotTaken,
)
from toctoc.agenda.models import Visit, VisitEvent
from toctoc.dispatch.errors import InfeasibleSlot, InvalidLocalTime, SlotInThePast
from toctoc.dispatch.operations import book_visit
from toctoc.people.errors import MissionOver
from toctoc.people.models import Account, Volunteer
from toctoc.planning.proposals import Reason


@pytest.fixture
def book_it(agent, now):
    """Book a call at a moment: book_it(help_request, moment, volunteer, …)."""

    def book_it(help_request, moment, *volunteers, by=agent, now=now):
        return book_visit(
            help_request, volunteers=volunteers, promised_from=moment, by=by, now=now
        )

    return book_it


def test_booking_stores_promise_and_planned_time(programme, alix, agent, now, book_it):
    help_request = call(programme)
    visit = book_it(help_request, at(TUESDAY, 9), alix)
    visit.refresh_from_db()
    assert (visit.promised_from, visit.promised_until) == (at(TUESDAY, 9), at(TUESDAY, 9, 30))
    # The shift starts at 9 h at the base, 374 s away.
    assert visit.starts_at == at(TUESDAY, 9) + timedelta(seconds=374)
    assert visit.length_s == 3600
    assert (visit.resident, visit.volunteer) == (help_request.resident, alix)
    assert (visit.booked_by, visit.booked_at, visit.need) == (agent, now, help_request.need)


def test_booking_answers_the_request(programme, alix, agent, now, book_it):
    help_request = call(programme)
    book_it(help_request, at(TUESDAY, 10), alix)
    help_request.refresh_from_db()
    assert help_request.status == RequestStatus.BOOKED
    assert (help_request.closed_at, help_request.closed_by) == (now, agent)


def test_booking_leaves_an_event_of_what_was_promised(programme, alix, agent, now, book_it):
    visit = book_it(call(programme), at(TUESDAY, 10), alix)
    event = visit.events.get()
    assert (event.kind, event.at, event.by) == (VisitEventKind.BOOKED, now, agent)
    assert event.data == {
        "volunteer": alix.pk,
        "promised_from": "2026-12-01T09:00:00+00:00",
        "promised_until": "2026-12-01T09:30:00+00:00",
        "starts_at": "2026-12-01T09:00:00+00:00",
    }


def test_agent_may_choose_a_time_that_is_not_offered(programme, alix, book_it):
    visit = book_it(call(programme), at(MONDAY, 14, 10), alix)
    assert visit.promised_from == at(MONDAY, 14, 10)


def test_home_where_nobody_goes_alone_takes_two_rows(programme, alix, book_it):
    bo = hire(programme)
    lead = book_it(call(programme, pair=True), at(TUESDAY, 10), alix, bo)
    companion = lead.companions.get()
    assert (lead.volunteer, companion.volunteer) == (alix, bo)
    assert lead.starts_at == companion.starts_at == at(TUESDAY, 10)
    assert [visit.events.count() for visit in (lead, companion)] == [1, 1]


def test_other_visit_is_planned_anew_inside_its_promise(programme, alix, book_it):
    wide = book(alix, TUESDAY, 10, width_min=120)
    visit = book_it(call(programme), at(TUESDAY, 10), alix)
    wide.refresh_from_db()
    assert visit.starts_at == at(TUESDAY, 10)
    assert (wide.starts_at, wide.ends_at) == (at(TUESDAY, 11), at(TUESDAY, 12))
    assert (wide.promised_from, wide.promised_until) == (at(TUESDAY, 10), at(TUESDAY, 12))
    assert (wide.status, wide.cancelled_at) == (VisitStatus.BOOKED, None)
    event = wide.events.get()
    assert event.kind == VisitEventKind.RETIMED
    assert event.data == {
        "before": {"starts_at": "2026-12-01T09:00:00+00:00"},
        "after": {"starts_at": "2026-12-01T10:00:00+00:00"},
    }


def test_two_visits_planned_anew_never_overlap_on_the_way(programme, alix, book_it):
    first = book(alix, TUESDAY, 9, 30, length_min=40, width_min=180)
    second = book(alix, TUESDAY, 10, 10, length_min=40, width_min=180)
    book_it(call(programme, length_min=40), at(TUESDAY, 9, 30), alix)
    for visit in (first, second):
        visit.refresh_from_db()
    assert first.ends_at <= second.starts_at
    assert Visit.objects.filter(status=VisitStatus.BOOKED).count() == 3


@pytest.mark.parametrize(("hour", "minute"), [(10, 0), (10, 20), (9, 40)])
def test_time_of_another_visit_is_taken(programme, alix, book_it, hour, minute):
    book(alix, TUESDAY, 10)
    with pytest.raises(SlotTaken) as caught:
        book_it(call(programme), at(TUESDAY, hour, minute), alix)
    assert caught.value.data == {"volunteer": alix, "at": at(TUESDAY, hour, minute)}
    assert Visit.objects.count() == 1


def test_adjacent_time_with_an_impossible_drive_is_infeasible(programme, alix, book_it):
    book(alix, TUESDAY, 10, place=BASE)
    with pytest.raises(InfeasibleSlot) as caught:
        book_it(call(programme, place=FAR), at(TUESDAY, 11), alix)
    assert caught.value.reason is Reason.NO_ROOM
    assert caught.value.volunteer == alix
    assert caught.value.short > 0
    assert "il manque" in caught.value.sentence


def test_moment_that_is_over_is_refused(programme, alix, book_it, now):
    with pytest.raises(SlotInThePast):
        book_it(call(programme), now, alix)


def test_visit_longer_than_the_shift_is_refused_with_what_is_missing(programme, alix, book_it):
    with pytest.raises(InfeasibleSlot) as caught:
        book_it(call(programme, length_min=480), at(TUESDAY, 9), alix)
    assert caught.value.reason is Reason.TOO_LONG
    assert caught.value.sentence.startswith("Ce rendez-vous n’est pas possible")


@pytest.mark.parametrize("day", [date(2026, 12, 3), date(2027, 6, 1)])
def test_volunteer_whose_mission_is_over_cannot_be_booked(programme, book_it, day):
    gone = hire(programme, mission_ends_on=WEDNESDAY)
    with pytest.raises(MissionOver) as caught:
        book_it(call(programme), at(day, 10), gone)
    assert caught.value.data == {"volunteer": gone, "day": day}


def test_mission_cut_short_meanwhile_is_seen(programme, book_it):
    stale = hire(programme)
    Volunteer.objects.filter(pk=stale.pk).update(mission_ends_on=WEDNESDAY)
    with pytest.raises(MissionOver):
        book_it(call(programme), at(THURSDAY, 10), stale)


def test_day_at_the_end_of_time_is_outside_every_mission(programme, alix, book_it):
    with pytest.raises(MissionOver):
        book_it(call(programme), at(date(9999, 12, 30), 10), alix)


def test_local_time_that_a_clock_change_skips_is_refused(programme, book_it, now):
    owl = VolunteerFactory(programme=programme)
    AvailabilityFactory(volunteer=owl, weekday=6, starts_at="00:30", ends_at="08:00")
    with pytest.raises(InvalidLocalTime):
        book_it(call(programme, length_min=30), at(date(2027, 3, 28), 2, 30), owl)


def test_second_pass_through_a_repeated_hour_is_refused(programme, book_it, now):
    owl = VolunteerFactory(programme=programme)
    AvailabilityFactory(volunteer=owl, weekday=6, starts_at="00:30", ends_at="08:00")
    early, before = at(date(2026, 10, 25), 2, 30), at(date(2026, 10, 20), 9)
    with pytest.raises(InvalidLocalTime):
        book_it(call(programme), early.replace(fold=1), owl, now=before)
    assert book_it(call(programme), early, owl, now=before).promised_from == early


@pytest.mark.parametrize("day", [date(2026, 10, 26), date(2027, 3, 30)])
def test_nine_o_clock_stays_nine_o_clock_after_a_clock_change(programme, alix, book_it, day):
    visit = book_it(
        call(programme, place=BASE), at(day, 9), alix, now=at(day - timedelta(days=5), 9)
    )
    visit.refresh_from_db()
    assert visit.starts_at == visit.promised_from == at(day, 9)


def test_absent_volunteer_cannot_be_booked(programme, alix, book_it):
    AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0))
    with pytest.raises(InfeasibleSlot) as caught:
        book_it(call(programme), at(TUESDAY, 10), alix)
    assert caught.value.reason is Reason.NO_SHIFT
    assert "ne travaille pas" in caught.value.sentence


def test_week_over_its_hours_is_refused(programme, book_it):
    short = hire(programme, weekly_hours=2)
    book(short, THURSDAY, 14)
    with pytest.raises(InfeasibleSlot) as caught:
        book_it(call(programme), at(TUESDAY, 10), short)
    assert caught.value.reason is Reason.WEEK_HOURS
    assert "la semaine du volontaire est complète" in caught.value.sentence


def test_number_of_volunteers_must_fit_the_home(programme, alix, book_it):
    for help_request, volunteers in (
        (call(programme, pair=True), (alix,)),
        (call(programme, pair=True), (alix, alix)),
    ):
        with pytest.raises(InfeasibleSlot) as caught:
            book_it(help_request, at(TUESDAY, 10), *volunteers)
        assert caught.value.reason is Reason.NO_PAIR


def test_two_may_be_named_for_any_home(programme, alix, book_it):
    bo = hire(programme)
    lead = book_it(call(programme), at(TUESDAY, 10), alix, bo)
    companion = lead.companions.get()
    assert (lead.volunteer, companion.volunteer) == (alix, bo)
    assert lead.starts_at == companion.starts_at == at(TUESDAY, 10)


def test_volunteer_of_another_programme_is_refused(cast, book_it):
    stranger = hire(cast.elsewhere)
    with pytest.raises(OtherProgramme):
        book_it(call(cast.programme), at(TUESDAY, 10), stranger)


def test_request_without_length_is_incomplete(programme, alix, book_it):
    with pytest.raises(IncompleteRequest) as caught:
        book_it(call(programme, length_min=None), at(TUESDAY, 10), alix)
    assert caught.value.missing == ["length_min"]


def test_request_answered_otherwise_is_not_open(programme, alix, book_it, now):
    waiting = call(programme, status=RequestStatus.WAITING, closed_at=now)
    with pytest.raises(RequestNotOpen):
        book_it(waiting, at(TUESDAY, 10), alix)


def test_second_tab_is_told_of_the_visit_the_first_booked(programme, alix, book_it):
    help_request = call(programme)
    stale = type(help_request).objects.get(pk=help_request.pk)
    visit = book_it(help_request, at(TUESDAY, 10), alix)
    with pytest.raises(AlreadyBooked) as caught:
        book_it(stale, at(THURSDAY, 10), alix)
    assert caught.value.visit == visit
    assert Visit.objects.count() == 1


def test_second_visit_of_an_open_request_is_refused_by_the_database(programme, alix, book_it):
    help_request = call(programme)
    kept = book(alix, THURSDAY, 10, help_request=help_request)
    with pytest.raises(AlreadyBooked) as caught:
        book_it(help_request, at(TUESDAY, 10), alix)
    assert caught.value.visit == kept


def test_overlap_the_core_cannot_see_is_refused_by_the_database(programme, book_it):
    # A visit of the day before that lasts past midnight stands on another day's tour.
    night = VolunteerFactory(programme=programme)
    AvailabilityFactory(volunteer=night, weekday=2, starts_at="00:00", ends_at="08:00")
    book(night, TUESDAY, 23, 30, place=BASE)
    with pytest.raises(SlotTaken) as caught:
        book_it(call(programme, place=BASE), at(WEDNESDAY, 0), night)
    assert caught.value.volunteer == night
    assert Visit.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_other_refusals_of_the_database_are_not_disguised(programme, alix, now):
    nobody = Account(pk=10**9)
    with pytest.raises(IntegrityError):
        book_visit(
            call(programme),
            volunteers=[alix],
            promised_from=at(TUESDAY, 10),
            by=nobody,
            now=now,
        )
    assert (Visit.objects.count(), VisitEvent.objects.count()) == (0, 0)


def test_refusal_leaves_nothing_behind(programme, alix, book_it):
    wide = book(alix, TUESDAY, 10, width_min=120)
    help_request = call(programme, length_min=240)
    with pytest.raises((SlotTaken, InfeasibleSlot)):
        book_it(help_request, at(TUESDAY, 10), alix)
    help_request.refresh_from_db()
    wide.refresh_from_db()
    assert help_request.status == RequestStatus.OPEN
    assert wide.starts_at == at(TUESDAY, 10)
    assert VisitEvent.objects.count() == 0


def test_width_of_the_promise_is_the_programmes(programme, alix, book_it):
    for kind, until in (("wide", at(TUESDAY, 12)), ("half_day", at(TUESDAY, 12, 30))):
        PlanningSettingsFactory(programme=programme)
        programme.planning_settings.promise = kind
        programme.planning_settings.save()
        visit = book_it(call(programme), at(TUESDAY, 10), alix)
        assert visit.promised_until == until
        Visit.objects.all().delete()


def test_first_name_on_the_list_need_not_be_an_agent(programme, alix, now):
    visit = book_visit(
        call(programme, place=NEAR),
        volunteers=[alix],
        promised_from=at(TUESDAY, 10),
        by=AccountFactory(),
        now=now,
    )
    assert visit.booked_by != visit.volunteer.account
