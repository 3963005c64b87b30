"""What the agenda shows: a day to go to, and what to keep of it; all of it in the address."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.people.enums import Need
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme, Sector
from toctoc.web.forms.fields import FrenchDateField, ProgrammeForm

EVERYTHING = ("", _("Tous"))


def day_picker() -> forms.DateInput:
    """Return the browser's own calendar, which sends ISO days."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class AgendaFilterForm(ProgrammeForm):
    """The filters of the week and of the day; addresses are in French, like everything read."""

    NAMES: ClassVar[dict[str, str]] = {
        "day": "semaine",
        "volunteer": "volontaire",
        "sector": "secteur",
        "need": "besoin",
        "with_cancelled": "annulees",
    }

    day = FrenchDateField(label=_("Semaine du"), required=False, widget=day_picker())
    volunteer = forms.ChoiceField(label=_("Volontaire"), required=False)
    sector = forms.ChoiceField(label=_("Secteur"), required=False)
    need = forms.ChoiceField(
        label=_("Besoin"), required=False, choices=[EVERYTHING, *Need.choices]
    )
    with_cancelled = forms.BooleanField(label=_("Montrer les annulées"), required=False)

    def __init__(
        self,
        data: Any,
        *,
        programme: Programme,
        today: date,
        volunteers: Iterable[Volunteer],
        sectors: Iterable[Sector],
    ) -> None:
        super().__init__(data, programme=programme, today=today)
        self.fields["volunteer"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            EVERYTHING,
            *((str(one.pk), one.name) for one in volunteers),
        ]
        self.fields["sector"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            EVERYTHING,
            *((one.letter, str(one)) for one in sectors),
        ]
        if not self.data.get(self.add_prefix("day")):
            self.data = {**self.data.dict(), self.add_prefix("day"): today.isoformat()}

    def add_prefix(self, field_name: str) -> str:
        return self.NAMES[field_name]

    @property
    def chosen_day(self) -> date:
        """The day asked for; today where none is, or none that exists."""
        return self.cleaned_data.get("day") or self.today

    @property
    def chosen_monday(self) -> date:
        return self.chosen_day - timedelta(days=self.chosen_day.weekday())

    @property
    def is_narrowed(self) -> bool:
        """Whether something is left out, so that the page can say so."""
        return any(self.cleaned_data.get(name) for name in ("volunteer", "sector", "need"))


class DayFilterForm(AgendaFilterForm):
    """The same for one day."""

    NAMES: ClassVar[dict[str, str]] = {**AgendaFilterForm.NAMES, "day": "jour"}

    day = FrenchDateField(label=_("Jour"), required=False, widget=day_picker())
