"""Rules of weeks and days that differ: stored within the law, expanded as they are said."""

from datetime import date, time, timedelta

import pytest

from tests.factories import AvailabilityFactory, VisitFactory, VolunteerFactory
from toctoc.agenda.enums import LawRule, SchoolTime
from toctoc.agenda.errors import EmptyRule, InvalidPeriod, OutsideLaw
from toctoc.agenda.models import Availability, AvailabilityException
from toctoc.agenda.operations import (
    RuleFields,
    add_rule,
    change_day,
    change_rule,
    remove_rule,
    restore_day,
    set_week,
)
from toctoc.agenda.queries import (
    get_availability,
    get_exception,
    hours_on,
    list_availabilities,
    load_week_rules,
    rules_of,
)
from toctoc.agenda.recurrence import EVER, ONCE, monthly_rule, weekly_rule

MONDAY = date(2026, 11, 30)
TUESDAY, SATURDAY, SUNDAY = (MONDAY + timedelta(days=n) for n in (1, 5, 6))
NINE, TEN, NOON, FIVE = time(9), time(10), time(12), time(17)
ADULT_ON = date(2027, 5, 1)


def fields(rule, **more):
    return RuleFields(**{
        "rule": rule, "starts_on": EVER, "starts_at": NINE, "ends_at": FIVE, **more,
    })  # fmt: skip


@pytest.fixture
def noa(programme):
    programme.school_zone = "A"
    programme.save()
    return VolunteerFactory(programme=programme, name="Noa Essai")


def worked(volunteer, first, count):
    """Return the days of a stretch on which somebody goes out."""
    rules = list(rules_of(list_availabilities(volunteer)))
    days = (first + timedelta(days=n) for n in range(count))
    return [day for day in days if hours_on(rules, day, volunteer.programme.school_zone)]


def test_rule_begins_on_its_own_first_day(noa, agent, now):
    rule = weekly_rule([2], every_weeks=2)
    stored = add_rule(noa, fields=fields(rule, starts_on=TUESDAY), by=agent, now=now)
    assert stored.starts_on == date(2026, 12, 2)
    assert worked(noa, MONDAY, 28) == [date(2026, 12, 2), date(2026, 12, 16)]


def test_term_and_holidays_share_the_year(noa, agent, now):
    for weekday, when in ((0, SchoolTime.TERM), (1, SchoolTime.HOLIDAYS)):
        add_rule(
            noa, fields=fields(weekly_rule([weekday]), school_time=when), by=agent, now=now
        )
    assert worked(noa, date(2026, 12, 14), 28) == [
        date(2026, 12, 14), date(2026, 12, 22), date(2026, 12, 29), date(2027, 1, 4),
    ]  # fmt: skip


def test_without_a_zone_all_is_term(programme, noa, agent, now):
    add_rule(
        noa, fields=fields(weekly_rule([1]), school_time=SchoolTime.HOLIDAYS), by=agent, now=now
    )
    programme.school_zone = ""
    programme.save()
    noa.refresh_from_db()
    assert worked(noa, date(2026, 12, 14), 28) == []


def test_one_day_may_differ_and_come_back(noa, agent, now):
    rule = add_rule(noa, fields=fields(weekly_rule([1])), by=agent, now=now)
    changed = change_day(rule, day=TUESDAY, hours=(TEN, NOON), by=agent, now=now)
    rules = load_week_rules([noa.pk], first=MONDAY, last=SUNDAY)[noa.pk]
    assert hours_on(rules, TUESDAY, "A") == [(TEN, NOON)]
    changed = change_day(rule, day=TUESDAY, hours=None, by=agent, now=now)
    assert worked(noa, MONDAY, 7) == []
    restore_day(changed, by=agent, now=now)
    assert worked(noa, MONDAY, 7) == [TUESDAY]


def test_day_that_is_none_of_the_rules_cannot_differ(noa, agent, now):
    rule = AvailabilityFactory(volunteer=noa, weekday=1)
    with pytest.raises(EmptyRule):
        change_day(rule, day=MONDAY, hours=None, by=agent, now=now)
    with pytest.raises(InvalidPeriod):
        change_day(rule, day=TUESDAY, hours=(NOON, TEN), by=agent, now=now)
    assert AvailabilityException.objects.count() == 0


def test_rule_changed_forgets_days_that_are_no_longer_its(noa, agent, now):
    rule = AvailabilityFactory(volunteer=noa, weekday=1)
    for day in (TUESDAY, TUESDAY + timedelta(days=7)):
        change_day(rule, day=day, hours=None, by=agent, now=now)
    until = weekly_rule([1], until=TUESDAY)
    change_rule(rule, fields=fields(until), by=agent, now=now)
    assert list(rule.exceptions.values_list("day", flat=True)) == [TUESDAY]


