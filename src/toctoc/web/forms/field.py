"""What the office types about a day under way, and about what a day came to."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toctoc.web.forms.fields import LengthField, NoteField
from toctoc.web.forms.residents import text_box

MAX_REASON: Final = 300
MOST_KM, MOST_MIN = 1_000, 15 * 60


class ResolveForm(forms.Form):
    """How an alarm ended."""

    note = forms.CharField(
        label=_("Comment cela s’est terminé"),
        max_length=MAX_REASON,
        widget=text_box(),
        error_messages={
            "required": _(
                "Dites en deux mots comment cela s’est terminé : « Jointe, tout va »."
            ),
        },
    )


class DelayForm(forms.Form):
    """By how many minutes the rest of a tour is later."""

    minutes = forms.TypedChoiceField(choices=[("15", "15"), ("30", "30")], coerce=int)


class OrderForm(forms.Form):
    """Visits in the order that was proposed."""

    visits = forms.CharField(widget=forms.HiddenInput)

    def clean_visits(self) -> Sequence[int]:
        try:
            return [int(part) for part in self.cleaned_data["visits"].split(",")]
        except ValueError as error:
            raise ValidationError("", code="invalid") from error


class SettleForm(forms.Form):
    """What becomes of an entry that could not be applied."""

    what = forms.ChoiceField(choices=[("apply", ""), ("read", "")])


class CorrectionForm(forms.Form):
    """Other figures for a day than those counted."""

    distance_km = forms.DecimalField(
        label=_("Kilomètres"),
        min_value=0,
        max_value=MOST_KM,
        decimal_places=1,
        localize=True,
        widget=text_box(inputmode="decimal"),
        error_messages={"invalid": _("Écrivez un nombre de kilomètres, comme 42 ou 42,5.")},
    )
    work_min = LengthField(
        label=_("Temps de mission"),
        min_value=0,
        max_value=MOST_MIN,
        help_text=_("Par exemple 6 h 30."),
    )
    reason = NoteField(
        label=_("Pourquoi corriger ?"),
        max_length=MAX_REASON,
        help_text=_("Par exemple « Route barrée, détour par Pau »."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def figures(self) -> tuple[int, int]:
        """Metres and seconds."""
        data: dict[str, Any] = self.cleaned_data
        return int(data["distance_km"] * 1_000), data["work_min"] * 60
