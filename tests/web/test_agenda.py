"""The shared agenda, by week and by day: what stands where, what is left out, what it asks."""

from datetime import date, time

import pytest
from django.urls import reverse

from tests.factories import (
    AbsenceFactory,
    AvailabilityFactory,
    CommuneFactory,
    SectorCommuneFactory,
    SectorFactory,
    SectorPlanFactory,
    VisitFactory,
    VolunteerFactory,
    at,
)
from toctoc.people.enums import Need

TUESDAY, WEDNESDAY, SATURDAY = date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 5)
# Session, account, programme, roles; roster (3), settings, visits; plan, its sectors.
QUERIES = 13
SCREENS = {"show-week": QUERIES, "show-day": QUERIES + 1}


def visit_at(volunteer, day, hour, minute=0, **fields):
    moment = at(day, hour, minute)
    times = {"promised_from": moment, "promised_until": moment, "starts_at": moment}
    return VisitFactory(
        programme=volunteer.programme,
        volunteer=volunteer,
        ends_at=at(day, hour + 1, minute),
        **{**times, **fields},
    )


def show(client, programme, name="show-week", **asked):
    return client.get(reverse(f"agenda:{name}", args=[programme.slug]), asked)


def states(response, day):
    """Return the states of a day's half-days: one list a half, one state a volunteer."""
    row = next(row for row in response.context["table"].days if row.day == day)
    return [[cell.state for cell in half.cells] for half in row.halves]


def names(response):
    """Return who is named on the page, of all visits laid out."""
    halves = [half for row in response.context["table"].days for half in row.halves]
    slots = [slot for half in halves for cell in half.cells for slot in cell.slots]
    return [slot.visit.resident.last_name for slot in slots if slot.is_kept]


@pytest.fixture
def sector(programme):
    plan = SectorPlanFactory(programme=programme)
    return SectorFactory(plan=plan, letter="B")


def test_week_without_a_date_is_this_week(agent, programme):
    response = show(agent, programme)
    assert [row.day.isoformat() for row in response.context["table"].days] == [
        "2026-11-30",
        "2026-12-01",
        "2026-12-02",
        "2026-12-03",
        "2026-12-04",
    ]


def test_week_is_named_by_any_of_its_days(agent, programme):
    response = show(agent, programme, semaine="2026-12-10")
    assert response.context["title"] == "Semaine du lundi 7 décembre"


def test_date_that_does_not_exist_is_said_and_shows_this_week(agent, programme):
    response = show(agent, programme, semaine="2026-02-30")
    assert response.context["title"] == "Semaine du lundi 30 novembre"
    assert list(response.context["form"].errors) == ["day"]


def test_half_days_look_free_taken_or_full(agent, cast):
    for hour in (9, 10, 11):
        visit_at(cast.volunteer, WEDNESDAY, hour)
    visit_at(cast.volunteer, WEDNESDAY, 14)
    response = show(agent, cast.programme)
    assert states(response, TUESDAY) == [["free"], ["free"]]
    assert states(response, WEDNESDAY) == [["full"], ["open"]]


def test_absence_is_shown_in_the_half_day_it_takes(agent, cast):
    AbsenceFactory(
        volunteer=cast.volunteer, starts_at=at(TUESDAY, 9), ends_at=at(TUESDAY, 12, 30)
    )
    response = show(agent, cast.programme)
    assert states(response, TUESDAY) == [["absent"], ["free"]]
    assert "Congé" in response.text


def test_saturday_appears_only_where_something_happens(agent, cast):
    assert SATURDAY not in [
        row.day for row in show(agent, cast.programme).context["table"].days
    ]
    AvailabilityFactory(volunteer=cast.volunteer, weekday=5, starts_at=time(9))
    assert SATURDAY in [row.day for row in show(agent, cast.programme).context["table"].days]


def test_visit_says_promise_booker_and_that_nobody_told_yet(agent, cast):
    visit_at(cast.volunteer, WEDNESDAY, 10, promised_until=at(WEDNESDAY, 10, 30))
    text = show(agent, cast.programme).text.replace("\u00a0", " ")
    assert "promis : 10 h – 10 h 30" in text
    assert "par Camille Essai" in text
    assert "à prévenir" in text


def test_week_adds_up_visits_and_hours_left(agent, cast):
    visit_at(cast.volunteer, WEDNESDAY, 10)
    visit_at(cast.volunteer, TUESDAY, 10)
    table = show(agent, cast.programme).context["table"]
    column = table.columns[0]
    assert [row.visit_count for row in table.days] == [0, 1, 1, 0, 0]
    assert table.visit_count == 2
    assert column.left_s == 28 * 3600 - column.totals.work_s
    assert table.distance_m == sum(row.distance_m for row in table.days) > 0


