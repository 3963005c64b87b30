"""Absences and weeks of volunteers."""

from datetime import date, time

import pytest

from tests.factories import AbsenceFactory, VisitFactory, VolunteerFactory, at
from toctoc.agenda.enums import AbsenceKind
from toctoc.agenda.errors import InvalidPeriod, InvalidWeek, OutsideLaw
from toctoc.agenda.models import Absence, Availability
from toctoc.agenda.operations import add_absence, remove_absence, set_week
from toctoc.agenda.queries import get_absence, list_absences

MONDAY, TUESDAY = date(2026, 11, 30), date(2026, 12, 1)
NINE, NOON, TWO, FIVE = time(9), time(12), time(14), time(17)


def note_absence(volunteer, starts_at, ends_at, agent, now):
    return add_absence(
        volunteer,
        starts_at=starts_at,
        ends_at=ends_at,
        kind=AbsenceKind.LEAVE,
        by=agent,
        now=now,
    )


def test_absence_is_noted_and_visits_in_it_stay(programme, alix, visit, agent, now):
    day = date(2026, 12, 2)
    absence = note_absence(alix, at(day, 0), at(day, 23), agent, now)
    assert (absence.volunteer, absence.kind, absence.created_by) == (alix, "leave", agent)
    visit.refresh_from_db()
    assert visit.status == "booked"


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        (at(TUESDAY, 12), at(TUESDAY, 9)),
        (at(TUESDAY, 12), at(TUESDAY, 12)),
        (at(MONDAY, 7), at(MONDAY, 8)),  # over when it is noted
    ],
)
def test_absence_that_makes_no_sense_is_refused(alix, agent, now, starts_at, ends_at):
    with pytest.raises(InvalidPeriod) as caught:
        note_absence(alix, starts_at, ends_at, agent, now)
    assert caught.value.data == {"starts_at": starts_at, "ends_at": ends_at}


def test_absence_that_has_begun_may_still_be_noted(alix, agent, now):
    assert note_absence(alix, at(MONDAY, 8), at(MONDAY, 18), agent, now).pk


def test_removed_absence_is_gone_and_logged(alix, agent, caplog):
    absence = AbsenceFactory(volunteer=alix)
    with caplog.at_level("INFO"):
        remove_absence(absence, by=agent)
    assert Absence.objects.count() == 0
    assert f"by account {agent.pk}" in caplog.text


def test_absences_are_those_that_touch_the_stretch(cast, alix):
    mine = AbsenceFactory(volunteer=alix, starts_at=at(TUESDAY, 9), ends_at=at(TUESDAY, 12))
    AbsenceFactory(volunteer=VolunteerFactory(programme=cast.elsewhere))
    other = AbsenceFactory(volunteer=VolunteerFactory(programme=cast.programme))
    stretch = {"start": at(TUESDAY, 11), "end": at(TUESDAY, 14)}
    assert list(list_absences(cast.programme, **stretch)) == [other, mine]
    assert list(list_absences(cast.programme, **stretch, volunteer=alix)) == [mine]
    after = {"start": at(TUESDAY, 12), "end": at(TUESDAY, 14)}
    assert list(list_absences(cast.programme, **after)) == [other]


def test_absence_is_only_found_in_its_programme(cast, alix):
    absence = AbsenceFactory(volunteer=alix)
    assert get_absence(cast.programme, absence.pk) == absence
    with pytest.raises(Absence.DoesNotExist):
        get_absence(cast.elsewhere, absence.pk)


def test_week_replaces_the_one_before(alix, agent):
    stretches = [(0, TWO, FIVE), (0, NINE, NOON), (3, NINE, FIVE), (4, NINE, NOON)]
    set_week(alix, availabilities=stretches, by=agent)
    stored = Availability.objects.filter(volunteer=alix)
    assert list(stored.values_list("rule", "starts_at", "ends_at")) == [
        ("FREQ=WEEKLY;BYDAY=MO,FR", NINE, NOON),
        ("FREQ=WEEKLY;BYDAY=MO", TWO, FIVE),
        ("FREQ=WEEKLY;BYDAY=TH", NINE, FIVE),
    ]


def test_week_of_another_volunteer_is_left_alone(programme, alix, agent):
    set_week(VolunteerFactory(programme=programme), availabilities=[], by=agent)
    assert alix.availabilities.count() == 5


@pytest.mark.parametrize(
    ("stretches", "error"),
    [
        ([(0, NINE, TWO), (0, NOON, FIVE)], InvalidWeek),
        ([(day, NINE, FIVE) for day in range(7)], OutsideLaw),  # no day of rest
        ([(7, NINE, FIVE)], InvalidWeek),
        ([(0, FIVE, NINE)], InvalidPeriod),
        ([(0, NINE, NINE)], InvalidPeriod),
    ],
)
def test_week_that_makes_no_sense_is_refused_whole(alix, agent, stretches, error):
    with pytest.raises(error):
        set_week(alix, availabilities=stretches, by=agent)
    assert alix.availabilities.count() == 5


def test_stretches_may_touch(alix, agent):
    set_week(alix, availabilities=[(0, NINE, NOON), (0, NOON, FIVE)], by=agent)
    assert alix.availabilities.count() == 2


def test_booked_visits_stay_when_the_week_changes(programme, alix, agent):
    visit = VisitFactory(programme=programme, volunteer=alix)
    set_week(alix, availabilities=[], by=agent)
    visit.refresh_from_db()
    assert visit.status == "booked"
