"""The other answers to a call: a moment the agent chooses, or no visit for now."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toctoc.people.models import Volunteer
from toctoc.web.forms.fields import ClockField, FrenchDateField, NoteField

MAX_NOTE = 300
ANYONE = ("", _("Peu importe"))


class MomentForm(forms.Form):
    """Another moment than those offered: the agent decides, the core checks."""

    prefix = "moment"  # it stands inside the call form

    volunteer = forms.ChoiceField(required=False, label=_("Volontaire"))
    partner = forms.ChoiceField(required=False, label=_("Avec (visite à deux)"))
    day = FrenchDateField(label=_("Jour"), error_messages={"required": _("Indiquez le jour.")})
    hour = ClockField(label=_("Heure"), error_messages={"required": _("Indiquez l’heure.")})

    def __init__(
        self, *args: Any, volunteers: Iterable[Volunteer], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.pk), one.name) for one in volunteers]
        self.today = today
        for name, nobody in (("volunteer", ANYONE), ("partner", ("", ""))):
            field = self.fields[name]
            field.choices = [nobody, *names]  # type: ignore[attr-defined]  # ChoiceField
        self.fields["day"].today = today  # type: ignore[attr-defined]  # FrenchDateField

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day < self.today:
            raise ValidationError(_("Ce jour est passé : indiquez un jour à venir."), "past")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        partner, volunteer = cleaned.get("partner"), cleaned.get("volunteer")
        if partner and partner == volunteer:
            self.add_error("partner", _("Choisissez deux personnes différentes."))
        if partner and not volunteer:
            self.add_error("volunteer", _("Choisissez aussi qui vient avec."))
        return cleaned

    @property
    def volunteer_ids(self) -> tuple[int, ...]:
        chosen = (self.cleaned_data["volunteer"], self.cleaned_data["partner"])
        return tuple(int(one) for one in chosen if one)


class OutcomeForm(forms.Form):
    """The note that goes with an answer other than a visit."""

    note = NoteField(
        required=False,
        label=_("À retenir"),
        help_text=_("Ce qui a été convenu, à qui la personne est confiée."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=MAX_NOTE,
    )


class ToldForm(forms.Form):
    """How the person was told, among the channels that can reach them."""

    channel = forms.ChoiceField(
        label=_("Comment est-ce dit à la personne ?"), widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, channels: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]  # ChoiceField
