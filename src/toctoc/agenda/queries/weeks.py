"""Reads of volunteers' weeks: their rules with the days that differ, and what they come to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db.models import FilteredRelation, Q

from toctoc.agenda.enums import SchoolTime
from toctoc.agenda.models import Availability, AvailabilityException
from toctoc.agenda.recurrence import holds_on
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme
from toctoc.territory.queries import find_school_holiday

type Hours = tuple[time, time]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekRule:
    """A rule as it is expanded: its days, its hours, what single days have instead."""

    pk: int
    rule: str
    starts_on: date
    starts_at: time
    ends_at: time
    school_time: str = SchoolTime.ALWAYS
    exceptions: Mapping[date, Hours | None] = field(default_factory=dict)

    def hours_on(self, day: date, zone: str) -> Hours | None:
        """Return the hours of a day in a school zone, or None where the rule leaves it free.

        Where school holidays are not known yet, or no zone is set, it is term.
        """
        if day in self.exceptions:
            return self.exceptions[day]
        if not holds_on(self.rule, self.starts_on, day):
            return None
        if self.school_time != SchoolTime.ALWAYS:
            is_holiday = find_school_holiday(zone, day) is not None
            if is_holiday != (self.school_time == SchoolTime.HOLIDAYS):
                return None
        return self.starts_at, self.ends_at


def hours_on(rules: Iterable[WeekRule], day: date, zone: str) -> list[Hours]:
    """Return when a volunteer is out on a day by all rules, in order; they may overlap."""
    found = (rule.hours_on(day, zone) for rule in rules)
    return sorted(hours for hours in found if hours)


def load_week_rules(
    volunteer_ids: Collection[int], *, first: date, last: date
) -> dict[int, list[WeekRule]]:
    """Read the rules of volunteers with the days that differ in [first, last]; one query.

    In order of the rules' beginnings.
    """
    differing = Q(exceptions__day__range=(first, last))
    rows = (
        Availability.objects.filter(volunteer__in=volunteer_ids, starts_on__lte=last)
        .annotate(changed=FilteredRelation("exceptions", condition=differing))
        .order_by("starts_on", "starts_at", "pk")
        .values_list(
            *("volunteer_id", "pk", "rule", "starts_on", "starts_at", "ends_at", "school_time"),
            *("changed__day", "changed__starts_at", "changed__ends_at"),
        )
    )
    found: dict[int, dict[int, WeekRule]] = defaultdict(dict)
    for volunteer_id, pk, *columns, day, starts_at, ends_at in rows:
        own = found[volunteer_id]
        exceptions = own[pk].exceptions if pk in own else {}
        if day is not None:
            exceptions = {**exceptions, day: _hours(starts_at, ends_at)}
        own[pk] = _rule(pk, columns, exceptions)
    return {volunteer_id: list(own.values()) for volunteer_id, own in found.items()}


def rules_of(availabilities: Iterable[Availability]) -> Iterator[WeekRule]:
    """Yield stored rules, read with their exceptions, as they are expanded; no query."""
    for one in availabilities:
        changed = {
            each.day: _hours(each.starts_at, each.ends_at) for each in one.exceptions.all()
        }
        columns = one.rule, one.starts_on, one.starts_at, one.ends_at, one.school_time
        yield _rule(one.pk, columns, changed)


def list_availabilities(volunteer: Volunteer) -> list[Availability]:
    """Return a volunteer's rules with their exceptions, in order of beginning; two queries."""
    return list(volunteer.availabilities.prefetch_related("exceptions"))


def get_availability(programme: Programme, pk: int) -> Availability:
    """Return a rule with its volunteer; one query. Raises Availability.DoesNotExist."""
    rules = Availability.objects.select_related("volunteer__programme")
    return rules.get(pk=pk, volunteer__programme=programme)


def get_exception(programme: Programme, pk: int) -> AvailabilityException:
    """Return a day that differs, with its rule and volunteer; one query.

    Raises AvailabilityException.DoesNotExist.
    """
    days = AvailabilityException.objects.select_related("availability__volunteer__programme")
    return days.get(pk=pk, availability__volunteer__programme=programme)


def _rule(pk: int, columns: Sequence[Any], exceptions: Mapping[date, Hours | None]) -> WeekRule:
    rule, starts_on, starts_at, ends_at, school_time = columns
    return WeekRule(
        pk=pk,
        rule=rule,
        starts_on=starts_on,
        starts_at=starts_at,
        ends_at=ends_at,
        school_time=school_time,
        exceptions=exceptions,
    )


def _hours(starts_at: time | None, ends_at: time | None) -> Hours | None:
    return None if starts_at is None or ends_at is None else (starts_at, ends_at)