def test_rule_without_any_day_or_backwards_is_refused(noa, agent, now):
    with pytest.raises(EmptyRule):
        add_rule(
            noa, fields=fields(weekly_rule([0], until=date(2010, 1, 1))), by=agent, now=now
        )
    with pytest.raises(InvalidPeriod):
        add_rule(noa, fields=fields(weekly_rule([0]), ends_at=NINE), by=agent, now=now)
    assert noa.availabilities.count() == 0


@pytest.mark.parametrize(
    ("rules", "adult_on", "broken"),
    [
        ([weekly_rule(range(6)), weekly_rule([6])], None, LawRule.REST_DAY),
        # only the weeks of the first Sunday of a month have seven days
        (
            [weekly_rule(range(6)), monthly_rule([6], place=1)],
            None,
            LawRule.REST_DAY,
        ),
        ([weekly_rule(range(6))], ADULT_ON, LawRule.MINOR_DAYS),
        ([weekly_rule([0, 2, 4, 6])], ADULT_ON, LawRule.MINOR_REST),
    ],
)
def test_rules_that_leave_no_rest_are_refused(programme, agent, now, rules, adult_on, broken):
    volunteer = VolunteerFactory(programme=programme, adult_on=adult_on, weekly_hours=30)
    *first, last = rules
    for rule in first:
        add_rule(volunteer, fields=fields(rule), by=agent, now=now)
    with pytest.raises(OutsideLaw) as caught:
        add_rule(volunteer, fields=fields(last), by=agent, now=now)
    assert (caught.value.data["rule"], caught.value.data["day"]) == (broken, MONDAY)
    assert volunteer.availabilities.count() == len(first)


def test_minors_sixth_day_is_refused_by_the_plain_week_too(programme, agent, now):
    young = VolunteerFactory(programme=programme, adult_on=ADULT_ON, weekly_hours=30)
    with pytest.raises(OutsideLaw):
        set_week(
            young, availabilities=[(day, NINE, NOON) for day in range(6)], by=agent, now=now
        )
    set_week(
        young, availabilities=[(day, NINE, NOON) for day in range(1, 6)], by=agent, now=now
    )
    assert young.availabilities.get().rule == "FREQ=WEEKLY;BYDAY=TU,WE,TH,FR,SA"


def test_sixth_day_is_fine_once_eighteen(programme, agent, now):
    adult = VolunteerFactory(programme=programme, adult_on=date(2026, 11, 1))
    set_week(adult, availabilities=[(day, NINE, NOON) for day in range(6)], by=agent, now=now)
    assert adult.availabilities.count() == 1


def test_single_day_that_would_be_the_seventh_is_refused(noa, agent, now):
    add_rule(noa, fields=fields(weekly_rule(range(6))), by=agent, now=now)
    with pytest.raises(OutsideLaw):
        add_rule(noa, fields=fields(ONCE, starts_on=SUNDAY), by=agent, now=now)


def test_rule_removed_leaves_booked_visits(programme, alix, agent):
    visit = VisitFactory(programme=programme, volunteer=alix)
    for rule in list_availabilities(alix):
        remove_rule(rule, by=agent)
    visit.refresh_from_db()
    assert (visit.status, Availability.objects.filter(volunteer=alix).count()) == ("booked", 0)


def test_rules_are_read_through_their_programme(cast, noa, agent, now):
    rule = AvailabilityFactory(volunteer=noa, weekday=1)
    changed = change_day(rule, day=TUESDAY, hours=None, by=agent, now=now)
    assert get_availability(cast.programme, rule.pk) == rule
    assert get_exception(cast.programme, changed.pk) == changed
    with pytest.raises(Availability.DoesNotExist):
        get_availability(cast.elsewhere, rule.pk)
    with pytest.raises(AvailabilityException.DoesNotExist):
        get_exception(cast.elsewhere, changed.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_rules_of_everyone_are_one_query(programme, count, django_assert_num_queries):
    volunteers = [VolunteerFactory(programme=programme) for _one in range(count)]
    for volunteer in volunteers:
        rule = AvailabilityFactory(volunteer=volunteer)
        AvailabilityException.objects.create(availability=rule, day=MONDAY)
        AvailabilityException.objects.create(
            availability=rule, day=MONDAY + timedelta(days=7), starts_at=TEN, ends_at=NOON
        )
    with django_assert_num_queries(1):
        found = load_week_rules(
            [volunteer.pk for volunteer in volunteers],
            first=MONDAY,
            last=MONDAY + timedelta(13),
        )
    assert [len(rules) for rules in found.values()] == [1] * count
    assert {len(rules[0].exceptions) for rules in found.values()} == {2}
