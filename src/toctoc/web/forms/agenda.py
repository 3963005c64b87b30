"""What agenda and tours show: a day to go to, and what to keep of it; all of it in the address.

The names in the address are French, like everything people read.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from toctoc.people.enums import Need
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme, Sector
from toctoc.web.forms.fields import FrenchDateField, ProgrammeForm

EVERYTHING = ("", _("Tous"))
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)


def day_picker() -> forms.DateInput:
    """Return the browser's own calendar, which sends ISO days."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def day_field(label: Any) -> FrenchDateField:
    """Return the field of a day to go to, empty for today."""
    kept = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
    return FrenchDateField(label=label, required=False, widget=day_picker(), validators=kept)


class ChosenDayForm(ProgrammeForm):
    """A day to go to; today where none is given, or none that exists."""

    NAMES: ClassVar[dict[str, str]] = {"day": "jour"}

    day = day_field(_("Jour"))

    def __init__(self, asked: QueryDict, *, programme: Programme, today: date) -> None:
        shown = {self.add_prefix("day"): today.isoformat(), **asked.dict()}
        super().__init__(shown, programme=programme, today=today)

    def add_prefix(self, field_name: str) -> str:
        return self.NAMES.get(field_name, field_name)

    @property
    def chosen_day(self) -> date:
        # Read before the whole form is: what there is to choose from depends on the day.
        field, typed = self.fields["day"], self.data.get(self.add_prefix("day"))
        try:
            return field.clean(typed) or self.today
        except ValidationError:
            return self.today


class DayFilterForm(ChosenDayForm):
    """The day of the agenda, and its filters."""

    NAMES: ClassVar[dict[str, str]] = {
        "day": "jour",
        "volunteer": "volontaire",
        "sector": "secteur",
        "need": "besoin",
        "with_cancelled": "annulees",
    }

    volunteer = forms.ChoiceField(label=_("Volontaire"), required=False)
    sector = forms.ChoiceField(label=_("Secteur"), required=False)
    need = forms.ChoiceField(
        label=_("Besoin"), required=False, choices=[EVERYTHING, *Need.choices]
    )
    with_cancelled = forms.BooleanField(label=_("Montrer les annulées"), required=False)

    def offer_choices(
        self, *, volunteers: Iterable[Volunteer], sectors: Iterable[Sector]
    ) -> None:
        """Say which volunteers and sectors there are to choose from, before validation."""
        people = ((str(one.pk), one.name) for one in volunteers)
        letters = ((one.letter, str(one)) for one in sectors)
        self.fields["volunteer"].choices = [EVERYTHING, *people]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["sector"].choices = [EVERYTHING, *letters]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def is_filtered(self) -> bool:
        """Whether the page shows something else than it does by itself."""
        return any(self.cleaned_data.get(name) for name in self.NAMES if name != "day")


class WeekFilterForm(DayFilterForm):
    """The same for a week, named by any of its days."""

    NAMES: ClassVar[dict[str, str]] = {**DayFilterForm.NAMES, "day": "semaine"}

    day = day_field(_("Semaine du"))

    @property
    def chosen_monday(self) -> date:
        return self.chosen_day - timedelta(days=self.chosen_day.weekday())
