"""Forms of the sectors: a draft's start, its entry in force, a street, a file, an address."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from toctoc.dispatch.operations.sector_drafts import CutWish
from toctoc.territory.enums import DraftOrigin
from toctoc.web.forms.agenda import day_picker
from toctoc.web.forms.fields import CommuneField, FrenchDateField, ProgrammeForm
from toctoc.web.forms.residents import text_box

FEWEST, MOST = 2, 8
COUNTS = [(number, _("%s secteurs") % number) for number in range(FEWEST, MOST + 1)]
BALANCES = [(5, _("± 5 %")), (10, _("± 10 %")), (15, _("± 15 %")), (25, _("± 25 %"))]
SECONDS = [
    (5, _("5 secondes : un bon découpage")),
    (15, _("15 secondes : souvent le meilleur")),
    (45, _("45 secondes : le meilleur, le plus souvent prouvé")),
]
ORIGINS = [choice for choice in DraftOrigin.choices if choice[0] != DraftOrigin.FILE]


class DraftForm(forms.Form):
    """What a new draft starts from."""

    name = forms.CharField(max_length=80, label=_("Nom du brouillon"), widget=text_box())
    origin = forms.ChoiceField(
        choices=ORIGINS, label=_("Partir de"), widget=forms.RadioSelect, initial="optimised"
    )
    sectors = forms.TypedChoiceField(
        choices=COUNTS, coerce=int, initial=4, label=_("Nombre de secteurs")
    )
    balance = forms.TypedChoiceField(
        choices=BALANCES, coerce=int, initial=10, label=_("Écart de travail permis"),
        help_text=_("Entre un secteur et la moyenne ; pour un découpage optimisé."),
    )  # fmt: skip
    seconds = forms.TypedChoiceField(
        choices=SECONDS, coerce=int, initial=15, label=_("Temps de calcul"),
        help_text=_("La page attend pendant ce temps."),
    )  # fmt: skip

    def wish(self) -> CutWish:
        """Return what a valid form asks for."""
        cleaned = self.cleaned_data
        return CutWish(
            origin=DraftOrigin(cleaned["origin"]),
            sectors=cleaned["sectors"],
            balance_ratio=cleaned["balance"] / 100,
            seconds=float(cleaned["seconds"]),
        )


class EntryForm(ProgrammeForm):
    """From which day a draft is the plan."""

    starts_on = FrenchDateField(label=_("À partir du"), widget=day_picker())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        last = today.replace(year=today.year + 2, day=1)
        late = _("Choisissez un jour d’ici deux ans.")
        gone = _("Ce jour est passé : les secteurs d’hier ne changent plus.")
        self.fields["starts_on"].validators += [
            MinValueValidator(today, message=gone),
            MaxValueValidator(last, message=late),
        ]


class StreetForm(ProgrammeForm):
    """A street that goes to another sector than its commune."""

    commune = CommuneField(label=_("Commune"))
    street = forms.CharField(
        max_length=120, label=_("Rue"), help_text=_("Sans numéro."), widget=text_box()
    )
    letter = forms.ChoiceField(label=_("Secteur de cette rue"))

    def __init__(self, *args: Any, letters: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["letter"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (letter, letter) for letter in letters
        ]


class SectorFileForm(forms.Form):
    """A file of sectors."""

    document = forms.FileField(
        label=_("Fichier des secteurs (CSV)"),
        help_text=_(
            "Colonnes sector_id, city_name, city_code ; street_name et street_code pour "
            "les rues à part. C’est le format de RDV Service Public."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )


class AddressForm(ProgrammeForm):
    """An address of which the sector is asked."""

    commune = CommuneField(label=_("Commune"))
    street = forms.CharField(
        required=False, max_length=120, label=_("Adresse"),
        help_text=_("Facultatif : « 12 rue du Bourg »."), widget=text_box(),
    )  # fmt: skip
