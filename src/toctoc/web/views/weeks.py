"""A volunteer's weeks: the rules in plain words, beside a picture of what they come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toctoc.agenda.errors import EmptyRule, InvalidPeriod, InvalidWeek
from toctoc.agenda.models import Absence, Availability, AvailabilityException
from toctoc.agenda.operations import (
    add_rule,
    change_day,
    change_rule,
    remove_rule,
    restore_day,
    set_week,
)
from toctoc.agenda.queries import (
    WeekRule,
    get_availability,
    get_exception,
    list_absences,
    list_availabilities,
    rules_of,
)
from toctoc.agenda.recurrence import is_every_week, until_of, weekdays_of
from toctoc.people.enums import Action
from toctoc.people.models import Volunteer
from toctoc.people.queries import get_volunteer
from toctoc.territory.queries import (
    SchoolHoliday,
    find_school_holiday,
    holiday_name,
    school_days_known_until,
)
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.forms.team import WeekForm
from toctoc.web.forms.weeks import ChangedDayForm, RuleForm
from toctoc.web.rule_words import say_rule
from toctoc.web.screens import render_screen
from toctoc.web.sentences import sentence_for

DAY = timedelta(days=1)
WEEKS = 4
REFUSALS = (EmptyRule, InvalidPeriod, InvalidWeek)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule as it is said, with its days that differ and are not over."""

    rule: Availability
    sentence: str
    changed: tuple[AvailabilityException, ...]
    is_over: bool

    @classmethod
    def of(cls, rule: Availability, today: date) -> "RuleRow":
        until = until_of(rule.rule)
        changed = tuple(one for one in rule.exceptions.all() if one.day >= today)
        return cls(rule, say_rule(rule), changed, until is not None and until < today)


@dataclass(frozen=True, slots=True)
class Outing:
    """Hours of one day, by one rule."""

    rule: int
    starts_at: time
    ends_at: time
    is_changed: bool


@dataclass(frozen=True, slots=True)
class PicturedDay:
    """A day of the picture: when the volunteer goes out, and why not."""

    day: date
    outings: tuple[Outing, ...]
    holiday: str
    absences: tuple[Absence, ...]
    is_on_mission: bool
    is_today: bool

    @property
    def is_off(self) -> bool:
        """Whether nobody goes out, whatever the rules say."""
        return bool(self.holiday) or not self.is_on_mission


@dataclass(frozen=True, slots=True)
class PicturedWeek:
    """A week of the picture, with the school holidays that touch it."""

    monday: date
    days: tuple[PicturedDay, ...]
    school: SchoolHoliday | None


