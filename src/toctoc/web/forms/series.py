"""The visits to come after a first one: how often, how many times, with whom."""

from django import forms
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.models.visit_series import MAX_VISITS
from toctoc.agenda.operations import SeriesPlan

EVERY = (
    ("1", _("Chaque semaine")),
    ("2", _("Toutes les deux semaines")),
    ("4", _("Toutes les quatre semaines")),
)
USUAL_COUNT = 5


class SeriesForm(forms.Form):
    """How the visits to come are planned."""

    every_weeks = forms.ChoiceField(
        label=_("Tous les combien ?"), choices=EVERY, widget=forms.RadioSelect, initial="1"
    )
    count = forms.IntegerField(
        label=_("Combien de fois en tout ?"),
        help_text=_("Le premier rendez-vous compte."),
        min_value=2,
        max_value=MAX_VISITS,
        initial=USUAL_COUNT,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    keeps_volunteer = forms.BooleanField(
        label=_("Avec la même personne si possible"), required=False, initial=True
    )

    @property
    def plan(self) -> SeriesPlan:
        cleaned = self.cleaned_data
        return SeriesPlan(
            count=cleaned["count"],
            every_weeks=int(cleaned["every_weeks"]),
            keeps_volunteer=cleaned["keeps_volunteer"],
        )
