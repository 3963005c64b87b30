"""Sessions as fixed stops, help by phone at a base, help in a place while it is open."""

from datetime import time

import pytest

from tests.dispatch.scenes import BASE, FAR, NEAR, TUESDAY, WEDNESDAY, book, call, hire
from tests.factories import (
    AbsenceFactory,
    PlaceFactory,
    PlaceOpeningFactory,
    SessionFactory,
    at,
)
from toctoc.agenda.enums import VisitKind
from toctoc.agenda.models import SessionVolunteer
from toctoc.dispatch.bridge import load_problem
from toctoc.dispatch.errors import InfeasibleSlot, OutsideOpenings
from toctoc.dispatch.operations import book_visit
from toctoc.dispatch.queries import list_offers
from toctoc.planning.evaluate import evaluate
from toctoc.planning.model import DAY_S, ShiftKey

HOUR_S = 3600


def hold(volunteers, day, start, end, place=NEAR):
    """Plan a session at a place, from and to hours (floats), run by volunteers."""
    starts = at(day, int(start), int(start % 1 * 60))
    ends = at(day, int(end), int(end % 1 * 60))
    programme = volunteers[0].programme
    session = SessionFactory(
        programme=programme,
        place=PlaceFactory(programme=programme, name=f"Salle {start}", **place),
        starts_at=starts,
        ends_at=ends,
    )
    for volunteer in volunteers:
        SessionVolunteer.objects.create(
            session=session, volunteer=volunteer, starts_at=starts, ends_at=ends
        )
    return session


@pytest.fixture
def tour_of(programme, now):
    """Return a volunteer's tour as the core sees it: tour_of(volunteer, day)."""

    def tour_of(volunteer, day):
        loaded = load_problem(programme, now=now)
        number = loaded.clock.day_of(day)
        return loaded.problem.get_tour(ShiftKey(volunteer.pk, number))

    return tour_of


def test_session_is_a_stop_that_never_moves(alix, tour_of):
    session = hold([alix], TUESDAY, 10, 12)
    tour = tour_of(alix, TUESDAY)
    (stop,) = tour.stops
    assert stop.id == -session.crew.get().pk
    assert (stop.earliest_s % DAY_S, stop.length_s) == (10 * HOUR_S, 2 * HOUR_S)
    assert stop.earliest_s == stop.latest_s
    assert not stop.is_movable
    assert tour.shift.max_visits == 7  # a session is no visit of the tour
    assert evaluate([tour], ()).is_feasible


def test_three_may_run_one_session(programme, alix, tour_of):
    crew = [alix, hire(programme, "Bo Essai"), hire(programme, "Cam Essai")]
    hold(crew, TUESDAY, 10, 12)
    ids = {tour_of(one, TUESDAY).stops[0].id for one in crew}
    assert len(ids) == 3


@pytest.mark.parametrize(("start", "end"), [(11.5, 13.5), (17.5, 19), (7, 8.5), (12.25, 13)])
def test_session_over_lunch_or_outside_the_usual_hours_fits(alix, tour_of, start, end):
    hold([alix], TUESDAY, start, end)
    tour = tour_of(alix, TUESDAY)
    assert evaluate([tour], ()).is_feasible


def test_session_on_a_day_off_counts_against_the_week(programme, alix, now):
    AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0))
    hold([alix], TUESDAY, 10, 12, place=BASE)
    loaded = load_problem(programme, now=now)
    (week,) = [one for one in loaded.problem.weeks if one.week == 0]
    assert week.used_s == pytest.approx(2 * HOUR_S, abs=600)


def test_no_offer_lies_over_a_session(programme, alix, now):
    hold([alix], TUESDAY, 9, 17)
    found = list_offers(call(programme), now=now)
    assert all(row.promised_from.date() != TUESDAY for row in found.offers)


def test_visit_that_cannot_be_driven_to_from_a_session_is_refused(programme, alix, agent, now):
    hold([alix], TUESDAY, 9.25, 10, place=BASE)
    with pytest.raises(InfeasibleSlot):
        book_visit(call(programme, place=FAR), promised_from=at(TUESDAY, 10), by=agent, now=now)


