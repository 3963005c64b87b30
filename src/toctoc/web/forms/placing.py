"""Where a visit goes on the grid: day, hour, who, how long; and what the person said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import MoveReason
from toctoc.agenda.models import Visit
from toctoc.common.wording import duration
from toctoc.people.enums import Channel
from toctoc.people.models import Volunteer
from toctoc.web.forms.agenda import day_picker
from toctoc.web.forms.fields import ClockField, FrenchDateField, ProgrammeForm
from toctoc.web.forms.visits import NOT_YET

STEP_MIN: Final = 15
LONGEST_MIN: Final = 240
NEW_PROMISE: Final = "new"


class PlacingForm(ProgrammeForm):
    """One place for a visit. `promise` says that the person was asked for a new one.

    Outside what was promised, why and how the person was told are needed too. `crew` are the
    keys of those who go now, the lead first.
    """

    volunteer = forms.TypedChoiceField(label=_("Volontaire"), coerce=int)
    second = forms.TypedChoiceField(
        label=_("Avec"), coerce=int, required=False, empty_value=None
    )
    day = FrenchDateField(label=_("Jour"), widget=day_picker())
    hour = ClockField(label=_("Heure"), help_text=_("Par exemple 14 h 30."))
    length = forms.TypedChoiceField(label=_("Durée"), coerce=int)
    reason = forms.ChoiceField(
        label=_("Pourquoi ?"),
        choices=MoveReason.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    told = forms.ChoiceField(
        label=_("La personne a-t-elle dit oui au nouveau moment ?"),
        widget=forms.RadioSelect,
        required=False,
    )
    promise = forms.CharField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        visit: Visit,
        crew: Sequence[int],
        volunteers: Sequence[Volunteer],
        channels: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, programme=visit.programme, **kwargs)
        self.visit, self.crew = visit, tuple(crew)
        self.people = {one.pk: one for one in volunteers}
        people = [(str(pk), one.name) for pk, one in self.people.items()]
        said_yes = [(value, _("Oui (%(how)s)") % {"how": how}) for value, how in channels]
        self._choose("volunteer", people)
        self._choose("second", people)
        self._choose("length", list_lengths(visit.length_s // 60))
        self._choose("told", [*said_yes, (NOT_YET, _("Pas encore : je la préviendrai"))])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("second") and cleaned.get("second") == cleaned.get("volunteer"):
            self.add_error("second", _("Choisissez deux personnes différentes."))
        if self.makes_promise:
            for name in ("reason", "told"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Il manque cette réponse."))
        return cleaned

    @property
    def makes_promise(self) -> bool:
        """Whether the person was asked for another moment than the one promised."""
        return str(self.data.get("promise", "")) == NEW_PROMISE

    @property
    def starts_at(self) -> datetime:
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return datetime.combine(day, hour, tzinfo=ZoneInfo(self.programme.time_zone))

    @property
    def volunteers(self) -> list[Volunteer]:
        """Who goes, the first one leading."""
        chosen = (self.cleaned_data["volunteer"], self.cleaned_data.get("second"))
        return [self.people[pk] for pk in chosen if pk]

    @property
    def channel(self) -> Channel | None:
        told = self.cleaned_data["told"]
        return None if told == NOT_YET else Channel(told)

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


def list_lengths(current_min: int) -> list[tuple[str, str]]:
    """Return lengths by quarters of an hour, and the one it has."""
    quarters = range(STEP_MIN, LONGEST_MIN + STEP_MIN, STEP_MIN)
    return [(str(one), duration(one * 60)) for one in sorted({*quarters, current_min})]