@require_safe
@needs(Action.MANAGE_TEAM)
def show_weeks(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a volunteer's rules, and the four weeks to come beside them."""
    volunteer = or_404(get_volunteer, request.programme, pk)
    rules = list_availabilities(volunteer)
    context = {
        "volunteer": volunteer,
        "is_minor": volunteer.is_minor(request.today),
        "rows": [RuleRow.of(rule, request.today) for rule in rules],
        "picture": draw_weeks(request, volunteer, list(rules_of(rules))),
        "school_zone": request.programme.school_zone,
        "school_known_until": school_days_known_until(request.programme.school_zone),
    }
    return render_screen(request, "team/weeks.html", "", context)


def draw_weeks(
    request: StaffRequest, volunteer: Volunteer, rules: Sequence[WeekRule]
) -> list[PicturedWeek]:
    """Return what the rules come to in this week and the three after; one query."""
    monday = request.today - request.today.weekday() * DAY
    zone = timezone.get_current_timezone()
    absences = list(
        list_absences(
            request.programme,
            start=datetime.combine(monday, time(), tzinfo=zone),
            end=datetime.combine(monday + 7 * WEEKS * DAY, time(), tzinfo=zone),
            volunteer=volunteer,
        )
    )
    days = [
        _draw_day(request, volunteer, monday + offset * DAY, rules, absences)
        for offset in range(7 * WEEKS)
    ]
    school = request.programme.school_zone
    return [
        PicturedWeek(
            days[start].day,
            tuple(days[start : start + 7]),
            next((h for d in days[start : start + 5] if (h := _school(school, d))), None),
        )
        for start in range(0, len(days), 7)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def add_new_rule(request: StaffRequest, pk: int) -> HttpResponse:
    """Ask for a rule and add it."""
    volunteer = or_404(get_volunteer, request.programme, pk)
    form = _rule_form(request, {})
    if request.method == "POST" and form.is_valid():
        try:
            add_rule(volunteer, fields=form.to_fields(), by=request.user, now=request.now)
        except REFUSALS as error:
            form.add_error(None, sentence_for(error))
        else:
            return _go_back(request, volunteer)
    return _render_rule(request, volunteer, form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def change_old_rule(request: StaffRequest, pk: int) -> HttpResponse:
    """Change a rule: its days, hours, rhythm, beginning and end."""
    rule = or_404(get_availability, request.programme, pk)
    form = _rule_form(request, RuleForm.initial_of(rule))
    if request.method == "POST" and form.is_valid():
        try:
            change_rule(rule, fields=form.to_fields(), by=request.user, now=request.now)
        except REFUSALS as error:
            form.add_error(None, sentence_for(error))
        else:
            return _go_back(request, rule.volunteer)
    return _render_rule(request, rule.volunteer, form, rule)


@require_POST
@needs(Action.MANAGE_TEAM)
def remove_old_rule(request: StaffRequest, pk: int) -> HttpResponse:
    """Take a rule away; visits booked by it stay."""
    rule = or_404(get_availability, request.programme, pk)
    remove_rule(rule, by=request.user)
    messages.success(request, _("La règle est supprimée. Les visites retenues restent."))
    return redirect("team:edit-week", request.programme.slug, rule.volunteer_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def change_one_day(request: StaffRequest, pk: int, day: str) -> HttpResponse:
    """Give one day of a rule other hours, or none."""
    rule = or_404(get_availability, request.programme, pk)
    changed = _read_day(day)
    hours = {"starts": rule.starts_at, "ends": rule.ends_at}
    form = ChangedDayForm(request.POST if request.method == "POST" else None, initial=hours)
    if request.method == "POST" and form.is_valid():
        try:
            change_day(rule, day=changed, hours=form.hours, by=request.user, now=request.now)
        except REFUSALS as error:
            form.add_error(None, sentence_for(error))
        else:
            return _go_back(request, rule.volunteer)
    context = {
        "volunteer": rule.volunteer,
        "rule": rule,
        "sentence": say_rule(rule),
        "day": changed,
        "form": form,
    }
    return _render(request, "team/changed_day.html", form, context)


@require_POST
@needs(Action.MANAGE_TEAM)
def restore_one_day(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the rule hold again on a day that differed."""
    changed = or_404(get_exception, request.programme, pk)
    volunteer = changed.availability.volunteer
    try:
        restore_day(changed, by=request.user, now=request.now)
    except InvalidWeek as error:
        messages.error(request, sentence_for(error))
        return redirect("team:edit-week", request.programme.slug, volunteer.pk)
    return _go_back(request, volunteer)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.MANAGE_TEAM)
def set_plain_week(request: StaffRequest, pk: int) -> HttpResponse:
    """Say day by day when a volunteer goes out each week; it takes the place of all rules."""
    volunteer = or_404(get_volunteer, request.programme, pk)
    rules = list_availabilities(volunteer)
    plain = [rule for rule in rules if _is_plain(rule)]
    context: dict[str, Any] = {
        "volunteer": volunteer,
        "is_minor": volunteer.is_minor(request.today),
        "refusal": "",
        "lost": [say_rule(rule) for rule in rules if not _is_plain(rule)],
    }
    if request.method != "POST":
        return render_screen(
            request, "team/week.html", "", {**context, "week": WeekForm(held=_stretches(plain))}
        )
    week = WeekForm(request.POST)
    if week.is_valid():
        try:
            set_week(
                volunteer,
                availabilities=week.stretches(),
                by=request.user,
                now=request.now,
            )
        except REFUSALS as error:
            context["refusal"] = sentence_for(error)
        else:
            return _go_back(request, volunteer)
    context["week"] = week
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render_screen(request, "team/week.html", "", context, status=status)


def _is_plain(rule: Availability) -> bool:
    """Tell whether the seven-day form can hold a rule whole."""
    is_whole = is_every_week(rule.rule) and until_of(rule.rule) is None
    return is_whole and rule.school_time == "always" and not rule.exceptions.all()


def _stretches(rules: Sequence[Availability]) -> list[tuple[int, time, time]]:
    """Return at most two stretches a day, which is what the form has boxes for."""
    found = sorted(
        (weekday, rule.starts_at, rule.ends_at)
        for rule in rules
        for weekday in weekdays_of(rule.rule)
    )
    return [one for n, one in enumerate(found) if [x[0] for x in found[:n]].count(one[0]) < 2]


def _draw_day(
    request: StaffRequest,
    volunteer: Volunteer,
    day: date,
    rules: Sequence[WeekRule],
    absences: Sequence[Absence],
) -> PicturedDay:
    held = ((rule, rule.hours_on(day, request.programme.school_zone)) for rule in rules)
    outings = [Outing(rule.pk, *hours, day in rule.exceptions) for rule, hours in held if hours]
    return PicturedDay(
        day=day,
        outings=tuple(sorted(outings, key=lambda one: one.starts_at)),
        holiday=holiday_name(day),
        absences=tuple(one for one in absences if _touches(one, day)),
        is_on_mission=volunteer.is_on_mission(day),
        is_today=day == request.today,
    )


def _touches(absence: Absence, day: date) -> bool:
    zone = timezone.get_current_timezone()
    start = datetime.combine(day, time(), tzinfo=zone)
    end = datetime.combine(day + DAY, time(), tzinfo=zone)
    return absence.starts_at < end and absence.ends_at > start


def _school(zone: str, pictured: PicturedDay) -> SchoolHoliday | None:
    return find_school_holiday(zone, pictured.day)


def _rule_form(request: StaffRequest, initial: dict[str, Any]) -> RuleForm:
    return RuleForm(
        request.POST if request.method == "POST" else None,
        programme=request.programme,
        today=request.today,
        initial=initial,
    )


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _go_back(request: StaffRequest, volunteer: Volunteer) -> HttpResponse:
    messages.success(request, _("La semaine de %(name)s est à jour.") % {"name": volunteer})
    return redirect("team:edit-week", request.programme.slug, volunteer.pk)


def _render_rule(
    request: StaffRequest,
    volunteer: Volunteer,
    form: RuleForm,
    rule: Availability | None = None,
) -> HttpResponse:
    context = {"volunteer": volunteer, "form": form, "rule": rule}
    if rule is None:
        context["school_zone"] = request.programme.school_zone
    return _render(request, "team/rule.html", form, context)


def _render(
    request: StaffRequest, template: str, form: Any, context: dict[str, Any]
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render_screen(request, template, "", context, status=status)
