"""Until the eve a visit is anybody's: bookings, moves and cancellings plan days anew."""

import pytest

from tests.dispatch.scenes import FAR, THURSDAY, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import VisitFactory, at
from toctoc.agenda.enums import MoveReason, VisitEventKind, VisitStatus
from toctoc.agenda.errors import SlotTaken
from toctoc.agenda.models import Visit
from toctoc.dispatch.bridge import load_problem
from toctoc.dispatch.errors import InfeasibleSlot
from toctoc.dispatch.operations import book_visit, cancel_visit, move_visit
from toctoc.dispatch.queries import list_offers
from toctoc.planning.evaluate import evaluate

EAST, EAST_TOO = {"lat_deg": 43.40, "lon_deg": -0.10}, {"lat_deg": 43.41, "lon_deg": -0.11}
WEST = {"lat_deg": 43.40, "lon_deg": -0.40}


@pytest.fixture
def bo(programme):
    return hire(programme)


@pytest.fixture
def book_it(agent, now):
    def book_it(help_request, moment, *volunteers, now=now):
        return book_visit(
            help_request, volunteers=volunteers, promised_from=moment, by=agent, now=now
        )

    return book_it


@pytest.fixture
def east(alix):
    return book(alix, WEDNESDAY, 9, 30, place=EAST)


@pytest.fixture
def west(alix, bo, east):
    """Return a visit Alix makes after hers in the east, while Bo is free."""
    return book(alix, WEDNESDAY, 12 + 1, 30, place=WEST)


@pytest.fixture
def caller(programme):
    """Return a call from the east, for so long that Alix could not go west afterwards."""
    return call(programme, place=EAST_TOO, length_min=90)


def check_tours(programme, now):
    problem = load_problem(programme, now=now).problem
    assert evaluate(problem.tours, problem.weeks).violations == ()


def test_visit_changes_hands_where_the_day_is_shorter_for_it(
    alix, bo, west, caller, now, agent
):
    visit = book_visit(caller, promised_from=at(WEDNESDAY, 11), by=agent, now=now)
    west.refresh_from_db()
    assert (visit.volunteer, west.volunteer) == (alix, bo)
    assert (west.status, west.cancelled_at, west.is_tied) == (VisitStatus.BOOKED, None, False)
    assert west.promised_from == at(WEDNESDAY, 13, 30)
    event = west.events.get()
    assert (event.kind, event.by, event.at) == (VisitEventKind.REASSIGNED, agent, now)
    assert (event.data["before"]["volunteer"], event.data["after"]["volunteer"]) == (
        alix.pk, bo.pk,
    )  # fmt: skip
    check_tours(caller.programme, now)


def test_what_is_said_is_what_is_stored(bo, west, caller, now, book_it):
    wanted = [
        row for row in list_offers(caller, now=now).offers
        if row.promised_from.date() == WEDNESDAY
    ]  # fmt: skip
    for row in wanted[:1]:
        visit = book_it(caller, row.promised_from, *row.asked_for)
        assert (visit.volunteer,) == row.volunteers
        assert visit.starts_at == row.starts_at


def test_tied_visit_stays_and_somebody_else_makes_the_new_one(alix, bo, west, caller, book_it):
    Visit.objects.filter(pk=west.pk).update(is_tied=True)
    visit = book_it(caller, at(WEDNESDAY, 11))
    west.refresh_from_db()
    assert (visit.volunteer, west.volunteer) == (bo, alix)
    assert west.events.count() == 0


def test_nobody_changes_where_the_programme_forbids_it(
    programme, alix, bo, west, caller, book_it
):
    programme.planning_settings.lets_volunteers_change = False
    programme.planning_settings.save()
    assert book_it(caller, at(WEDNESDAY, 11)).volunteer == bo
    west.refresh_from_db()
    assert west.volunteer == alix


def test_nobody_changes_by_planning_once_the_day_is_frozen(alix, bo, west, caller, book_it):
    visit = book_it(caller, at(WEDNESDAY, 11), now=at(TUESDAY, 16))
    west.refresh_from_db()
    assert (visit.volunteer, west.volunteer) == (bo, alix)


def test_who_is_asked_for_comes_and_the_visit_is_tied(alix, bo, west, caller, book_it):
    visit = book_it(caller, at(WEDNESDAY, 11), bo)
    assert (visit.volunteer, visit.is_tied) == (bo, True)


def test_who_is_not_asked_for_is_not_tied(alix, bo, west, caller, book_it):
    assert book_it(caller, at(WEDNESDAY, 11)).is_tied is False


def test_started_tour_is_not_touched_by_a_booking_of_the_day(
    programme, alix, bo, west, caller, book_it
):
    """At 9 h 20 Alix is on the road: what she has stands to the minute."""
    wide = book(alix, WEDNESDAY, 14, 45, place=WEST, width_min=60, length_min=30)
    driven = at(WEDNESDAY, 9, 20)
    with pytest.raises(SlotTaken):  # though what comes after it could wait
        book_it(call(programme, place=WEST), at(WEDNESDAY, 14, 30), alix, now=driven)
    assert book_it(caller, at(WEDNESDAY, 11), now=driven).volunteer == bo
    for visit in (west, wide):
        assert visit.events.count() == 0


