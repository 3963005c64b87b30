"""A rule of the week as it is typed, and a day on which it does not hold."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import SchoolTime
from toctoc.agenda.models import Availability
from toctoc.agenda.operations import RuleFields
from toctoc.agenda.recurrence import EVER, until_of, weekdays_of
from toctoc.web.forms.agenda import day_picker
from toctoc.web.forms.fields import ClockField, FrenchDateField, ProgrammeForm
from toctoc.web.rule_words import (
    EVERY_TWO,
    EVERY_WEEK,
    LONG_AGO,
    ONE_DAY,
    PACES,
    read_pace,
    write_rule,
)

BACK_BEFORE = _("Le retour doit venir après le départ.")


class RuleForm(ProgrammeForm):
    """Which days, at which hours, from when to when, in school time or not."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("Quels jours ?"),
        required=False,
        choices=[(number, str(name).capitalize()) for number, name in WEEKDAYS.items()],
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    starts = ClockField(label=_("Départ"), help_text=_("Par exemple 9 h."))
    ends = ClockField(label=_("Retour"), help_text=_("Par exemple 17 h 30."))
    pace = forms.ChoiceField(
        label=_("À quel rythme ?"),
        choices=PACES.items(),
        initial=EVERY_WEEK,
        widget=forms.RadioSelect,
    )
    starts_on = FrenchDateField(
        label=_("À partir du"),
        required=False,
        widget=day_picker(),
        help_text=_("Vide : depuis toujours. Une semaine sur deux : une semaine travaillée."),
    )
    until = FrenchDateField(
        label=_("Jusqu’au"),
        required=False,
        widget=day_picker(),
        help_text=_("Ce jour compris. Vide : jusqu’à la fin de la mission."),
    )
    school_time = forms.ChoiceField(
        label=_("Toute l’année ?"),
        choices=SchoolTime.choices,
        initial=SchoolTime.ALWAYS,
        widget=forms.RadioSelect,
    )

    @staticmethod
    def initial_of(availability: Availability) -> dict[str, Any]:
        """Return the boxes' contents for a rule that is stored."""
        first = availability.starts_on
        return {
            "weekdays": weekdays_of(availability.rule),
            "starts": availability.starts_at,
            "ends": availability.ends_at,
            "pace": read_pace(availability.rule),
            "starts_on": first if first.year > LONG_AGO else None,
            "until": until_of(availability.rule),
            "school_time": availability.school_time,
        }

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        pace, first, until = (typed.get(name) for name in ("pace", "starts_on", "until"))
        self._refuse_order(typed)
        is_counted = pace in {EVERY_TWO, ONE_DAY}
        if is_counted and not first and "starts_on" not in self.errors:
            self.add_error("starts_on", _("Notez ce jour : le rythme se compte depuis lui."))
        if pace != ONE_DAY and not typed.get("weekdays") and "weekdays" not in self.errors:
            self.add_error("weekdays", _("Cochez au moins un jour."))
        if first and until and until < first:
            self.add_error("until", _("La fin vient avant le début : corrigez l’une des deux."))
        return typed

    def _refuse_order(self, typed: dict[str, Any]) -> None:
        starts, ends = typed.get("starts"), typed.get("ends")
        if starts is not None and ends is not None and ends <= starts:
            self.add_error("ends", BACK_BEFORE)

    def to_fields(self) -> RuleFields:
        """Return the valid rule."""
        typed = self.cleaned_data
        return RuleFields(
            rule=write_rule(typed["pace"], typed["weekdays"], typed["until"]),
            starts_on=typed["starts_on"] or EVER,
            starts_at=typed["starts"],
            ends_at=typed["ends"],
            school_time=SchoolTime(typed["school_time"]),
        )


class ChangedDayForm(forms.Form):
    """One day of a rule: other hours, or none."""

    OFF, HOURS = "off", "hours"

    what = forms.ChoiceField(
        label=_("Ce jour-là"),
        choices=[(OFF, _("Pas de visite")), (HOURS, _("D’autres heures"))],
        initial=OFF,
        widget=forms.RadioSelect,
    )
    starts = ClockField(label=_("Départ"), required=False)
    ends = ClockField(label=_("Retour"), required=False)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("what") != self.HOURS or self.errors:
            return typed
        for name in ("starts", "ends"):
            if typed.get(name) is None:
                self.add_error(name, ValidationError(_("Notez l’heure."), "required"))
        starts, ends = typed.get("starts"), typed.get("ends")
        if starts is not None and ends is not None and ends <= starts:
            self.add_error("ends", BACK_BEFORE)
        return typed

    @property
    def hours(self) -> tuple[time, time] | None:
        """The hours of the valid day; None for a day off."""
        typed = self.cleaned_data
        return (typed["starts"], typed["ends"]) if typed["what"] == self.HOURS else None
