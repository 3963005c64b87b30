"""Absences: noted, taken back, and never hiding a visit that is booked under them."""

from datetime import date, datetime

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import AbsenceFactory, VisitFactory, VolunteerFactory, at
from tests.web.htmx import ask_fragment
from toctoc.agenda.enums import AbsenceKind
from toctoc.agenda.models import Absence

WEDNESDAY, THURSDAY = date(2026, 12, 2), date(2026, 12, 3)
# Session, account, programme, roles; absences, visits.
QUERIES = 6


def address(programme, name, *keys):
    return reverse(name, args=[programme.slug, *keys])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.fixture
def typed(cast):
    """Return what the form sends for Wednesday 2 December, the whole day."""
    return {"volunteer": cast.volunteer.pk, "kind": "training", "first_day": "2026-12-02"}


@pytest.fixture
def visit(cast):
    return VisitFactory(programme=cast.programme, volunteer=cast.volunteer)


def test_nobody_absent_teaches_the_first_step(agent, programme):
    response = agent.get(address(programme, "agenda:list-absences"))
    assert "Personne n’est absent" in response.text
    assert address(programme, "agenda:add-absence") in response.text


def test_whole_day_is_noted_from_midnight_to_midnight(agent, programme, typed):
    agent.post(address(programme, "agenda:add-absence"), typed)
    absence = Absence.objects.get()
    assert (absence.starts_at, absence.ends_at) == (at(WEDNESDAY, 0), at(THURSDAY, 0))
    assert absence.kind == AbsenceKind.TRAINING


@pytest.mark.parametrize(
    ("more", "starts_at", "ends_at"),
    [
        ({"starts": "9 h", "ends": "12h30"}, at(WEDNESDAY, 9), at(WEDNESDAY, 12, 30)),
        ({"starts": "14:00"}, at(WEDNESDAY, 14), at(THURSDAY, 0)),
        ({"last_day": "4/12"}, at(WEDNESDAY, 0), at(date(2026, 12, 5), 0)),
        ({"last_day": "3/12", "ends": "12 h"}, at(WEDNESDAY, 0), at(THURSDAY, 12)),
    ],
)
def test_hours_and_days_are_read_as_typed(agent, programme, typed, more, starts_at, ends_at):
    agent.post(address(programme, "agenda:add-absence"), {**typed, **more})
    absence = Absence.objects.get()
    assert (absence.starts_at, absence.ends_at) == (starts_at, ends_at)


def test_absence_across_the_clock_change_keeps_its_hours(agent, programme, typed):
    spring = {
        "first_day": "26/03/2027",
        "last_day": "29/03/2027",
        "starts": "9 h",
        "ends": "9 h",
    }
    agent.post(address(programme, "agenda:add-absence"), {**typed, **spring})
    absence = Absence.objects.get()
    assert (absence.starts_at, absence.ends_at) == (
        datetime.fromisoformat("2027-03-26T09:00+01:00"),
        datetime.fromisoformat("2027-03-29T09:00+02:00"),
    )


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"starts": "14 h", "ends": "9 h"}, "ends"),
        ({"last_day": "1/12/2026"}, "last_day"),
        ({"first_day": "31/02/2026"}, "first_day"),
        ({"starts": "25 h"}, "starts"),
        ({"volunteer": "999"}, "volunteer"),
        ({"kind": ""}, "kind"),
    ],
)
def test_form_says_which_answer_is_wrong(agent, programme, typed, more, field):
    response = agent.post(address(programme, "agenda:add-absence"), {**typed, **more})
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Absence.objects.exists()


def test_absence_that_is_over_is_refused_in_words(agent, programme, typed):
    response = agent.post(
        address(programme, "agenda:add-absence"), {**typed, "first_day": "2026-11-27"}
    )
    assert response.status_code == 422
    assert "passée" in str(response.context["form"].non_field_errors())


