"""What the call screen offers, and what it says where nothing fits."""

import random
from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.dispatch.scenes import (
    FRIDAY,
    MONDAY,
    NEAR,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    book,
    call,
    hire,
)
from tests.factories import AbsenceFactory, CommuneFactory, at
from toctoc.agenda.errors import IncompleteRequest
from toctoc.agenda.models import HelpRequest
from toctoc.common.half_days import HalfDays
from toctoc.dispatch.operations import book_visit
from toctoc.dispatch.queries import list_offers, list_tours, prepare_offers
from toctoc.people.models import Resident
from toctoc.planning.proposals import Motive

MORNINGS = str(HalfDays.from_pairs((weekday, 0) for weekday in range(5)))
TUESDAY_MORNING = str(HalfDays.from_pairs([(1, 0)]))
ONE_DAY = {"lead_days": 1, "horizon_days": 1}  # only Tuesday may be booked


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def limit(programme, **settings):
    for name, value in settings.items():
        setattr(programme.planning_settings, name, value)
    programme.planning_settings.save()


def test_three_different_half_days_are_offered_best_first(programme, alix, now):
    found = list_offers(call(programme), now=now)
    assert [row.rank for row in found.offers] == [1, 2, 3]
    assert len({(row.promised_from.date(), row.half) for row in found.offers}) == 3
    assert all(row.volunteers == (alix,) for row in found.offers)
    assert (found.refusals, found.nearest) == ((), "")


def test_offers_begin_on_the_next_working_day(programme, alix, now):
    friday = now + timedelta(days=4)
    days = [row.promised_from.date() for row in list_offers(call(programme), now=friday).offers]
    assert min(days) == date(2026, 12, 7)


def test_offers_are_promised_on_the_grid_with_the_programmes_width(programme, alix, now):
    row = list_offers(call(programme), now=now).offers[0]
    assert row.promised_from.minute in {0, 30}
    assert row.promised_until - row.promised_from == timedelta(minutes=30)
    assert row.promised_from <= row.starts_at <= row.promised_until


def test_only_half_days_that_suit_are_offered(programme, alix, now):
    found = list_offers(call(programme, suits=MORNINGS), now=now)
    assert {row.half for row in found.offers} == {"morning"}


def test_nothing_is_offered_before_the_day_asked_for(programme, alix, now):
    found = list_offers(call(programme, not_before=THURSDAY), now=now)
    assert min(row.promised_from for row in found.offers) >= at(THURSDAY, 9)


def test_day_asked_for_in_the_past_changes_nothing(programme, alix, now):
    asked = call(programme, not_before=date(2026, 11, 2))
    assert list_offers(asked, now=now) == list_offers(call(programme), now=now)


def test_offers_know_public_holidays(programme, alix, now):
    limit(programme, horizon_days=60)
    found = list_offers(call(programme, not_before=date(2026, 12, 25)), now=now)
    assert date(2026, 12, 25) not in {row.promised_from.date() for row in found.offers}
    assert len(found.offers) == 3


def test_home_where_nobody_goes_alone_is_offered_two_volunteers(programme, alix, now):
    bo = hire(programme)
    offers = list_offers(call(programme, pair=True), now=now).offers
    assert {frozenset(row.volunteers) for row in offers} == {frozenset({alix, bo})}


def test_caller_who_is_not_stored_yet_is_offered_the_same(programme, alix, now):
    commune = CommuneFactory()
    caller = Resident(programme=programme, commune=commune, **NEAR)
    draft = HelpRequest(programme=programme, resident=caller, need="technical", length_min=60)
    assert list_offers(draft, now=now) == list_offers(call(programme), now=now)


def test_what_is_missing_is_named(programme, now):
    nothing = HelpRequest(programme=programme, suits="0" * 10)
    with pytest.raises(IncompleteRequest) as caught:
        list_offers(nothing, now=now)
    assert caught.value.missing == ["resident", "need", "length_min", "suits"]


def test_volunteers_of_another_programme_are_not_offered(cast, now):
    hire(cast.elsewhere, name="Loin Essai")
    found = list_offers(call(cast.programme), now=now)
    assert {row.volunteers for row in found.offers} == {(cast.volunteer,)}


def test_moving_a_visit_frees_its_time_but_not_its_half_day(programme, alix, now):
    limit(programme, **ONE_DAY)
    visit = book(alix, TUESDAY, 10, length_min=120)
    filler = book(alix, TUESDAY, 14, length_min=150)
    assert filler.pk
    halves = {row.half for row in list_offers(visit.help_request, now=now, moving=visit).offers}
    assert halves == set()
    filler.delete()
    found = list_offers(visit.help_request, now=now, moving=visit)
    assert [(row.half, row.promised_from.date()) for row in found.offers] == [
        ("afternoon", TUESDAY)
    ]


