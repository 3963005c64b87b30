"""A training or a team meeting of several volunteers at once."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import AbsenceKind, SessionKind
from toctoc.agenda.models import Place
from toctoc.agenda.operations import SessionFields
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme
from toctoc.web.forms.agenda import day_picker
from toctoc.web.forms.fields import ClockField, FrenchDateField, ProgrammeForm
from toctoc.web.forms.residents import text_box

NOWHERE = ("", _("Sans lieu, ou ailleurs"))
KINDS = {AbsenceKind.TRAINING: SessionKind.TRAINING, AbsenceKind.TEAM: SessionKind.MEETING}


class TeamTimeForm(ProgrammeForm):
    """What, when, where if it is one of the programme's places, and for whom."""

    kind = forms.ChoiceField(
        label=_("Quoi ?"),
        choices=[(kind.value, kind.label) for kind in KINDS],
        initial=AbsenceKind.TRAINING.value,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        max_length=80,
        required=False,
        label=_("Nom"),
        help_text=_("Par exemple : formation civique et citoyenne."),
        widget=text_box(),
    )
    day = FrenchDateField(label=_("Jour"), widget=day_picker())
    starts = ClockField(label=_("De"), help_text=_("Par exemple 9 h."))
    ends = ClockField(label=_("À"), help_text=_("Par exemple 17 h."))
    place = forms.ChoiceField(label=_("Lieu"), required=False)
    volunteers = forms.MultipleChoiceField(
        label=_("Pour qui ?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        today: date,
        people: Iterable[Volunteer],
        places: Iterable[Place],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, programme=programme, today=today, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.places = {str(one.pk): one for one in places}
        where = [(pk, f"{one.name} ({one.commune.name})") for pk, one in self.places.items()]
        who = [(pk, one.name) for pk, one in self.people.items()]
        self.fields["place"].choices = [NOWHERE, *where]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["volunteers"].choices = who  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("La fin vient avant le début : corrigez l’une des deux."))
        return cleaned

    @property
    def chosen(self) -> list[Volunteer]:
        """The volunteers ticked, as they stand on the page."""
        return [self.people[pk] for pk in self.people if pk in self.cleaned_data["volunteers"]]

    @property
    def chosen_kind(self) -> AbsenceKind:
        return AbsenceKind(self.cleaned_data["kind"])

    @property
    def starts_at(self) -> datetime:
        return self._moment(self.cleaned_data["starts"])

    @property
    def ends_at(self) -> datetime:
        return self._moment(self.cleaned_data["ends"])

    def to_session(self) -> SessionFields | None:
        """Return the session where a place was chosen; None for plain absences."""
        place = self.places.get(self.cleaned_data["place"])
        if place is None:
            return None
        return SessionFields(
            title=self.cleaned_data["title"] or str(self.chosen_kind.label),
            place=place,
            kind=KINDS[self.chosen_kind],
            starts_at=self.starts_at,
            ends_at=self.ends_at,
        )

    def _moment(self, hour: time) -> datetime:
        zone = ZoneInfo(self.programme.time_zone)
        return datetime.combine(self.cleaned_data["day"], hour, tzinfo=zone)