def test_need_filter_keeps_the_others_without_their_names(agent, cast):
    visit_at(cast.volunteer, WEDNESDAY, 10, need=Need.TECHNICAL)
    other = visit_at(cast.volunteer, WEDNESDAY, 14, need=Need.PRACTICAL)
    other.resident.last_name = "Cachée"
    other.resident.save()
    response = show(agent, cast.programme, besoin="technical")
    assert names(response) == ["Lafictive"]
    assert "Cachée" not in response.text
    assert "autre visite" in response.text


def test_sector_filter_follows_the_commune(agent, cast, sector):
    ger = CommuneFactory(code_insee="64238", name="Ger")
    SectorCommuneFactory(sector=sector, commune=ger)
    visit_at(cast.volunteer, WEDNESDAY, 10)
    there = visit_at(cast.volunteer, WEDNESDAY, 14)
    there.resident.last_name, there.resident.commune = "Danger", ger
    there.resident.save()
    assert names(show(agent, cast.programme, secteur="B")) == ["Danger"]


def test_volunteer_filter_leaves_one_column(agent, cast):
    other = VolunteerFactory(programme=cast.programme, name="Bilal Essai")
    visit_at(other, WEDNESDAY, 10)
    response = show(agent, cast.programme, volontaire=cast.volunteer.pk)
    assert [one.volunteer for one in response.context["table"].columns] == [cast.volunteer]
    assert names(response) == []


def test_filter_nobody_offers_is_said_and_hides_nothing(agent, cast):
    visit_at(cast.volunteer, WEDNESDAY, 10)
    response = show(agent, cast.programme, volontaire="999")
    assert list(response.context["form"].errors) == ["volunteer"]
    assert names(response) == ["Lafictive"]


def test_cancelled_visit_is_shown_only_where_asked_for(agent, cast):
    visit_at(cast.volunteer, WEDNESDAY, 10, cancelled=True)
    assert names(show(agent, cast.programme)) == []
    assert names(show(agent, cast.programme, annulees="on")) == ["Lafictive"]


def test_filters_stay_from_one_week_to_the_next(agent, cast):
    response = show(agent, cast.programme, besoin="technical", semaine="2026-12-07")
    assert response.context["links"].forth.endswith("?besoin=technical&semaine=2026-12-14")
    assert response.context["links"].everything.endswith("?semaine=2026-12-07")


def test_week_without_volunteers_teaches_the_first_step(client_of, cast):
    response = show(client_of("agent_elsewhere"), cast.elsewhere)
    assert "Personne ne part en visite cette semaine" in response.text


def test_day_without_a_date_is_today(agent, programme):
    assert show(agent, programme, "show-day").context["title"] == "Lundi 30 novembre"


def test_day_by_the_clock_covers_every_minute_once(agent, cast):
    visit_at(cast.volunteer, TUESDAY, 10, 20)
    visit_at(cast.volunteer, TUESDAY, 14)
    rows = show(agent, cast.programme, "show-day", jour="2026-12-01").context["table"].rows
    blocks = [block for row in rows for block in row.blocks]
    assert sum(block.span for block in blocks) == len(rows) == 120
    visits = [block for block in blocks if block.piece.kind == "visit"]
    assert [(one.starts_at, one.span) for one in visits] == [
        (at(TUESDAY, 10, 20), 12),
        (at(TUESDAY, 14), 12),
    ]


def test_day_grows_to_hold_an_early_shift(agent, cast):
    cast.volunteer.availabilities.update(starts_at=time(6, 30))
    rows = show(agent, cast.programme, "show-day").context["table"].rows
    assert rows[0].hour == at(date(2026, 11, 30), 6)


def test_day_lists_what_was_cancelled(agent, cast):
    visit_at(cast.volunteer, TUESDAY, 10, cancelled=True)
    response = show(agent, cast.programme, "show-day", jour="1/12/2026", annulees="on")
    assert len(response.context["cancelled"]) == 1


def test_holiday_is_named(agent, programme):
    assert "Jour férié : Noël" in show(agent, programme, "show-day", jour="2026-12-25").text


@pytest.mark.usefixtures("sector")
@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("rows", [1, 3])
def test_agenda_asks_the_same_whatever_it_shows(
    agent, cast, django_assert_num_queries, name, rows
):
    for hour in range(10, 10 + rows):
        visit_at(cast.volunteer, TUESDAY, hour)
        visit_at(VolunteerFactory(programme=cast.programme), TUESDAY, hour)
    with django_assert_num_queries(SCREENS[name]):
        show(agent, cast.programme, name, jour="2026-12-01")
