"""Forms of the sectors: a draft's start, its entry in force, a street, a file, an address."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from toctoc.dispatch.operations.sector_search import CutWish
from toctoc.territory.enums import DraftOrigin, SectorDays
from toctoc.territory.errors import UnknownCommune
from toctoc.territory.models import Programme
from toctoc.territory.queries import get_commune
from toctoc.territory.queries.sector_files import LETTERS
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


def lines_box() -> forms.Textarea:
    """Return a box for some short lines."""
    return forms.Textarea(attrs={"rows": 2})


class DraftForm(forms.Form):
    """What a new draft starts from, and what an optimised cut must respect."""

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
        help_text=_("L’avancement s’affiche, et vous pouvez arrêter avant."),
    )  # fmt: skip

    together = forms.CharField(
        required=False, label=_("Communes à garder ensemble"), widget=lines_box(),
        help_text=_("Un groupe par ligne : Lembeye, Simacourbe."),
    )  # fmt: skip
    placed = forms.CharField(
        required=False, label=_("Communes placées d’avance"), widget=lines_box(),
        help_text=_("Une par ligne : Morlaàs = A."),
    )  # fmt: skip
    is_based = forms.BooleanField(
        required=False, label=_("Centrer les secteurs sur les bases du programme")
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme

    def clean_together(self) -> tuple[tuple[str, ...], ...]:
        lines = self.cleaned_data["together"].splitlines()
        return tuple(
            tuple(self._code(name) for name in line.split(","))
            for line in lines
            if line.strip()
        )

    def clean_placed(self) -> dict[str, str]:
        placed = {}
        for line in self.cleaned_data["placed"].splitlines():
            if not line.strip():
                continue
            name, _sign, letter = line.rpartition("=")
            letter = letter.strip().upper()
            if not name or letter not in LETTERS[: self.cleaned_data.get("sectors", MOST)]:
                told = _("« %(line)s » : écrivez une commune, = et la lettre d’un secteur.")
                raise ValidationError(told, params={"line": line.strip()})
            placed[self._code(name)] = letter
        return placed

    def _code(self, typed: str) -> str:
        """Return the code of a commune as typed; a line is short: one query a name."""
        try:
            return get_commune(self.programme, typed.strip()).code_insee
        except UnknownCommune as error:
            told = _("« %(typed)s » n’est pas une commune du territoire.")
            raise ValidationError(told, params={"typed": typed.strip()}) from error

    def wish(self) -> CutWish:
        """Return what a valid form asks for."""
        cleaned = self.cleaned_data
        return CutWish(
            origin=DraftOrigin(cleaned["origin"]),
            sectors=cleaned["sectors"],
            balance_ratio=cleaned["balance"] / 100,
            seconds=float(cleaned["seconds"]),
            together=cleaned["together"],
            placed=cleaned["placed"],
            is_based=cleaned["is_based"],
        )


class DaysRuleForm(forms.Form):
    """What the days given to sectors are worth."""

    rule = forms.ChoiceField(
        choices=SectorDays.choices,
        label=_("Les jours donnés aux secteurs sont"),
        widget=forms.RadioSelect,
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