def test_volunteer_who_came_last_time_is_preferred(programme, alix, now):
    bo = hire(programme)
    met = book(bo, MONDAY - timedelta(days=7), 10)
    again = call(programme)
    again.resident = met.resident
    offer = list_offers(again, now=now).offers[0]
    assert offer.volunteers == (bo,)
    assert offer.motive is Motive.CONTINUITY
    assert "la même personne que la dernière fois" in offer.sentence


def test_neighbour_is_named_by_commune_only(programme, alix, now):
    buros = CommuneFactory(code_insee="64152", name="Buros", lat_deg=43.36, lon_deg=-0.25)
    visit = book(alix, TUESDAY, 9, 30)
    Resident.objects.filter(pk=visit.resident_id).update(commune=buros)
    offers = list_offers(call(programme, suits=TUESDAY_MORNING), now=now).offers
    assert plain(offers[0].sentence) == (
        "Mardi matin, on est déjà à Buros : sans détour. C’est aussi le plus tôt possible."
    )
    assert all(visit.resident.last_name not in row.sentence for row in offers)


def test_neighbour_of_the_other_half_day_is_not_said_to_be_of_this_one(programme, alix, now):
    limit(programme, **ONE_DAY)
    book(alix, TUESDAY, 14)
    offers = list_offers(call(programme, suits=TUESDAY_MORNING), now=now).offers
    assert plain(offers[0].sentence).startswith("Mardi, on est déjà à Morlaàs")


def metres_of(programme, day):
    tours = list_tours(programme, day)
    assert all(tour.late_s == 0 for tour in tours)
    return sum(tour.distance_m for tour in tours)


@pytest.mark.parametrize("seed", range(6))
def test_every_offer_can_be_booked_for_the_kilometres_it_says(cast, agent, now, seed):
    """The promise of the screen: what is said can be stored, costs that, delays nobody."""
    rng = random.Random(seed)
    programme, others = cast.programme, [hire(cast.programme, f"Essai {n}") for n in range(2)]
    limit(programme, promise=["exact", "wide", "half_day"][seed % 3])
    AbsenceFactory(volunteer=others[0], starts_at=at(WEDNESDAY, 10), ends_at=at(THURSDAY, 12))
    for _round in range(12):
        place = {"lat_deg": rng.uniform(43.25, 43.5), "lon_deg": rng.uniform(-0.4, -0.1)}
        pair = rng.random() < 0.2
        asked = call(programme, place=place, length_min=rng.choice([30, 60, 90]), pair=pair)
        offers = list_offers(asked, now=now).offers
        assert offers
        for row in reversed(offers):  # the best is kept, the others taken back
            day = row.promised_from.date()
            before_m = metres_of(programme, day)
            with transaction.atomic():
                book_row(asked, row, agent, now)
                assert metres_of(programme, day) - before_m == row.added_m
                transaction.set_rollback(row.rank > 1)
            asked.refresh_from_db()


def book_row(asked, row, agent, now):
    visit = book_visit(
        asked,
        volunteers=row.asked_for,
        promised_from=row.promised_from,
        by=agent,
        now=now,
    )
    assert (visit.promised_until, visit.starts_at) == (row.promised_until, row.starts_at)
    others = [companion.volunteer for companion in visit.companions.all()]
    assert (visit.volunteer, *others) == row.volunteers
    assert visit.is_tied is bool(row.asked_for)


def test_leave_and_illness_take_a_day_out(programme, alix, now):
    AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 0), ends_at=at(WEDNESDAY, 0))
    found = list_offers(call(programme), now=now)
    assert TUESDAY not in {row.promised_from.date() for row in found.offers}


@pytest.mark.parametrize("n", [1, 3])
def test_number_of_queries_does_not_grow(programme, alix, now, django_assert_num_queries, n):
    for k in range(n):
        volunteer = hire(programme, f"Essai {k}")
        AbsenceFactory(volunteer=volunteer, starts_at=at(FRIDAY, 9), ends_at=at(FRIDAY, 12))
        for hour in (9, 11, 14):
            book(volunteer, TUESDAY, hour, 30)
    asked = HelpRequest.objects.select_related("programme", "resident").get(
        pk=call(programme).pk
    )
    with django_assert_num_queries(8):
        list_offers(asked, now=now)


def test_preparing_offers_asks_nothing_of_the_database(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        prepare_offers()