def test_visit_is_planned_around_a_session(programme, alix, agent, now):
    wide = book(alix, TUESDAY, 9, width_min=150, promise="half_day")
    hold([alix], TUESDAY, 10.5, 11.5, place=NEAR)
    book_visit(call(programme), promised_from=at(TUESDAY, 13, 30), by=agent, now=now)
    wide.refresh_from_db()
    assert wide.ends_at <= at(TUESDAY, 10, 30)


def test_help_by_phone_is_at_the_base_of_whoever_phones(programme, alix, agent, now, tour_of):
    visit = book_visit(
        call(programme, place=FAR, kind=VisitKind.PHONE, length_min=30),
        promised_from=at(TUESDAY, 10),
        by=agent,
        now=now,
    )
    (stop,) = tour_of(alix, TUESDAY).stops
    assert visit.kind == VisitKind.PHONE
    assert (stop.point.lat_deg, stop.point.lon_deg) == tuple(BASE.values())


def test_help_by_phone_needs_nobody_else_and_no_road(programme, alix, now):
    found = list_offers(
        call(programme, place=FAR, pair=True, kind=VisitKind.PHONE, length_min=30), now=now
    )
    assert [(row.added_m, len(row.volunteers)) for row in found.offers] == [(0, 1)] * 3
    assert all("par téléphone" in row.sentence for row in found.offers)


def test_with_several_bases_each_phones_from_their_own(programme, alix, agent, now, tour_of):
    away = hire(
        programme,
        "Bo Essai",
        base_lat_deg=FAR["lat_deg"],
        base_lon_deg=FAR["lon_deg"],
        hours=((9, 17),),
    )
    book(alix, TUESDAY, 9, 30, length_min=400, width_min=0, place=BASE)
    request = call(programme, kind=VisitKind.PHONE, length_min=30)
    visit = book_visit(request, promised_from=at(TUESDAY, 10), by=agent, now=now)
    assert visit.volunteer == away
    stop = tour_of(away, TUESDAY).stops[0]
    assert stop.point.lat_deg == FAR["lat_deg"]
    assert not stop.is_movable
    assert len(list_offers(request, now=now).offers) == 3


@pytest.fixture
def library(programme):
    """Return a place open on Tuesday and Wednesday mornings."""
    place = PlaceFactory(programme=programme, name="Médiathèque", **NEAR)
    for weekday in (1, 2):
        PlaceOpeningFactory(place=place, weekday=weekday, starts_at=time(9), ends_at=time(12))
    return place


def test_help_in_a_place_is_offered_while_it_is_open(programme, alix, library, now):
    request = call(programme, place=FAR, pair=True, kind=VisitKind.PLACE)
    request.place = library
    found = list_offers(request, now=now)
    assert len(found.offers) == 3
    for row in found.offers:
        assert row.promised_from.weekday() in {1, 2}
        assert row.promised_from.hour < 12
        assert row.promised_from == row.promised_until  # whoever comes, comes at an hour
        assert len(row.volunteers) == 1


def test_help_in_a_place_is_stored_with_it(programme, alix, library, agent, now, tour_of):
    request = call(programme, place=FAR, kind=VisitKind.PLACE)
    request.place = library
    request.save()
    visit = book_visit(request, promised_from=at(TUESDAY, 11), by=agent, now=now)
    assert (visit.kind, visit.place) == (VisitKind.PLACE, library)
    assert tour_of(alix, TUESDAY).stops[0].point.lat_deg == NEAR["lat_deg"]


@pytest.mark.parametrize("moment", [at(TUESDAY, 11, 30), at(TUESDAY, 14)])
def test_place_that_is_closed_takes_nobody(programme, alix, library, agent, now, moment):
    request = call(programme, kind=VisitKind.PLACE)
    request.place = library
    request.save()
    with pytest.raises(OutsideOpenings) as refused:
        book_visit(request, promised_from=moment, by=agent, now=now)
    assert refused.value.data["openings"] == [(at(TUESDAY, 9), at(TUESDAY, 12))]


def test_place_without_known_hours_opens_when_somebody_comes(programme, alix, agent, now):
    request = call(programme, kind=VisitKind.PLACE)
    request.place = PlaceFactory(programme=programme, name="Mairie", **NEAR)
    request.save()
    visit = book_visit(request, promised_from=at(TUESDAY, 14), by=agent, now=now)
    assert visit.starts_at == at(TUESDAY, 14)
