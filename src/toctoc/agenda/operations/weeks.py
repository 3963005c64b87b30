"""Writes on when volunteers can go out: rules, days that differ, a plain week all at once.

Each leaves the volunteer's weeks within the law (`agenda.law`) or changes nothing. Booked
visits stay where they are. The log names who changed whose week, by ids.
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from django.db import transaction

from toctoc.agenda.enums import SchoolTime
from toctoc.agenda.errors import EmptyRule, InvalidPeriod, InvalidWeek, OutsideLaw
from toctoc.agenda.law import find_week_breach
from toctoc.agenda.models import Availability, AvailabilityException
from toctoc.agenda.operations.team import hold_volunteers
from toctoc.agenda.queries import WeekRule, hours_on, rules_of
from toctoc.agenda.recurrence import EVER, find_first, first_weekday, weekly_rule
from toctoc.people.models import Account, Volunteer

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
CHECKED = 53  # weeks: a year of the school's and the rule's own rhythm

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFields:
    """What a rule holds, as cleaned values: an RRULE of days, counted from `starts_on`."""

    rule: str
    starts_on: date
    starts_at: time
    ends_at: time
    school_time: SchoolTime = SchoolTime.ALWAYS


@transaction.atomic
def set_week(
    volunteer: Volunteer,
    *,
    availabilities: Iterable[tuple[int, time, time]],
    by: Account,
    now: datetime | None = None,
) -> list[Availability]:
    """Replace the volunteer's rules by (weekday, start, end) stretches of each week.

    Days of the same hours become one rule. Several stretches of one day must lie apart; the
    rest by law is kept, as of `now` or of the mission's beginning. Raises InvalidPeriod,
    InvalidWeek, OutsideLaw.
    """
    stretches = sorted(availabilities)
    _check_stretches(volunteer, stretches)
    hold_volunteers([volunteer.pk])
    volunteer.availabilities.all().delete()
    log.info("week of volunteer %s set by account %s", volunteer.pk, by.pk)
    stored = Availability.objects.bulk_create(
        Availability(
            volunteer=volunteer,
            rule=weekly_rule(weekdays),
            starts_on=first_weekday(weekdays[0]),
            starts_at=starts,
            ends_at=ends,
        )
        for (starts, ends), weekdays in _by_hours(stretches).items()
    )
    _check_law(volunteer, since=now.date() if now else volunteer.mission_starts_on)
    return stored


@transaction.atomic
def add_rule(
    volunteer: Volunteer, *, fields: RuleFields, by: Account, now: datetime
) -> Availability:
    """Add a rule to a volunteer's weeks; it begins on the first of its own days.

    Raises InvalidPeriod, EmptyRule where no day ever comes, OutsideLaw.
    """
    hold_volunteers([volunteer.pk])
    stored = Availability.objects.create(volunteer=volunteer, **_cleaned(fields))
    log.info("rule %s of volunteer %s added by account %s", stored.pk, volunteer.pk, by.pk)
    _check_law(volunteer, since=now.date())
    return stored


@transaction.atomic
def change_rule(
    availability: Availability, *, fields: RuleFields, by: Account, now: datetime
) -> Availability:
    """Change a rule from its beginning on; days that differed and are no longer its go.

    Raises InvalidPeriod, EmptyRule, OutsideLaw.
    """
    volunteer = availability.volunteer
    hold_volunteers([volunteer.pk])
    for name, value in _cleaned(fields).items():
        setattr(availability, name, value)
    availability.save()
    zone = volunteer.programme.school_zone
    bare = _bare(availability)
    gone = [one.pk for one in availability.exceptions.all() if not bare.hours_on(one.day, zone)]
    AvailabilityException.objects.filter(pk__in=gone).delete()
    log.info("rule %s changed by account %s", availability.pk, by.pk)
    _check_law(volunteer, since=now.date())
    return availability


@transaction.atomic
def remove_rule(availability: Availability, *, by: Account) -> None:
    """Take a rule away with the days that differ from it."""
    hold_volunteers([availability.volunteer_id])
    log.info("rule %s removed by account %s", availability.pk, by.pk)
    availability.delete()


@transaction.atomic
def change_day(
    availability: Availability,
    *,
    day: date,
    hours: tuple[time, time] | None,
    by: Account,
    now: datetime,
) -> AvailabilityException:
    """Give one day of a rule other hours, or none at all.

    Raises InvalidPeriod; EmptyRule where the day is none of the rule's; OutsideLaw.
    """
    volunteer = availability.volunteer
    hold_volunteers([volunteer.pk])
    starts_at, ends_at = hours or (None, None)
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        raise InvalidPeriod(starts_at=starts_at, ends_at=ends_at)
    bare = _bare(availability)
    if bare.hours_on(day, volunteer.programme.school_zone) is None:
        raise EmptyRule(rule=availability.rule, starts_on=day)
    changed, _is_new = AvailabilityException.objects.update_or_create(
        availability=availability,
        day=day,
        defaults={"starts_at": starts_at, "ends_at": ends_at},
    )
    log.info("day %s of rule %s changed by account %s", day, availability.pk, by.pk)
    _check_law(volunteer, since=now.date())
    return changed


@transaction.atomic
def restore_day(changed: AvailabilityException, *, by: Account, now: datetime) -> None:
    """Let the rule hold again on a day that differed. Raises OutsideLaw."""
    volunteer = changed.availability.volunteer
    hold_volunteers([volunteer.pk])
    log.info(
        "day %s of rule %s restored by account %s",
        changed.day, changed.availability_id, by.pk,
    )  # fmt: skip
    changed.delete()
    _check_law(volunteer, since=now.date())


def find_breach(
    volunteer: Volunteer, rules: Collection[WeekRule], *, since: date
) -> OutsideLaw | None:
    """Return the first week from a date on that the law does not allow; no query.

    A year is looked at, or what is left of the mission.
    """
    first = max(since, volunteer.mission_starts_on)
    monday = first - first.weekday() * DAY
    for _week in range(CHECKED):
        if monday > volunteer.mission_ends_on:
            return None
        worked = _days(volunteer, rules, monday)
        rule = find_week_breach(worked, monday, is_minor=volunteer.is_minor(monday))
        if rule is not None:
            return OutsideLaw(volunteer=volunteer, day=monday, rule=rule)
        monday += WEEK
    return None


def _days(volunteer: Volunteer, rules: Collection[WeekRule], monday: date) -> set[date]:
    zone = volunteer.programme.school_zone
    week = (monday + offset * DAY for offset in range(8))
    return {day for day in week if volunteer.is_on_mission(day) and hours_on(rules, day, zone)}


def _check_law(volunteer: Volunteer, *, since: date) -> None:
    stored = volunteer.availabilities.prefetch_related("exceptions")
    breach = find_breach(volunteer, list(rules_of(stored)), since=since)
    if breach is not None:
        raise breach


def _cleaned(fields: RuleFields) -> dict[str, object]:
    if fields.ends_at <= fields.starts_at:
        raise InvalidPeriod(starts_at=fields.starts_at, ends_at=fields.ends_at)
    # A rule every two weeks counts from the week it is given, so the day itself must be kept
    # where it is one of the rule's, and the first that is where it is not.
    first = find_first(fields.rule, max(fields.starts_on, EVER))
    if first is None:
        raise EmptyRule(rule=fields.rule, starts_on=fields.starts_on)
    return {
        "rule": fields.rule,
        "starts_on": first,
        "starts_at": fields.starts_at,
        "ends_at": fields.ends_at,
        "school_time": fields.school_time,
    }


def _bare(availability: Availability) -> WeekRule:
    """Return a rule as if no day differed."""
    return WeekRule(
        pk=availability.pk,
        rule=availability.rule,
        starts_on=availability.starts_on,
        starts_at=availability.starts_at,
        ends_at=availability.ends_at,
        school_time=availability.school_time,
    )


def _by_hours(
    stretches: Iterable[tuple[int, time, time]],
) -> dict[tuple[time, time], list[int]]:
    """Return the weekdays of each pair of hours, in order of the first of them."""
    found: dict[tuple[time, time], list[int]] = {}
    for weekday, starts, ends in stretches:
        found.setdefault((starts, ends), []).append(weekday)
    return found


def _check_stretches(volunteer: Volunteer, stretches: list[tuple[int, time, time]]) -> None:
    for weekday, starts, ends in stretches:
        if ends <= starts:
            raise InvalidPeriod(starts_at=starts, ends_at=ends)
        if weekday not in range(7):
            raise InvalidWeek(volunteer=volunteer, weekday=weekday)
    for (weekday, _starts, ends), (next_weekday, next_starts, _ends) in pairwise(stretches):
        if weekday == next_weekday and next_starts < ends:
            raise InvalidWeek(volunteer=volunteer, weekday=weekday)
