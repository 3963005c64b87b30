"""What is noted on the spot, as forms: for browsers without script, and for the phone's page.

Each form gives the `data` its kind of entry takes (docs/flows/field.md).
"""

from collections.abc import Mapping
from uuid import uuid4

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toctoc.common.half_days import HalfDays
from toctoc.web.forms.fields import HalfDaysField

NO_SECRETS = _("Ni mot de passe, ni information de santé.")

# The answers of a report are stored as they are read.
THEMES: tuple[str | Promise, ...] = (
    _("Ordinateur"),
    _("Téléphone ou tablette"),
    _("Internet, box"),
    _("Courriels"),
    _("Démarches en ligne"),
    _("Photos, appels vidéo"),
    _("Arnaques, sécurité"),
    _("Autre chose"),
)
DONE: tuple[str | Promise, ...] = (
    _("C’est réglé"),
    _("Montré, à refaire ensemble"),
    _("Conseils donnés"),
    _("Pas réussi cette fois"),
)
ANOTHER_VISIT = _("Une autre visite")
NEXT: tuple[str | Promise, ...] = (
    _("Rien de plus"),
    ANOTHER_VISIT,
    _("Un atelier"),
    _("Orienter vers un autre service"),
)


def report_words() -> dict[str, object]:
    """Return the choices of each question; the answer that asks for another visit is named."""
    return {
        "themes": [str(one) for one in THEMES],
        "done": [str(one) for one in DONE],
        "next": [str(one) for one in NEXT],
        "more": str(ANOTHER_VISIT),
    }


def _choices(words: tuple[str | Promise, ...]) -> list[tuple[str, str]]:
    return [(str(one), str(one)) for one in words]


class SpotForm(forms.Form):
    """One thing noted on the spot. `key` names it: sent twice, it counts once."""

    key = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def entry_data(self) -> Mapping[str, object]:
        return {}


class NoteForm(SpotForm):
    """A few words for the office."""

    text = forms.CharField(
        label=_("Votre note"),
        max_length=2000,
        help_text=NO_SECRETS,
        widget=forms.Textarea({"rows": 4}),
    )

    def entry_data(self) -> Mapping[str, object]:
        return {"text": self.cleaned_data["text"]}


class ReportForm(SpotForm):
    """Three questions, and a word more."""

    themes = forms.MultipleChoiceField(
        label=_("De quoi s’agissait-il ?"),
        choices=lambda: _choices(THEMES),
        widget=forms.CheckboxSelectMultiple,
    )
    done = forms.ChoiceField(
        label=_("Où en est-on ?"), choices=lambda: _choices(DONE), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Un mot de plus"),
        required=False,
        max_length=1000,
        help_text=NO_SECRETS,
        widget=forms.Textarea({"rows": 2}),
    )
    next = forms.ChoiceField(
        label=_("Et ensuite ?"), choices=lambda: _choices(NEXT), widget=forms.RadioSelect
    )

    def entry_data(self) -> Mapping[str, object]:
        typed = self.cleaned_data
        done = f"{typed['done']}. {typed['text']}" if typed["text"] else typed["done"]
        return {"themes": typed["themes"], "done": done, "next": typed["next"]}


class AnotherVisitForm(SpotForm):
    """When somebody who wants another visit is at home, and what for."""

    half_days = HalfDaysField(
        initial=HalfDays.whole_week(), label=_("Quand est-elle chez elle ?")
    )
    note = forms.CharField(
        label=_("Pour quoi faire ?"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )

    def entry_data(self) -> Mapping[str, object]:
        typed = self.cleaned_data
        return {"half_days": str(typed["half_days"]), "note": typed["note"]}