def test_pair_is_sent_without_naming_it(programme, alix, bo, book_it):
    lead = book_it(call(programme, pair=True), at(WEDNESDAY, 10))
    companion = lead.companions.get()
    assert {lead.volunteer, companion.volunteer} == {alix, bo}
    assert lead.starts_at == companion.starts_at


def test_nobody_free_is_told_of_nobody_in_particular(programme, alix, bo, book_it):
    for volunteer in (alix, bo):
        book(volunteer, WEDNESDAY, 10, place=FAR, length_min=240)
    with pytest.raises(InfeasibleSlot):
        book_it(call(programme, length_min=480), at(WEDNESDAY, 10))


def test_moved_by_hand_a_visit_is_tied(alix, bo, east, agent, now):
    moved = move_visit(
        east, volunteers=[bo], promised_from=at(WEDNESDAY, 9, 30),
        reason=MoveReason.TOUR, by=agent, now=now,
    )  # fmt: skip
    assert (moved.volunteer, moved.is_tied) == (bo, True)


def test_moved_without_a_name_a_visit_goes_to_whoever_is_best(alix, bo, east, agent, now):
    other = book(bo, THURSDAY, 9, 30, place=EAST_TOO)
    moved = move_visit(
        east, promised_from=at(THURSDAY, 11), reason=MoveReason.RESIDENT, by=agent, now=now
    )
    other.refresh_from_db()
    assert moved.volunteer == other.volunteer
    assert moved.is_tied is False


@pytest.fixture
def pushed(alix, agent, now, programme):
    """Return a visit of 10 h, and one promised from 10 h on that it has pushed to 11 h."""
    wide = book(alix, WEDNESDAY, 10, width_min=120)
    visit = book_visit(
        call(programme), volunteers=[alix], promised_from=at(WEDNESDAY, 10), by=agent, now=now
    )
    wide.refresh_from_db()
    assert wide.starts_at == at(WEDNESDAY, 11)
    return visit, wide


@pytest.mark.parametrize("day", [THURSDAY, WEDNESDAY.replace(day=16)])
def test_tour_that_is_left_goes_back_to_its_own_times(pushed, alix, agent, now, day):
    visit, wide = pushed
    move_visit(
        visit, volunteers=[alix], promised_from=at(day, 10),
        reason=MoveReason.RESIDENT, by=agent, now=now,
    )  # fmt: skip
    wide.refresh_from_db()
    assert wide.starts_at == at(WEDNESDAY, 10)
    assert [event.kind for event in wide.events.all()] == [VisitEventKind.RETIMED] * 2


def test_tour_of_a_cancelled_visit_goes_back_to_its_own_times(pushed, agent, now):
    visit, wide = pushed
    cancelled = cancel_visit(visit, reason="resident", by=agent, now=now)
    wide.refresh_from_db()
    assert (cancelled.status, wide.starts_at) == (VisitStatus.CANCELLED, at(WEDNESDAY, 10))


def test_tour_under_way_keeps_its_times_when_a_visit_is_cancelled(pushed, agent):
    visit, wide = pushed
    cancel_visit(visit, reason="resident", by=agent, now=at(WEDNESDAY, 9, 58))
    wide.refresh_from_db()
    assert wide.starts_at == at(WEDNESDAY, 11)


def test_tour_that_cannot_be_kept_is_left_to_people(alix, agent, now):
    gone = book(alix, WEDNESDAY, 9)
    late = book(alix, WEDNESDAY, 10, width_min=0, length_min=60)
    book(alix, WEDNESDAY, 11, width_min=0, place=FAR)
    cancel_visit(gone, reason="resident", by=agent, now=now)
    assert late.events.count() == 0


def test_both_tours_of_a_cancelled_pair_go_back(programme, alix, bo, agent, now):
    wides = [book(v, WEDNESDAY, 10, width_min=120) for v in (alix, bo)]
    lead = book_visit(
        call(programme, pair=True), promised_from=at(WEDNESDAY, 10), by=agent, now=now
    )
    companion = lead.companions.get()
    cancel_visit(companion, reason="resident", by=agent, now=now)
    for wide in wides:
        wide.refresh_from_db()
        assert wide.starts_at == at(WEDNESDAY, 10)


def test_visits_of_someone_whose_mission_is_over_harm_nobody(programme, alix, bo, book_it):
    gone = VisitFactory(programme=programme, volunteer=hire(programme, "Partie Essai"))
    gone.volunteer.mission_ends_on = TUESDAY
    gone.volunteer.save()
    assert book_it(call(programme), at(WEDNESDAY, 10)).volunteer in {alix, bo}
