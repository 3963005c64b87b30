"""An absence: whole days unless hours are given."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import AbsenceKind
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme
from toctoc.web.forms.agenda import day_picker
from toctoc.web.forms.fields import ClockField, FrenchDateField, ProgrammeForm

CHOOSE = ("", _("Choisir…"))


class AbsenceForm(ProgrammeForm):
    """Who, why, from when to when. An empty hour is the start or the end of its day."""

    volunteer = forms.ChoiceField(label=_("Qui s’absente ?"))
    kind = forms.ChoiceField(
        label=_("Pourquoi ?"), choices=AbsenceKind.choices, widget=forms.RadioSelect
    )
    first_day = FrenchDateField(label=_("Du"), widget=day_picker())
    starts = ClockField(
        label=_("À partir de"), required=False, help_text=_("Vide : toute la journée.")
    )
    last_day = FrenchDateField(
        label=_("Au"),
        required=False,
        help_text=_("Vide : le même jour."),
        widget=day_picker(),
    )
    ends = ClockField(
        label=_("Jusqu’à"), required=False, help_text=_("Vide : toute la journée.")
    )

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        today: date,
        volunteers: Iterable[Volunteer],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, programme=programme, today=today, **kwargs)
        self.people = {str(one.pk): one for one in volunteers}
        self.fields["volunteer"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            CHOOSE,
            *((pk, one.name) for pk, one in self.people.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_read = cleaned.get("first_day") and "last_day" in cleaned
        if is_read and self.ends_at <= self.starts_at:
            late = "ends" if cleaned.get("ends") and not cleaned["last_day"] else "last_day"
            self.add_error(late, _("La fin vient avant le début : corrigez l’une des deux."))
        return cleaned

    @property
    def absent(self) -> Volunteer:
        return self.people[self.cleaned_data["volunteer"]]

    @property
    def starts_at(self) -> datetime:
        day, hour = self.cleaned_data["first_day"], self.cleaned_data.get("starts")
        return self._moment(day, hour or time.min)

    @property
    def ends_at(self) -> datetime:
        day = self.cleaned_data["last_day"] or self.cleaned_data["first_day"]
        hour = self.cleaned_data.get("ends")
        return self._moment(day, hour) if hour else self._moment(_next(day), time.min)

    def _moment(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, tzinfo=ZoneInfo(self.programme.time_zone))


def _next(day: date) -> date:
    return day + timedelta(days=1)