def test_volunteer_of_another_programme_is_no_choice(agent, cast, typed):
    stranger = VolunteerFactory(programme=cast.elsewhere)
    url = address(cast.programme, "agenda:add-absence")
    assert agent.post(url, {**typed, "volunteer": stranger.pk}).status_code == 422


def test_booked_visit_stays_and_is_shown_to_be_moved(agent, programme, typed, visit):
    response = agent.post(address(programme, "agenda:add-absence"), typed)
    visit.refresh_from_db()
    listed = agent.get(address(programme, "agenda:list-absences"))
    assert visit.status == "booked"
    assert said(response) == [
        "L’absence est notée.",
        "1 visite est retenue pendant cette absence : elle est à traiter.",
    ]
    ways = address(programme, "agenda:show-ways", Absence.objects.get().pk)
    assert response["Location"] == ways
    assert ways in listed.text
    assert [row.visits for row in listed.context["rows"]] == [(visit,)]
    assert reverse("agenda:move-visit", args=[programme.slug, visit.pk]) in listed.text


def test_visits_of_others_do_not_lie_under_it(agent, cast, visit):
    AbsenceFactory(
        volunteer=VolunteerFactory(programme=cast.programme),
        starts_at=at(WEDNESDAY, 0),
        ends_at=at(THURSDAY, 0),
    )
    rows = agent.get(address(cast.programme, "agenda:list-absences")).context["rows"]
    assert [row.visits for row in rows] == [()]


def test_period_being_typed_shows_what_is_booked_under_it(agent, programme, typed, visit):
    url = address(programme, "agenda:add-absence")
    del typed["kind"]  # never in an address: see the view
    ways = ask_fragment(agent, url, typed).context["ways"]
    assert [way.visit for way in ways] == [visit]
    thursday = {**typed, "first_day": "2026-12-03"}
    assert "Aucune visite" in ask_fragment(agent, url, thursday).text


def test_period_half_typed_complains_of_nothing(agent, programme, typed):
    fragment = ask_fragment(
        agent, address(programme, "agenda:add-absence"), {**typed, "first_day": ""}
    )
    assert fragment.status_code == 200
    assert "Il reste à corriger" not in fragment.text


def test_absence_taken_back_is_gone(agent, cast):
    absence = AbsenceFactory(volunteer=cast.volunteer)
    response = agent.post(address(cast.programme, "agenda:remove-absence", absence.pk))
    assert not Absence.objects.exists()
    assert said(response) == [
        "L’absence de Alix Essai est supprimée : ses heures sont à nouveau libres."
    ]


def test_absence_is_not_removed_by_a_link(agent, cast):
    absence = AbsenceFactory(volunteer=cast.volunteer)
    response = agent.get(address(cast.programme, "agenda:remove-absence", absence.pk))
    assert response.status_code == 405


def test_absence_of_another_programme_is_not_found(agent, cast):
    absence = AbsenceFactory(volunteer=VolunteerFactory(programme=cast.elsewhere))
    response = agent.post(address(cast.programme, "agenda:remove-absence", absence.pk))
    assert response.status_code == 404
    assert Absence.objects.exists()


def test_absence_that_is_over_is_not_listed(agent, cast):
    AbsenceFactory(
        volunteer=cast.volunteer,
        starts_at=at(date(2026, 11, 26), 0),
        ends_at=at(date(2026, 11, 27), 0),
    )
    assert agent.get(address(cast.programme, "agenda:list-absences")).context["rows"] == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_same_however_long(agent, cast, django_assert_num_queries, count):
    for _one in range(count):
        volunteer = VolunteerFactory(programme=cast.programme)
        AbsenceFactory(volunteer=volunteer, starts_at=at(WEDNESDAY, 0), ends_at=at(THURSDAY, 0))
        VisitFactory(programme=cast.programme, volunteer=volunteer)
    with django_assert_num_queries(QUERIES):
        agent.get(address(cast.programme, "agenda:list-absences"))
