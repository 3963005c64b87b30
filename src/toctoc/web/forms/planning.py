"""How the programme plans, as the office sets it: promises, hours, tomorrow's tours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import PromiseKind
from toctoc.common.wording import KM_M, distance
from toctoc.dispatch.enums import EvePlanning
from toctoc.dispatch.models import PlanningSettings
from toctoc.territory.enums import SchoolZone
from toctoc.web.forms.fields import ClockField
from toctoc.web.forms.residents import text_box

ZONE: Final = "school_zone"  # the programme's own
LONGEST_LEAD, LONGEST_HORIZON, MOST_VISITS, LONGEST_WAIT = 20, 60, 12, 60


@dataclass(frozen=True, slots=True)
class Balance:
    """A named position between waiting less and driving less.

    What it gave on four simulated seasons: docs/benchmarks.md, measured by `benchmarks/run
    positions`.
    """

    weight: float
    label: str | Promise
    km_per_visit: float
    wait_days: float

    def __str__(self) -> str:
        """Say what it means: "Au plus tôt : 3,2 jours d’attente, 13 km par visite"."""
        return _("%(name)s : %(days)s jours d’attente, %(distance)s par visite") % {
            "name": self.label,
            "days": localize(self.wait_days),
            "distance": distance(self.km_per_visit * KM_M),
        }


BALANCES: Final = (
    Balance(10.0, _("Au plus tôt"), 13.6, 2.9),
    Balance(5.0, _("Plutôt tôt"), 12.2, 3.4),
    Balance(3.0, _("Entre les deux"), 11.3, 4.0),
    Balance(2.0, _("Plutôt des tournées courtes"), 10.9, 4.6),
    Balance(1.0, _("Tournées les plus courtes"), 10.1, 6.0),
)


def nearest_balance(weight: float) -> str:
    """Return the position that a stored weight is closest to, as factors go."""
    nearest = min(BALANCES, key=lambda one: max(one.weight / weight, weight / one.weight))
    return str(nearest.weight)


def _count(label: Any, *, least: int, most: int, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        help_text=help_text,
        widget=text_box(inputmode="numeric"),
        error_messages={
            "invalid": _("Écrivez un nombre entier."),
            "min_value": _("Au moins %(limit_value)s."),
            "max_value": _("Au plus %(limit_value)s."),
        },
    )


class PlanningForm(forms.Form):
    """Everything `save_planning_settings` takes, under the same names; and the school zone."""

    promise = forms.ChoiceField(
        label=_("Ce qu’on promet d’habitude"),
        choices=PromiseKind,
        widget=forms.RadioSelect,
        help_text=_("Pendant un appel, on peut toujours promettre autre chose."),
    )
    lead_days = _count(
        _("Premier jour proposé"),
        least=0,
        most=LONGEST_LEAD,
        help_text=_("En jours ouvrés après l’appel : 1 est le lendemain, 0 le jour même."),
    )
    horizon_days = _count(
        _("Jours ouverts à partir de là"),
        least=1,
        most=LONGEST_HORIZON,
        help_text=_("En jours ouvrés : 20 font quatre semaines."),
    )
    max_visits_per_tour = _count(_("Visites par tournée, au plus"), least=1, most=MOST_VISITS)
    remote_wait_limit_days = _count(
        _("Attente à ne pas dépasser pour les communes éloignées"),
        least=1,
        most=LONGEST_WAIT,
        help_text=_("En jours ouvrés. Passé ce délai, elles sont servies d’abord."),
    )
    morning_starts_at = ClockField(label=_("Le matin, première arrivée"))
    morning_ends_at = ClockField(label=_("Le matin, dernière arrivée"))
    afternoon_starts_at = ClockField(label=_("L’après-midi, première arrivée"))
    afternoon_ends_at = ClockField(label=_("L’après-midi, dernière arrivée"))
    lunch_starts_at = ClockField(label=_("Pause de midi, pas avant"))
    lunch_ends_at = ClockField(label=_("Pause de midi, finie à"))
    eve_planning = forms.ChoiceField(
        label=_("Tournées du lendemain"),
        choices=EvePlanning,
        widget=forms.RadioSelect,
        help_text=_("Les promesses faites sont tenues dans tous les cas."),
    )
    eve_at = ClockField(
        label=_("Arrêtées à"),
        help_text=_("L’heure, la veille, à partir de laquelle plus rien ne bouge tout seul."),
    )
    lets_volunteers_change = forms.BooleanField(
        required=False,
        label=_(
            "Jusque-là, une visite peut changer de volontaire, sauf si la personne a demandé "
            "quelqu’un"
        ),
    )
    school_zone = forms.ChoiceField(
        label=_("Vacances scolaires"),
        required=False,
        choices=[("", _("Pas de zone (Corse, outre-mer)")), *SchoolZone.choices],
        help_text=_("Pour les horaires « en période scolaire » ou « pendant les vacances »."),
    )
    watches_lone_visits = forms.BooleanField(
        required=False,
        label=_("Alerter quand un volontaire ne donne pas de nouvelles"),
    )
    lone_delay_min = _count(
        _("Alerter après"),
        least=5,
        most=240,
        help_text=_("En minutes, après l’arrivée ou la fin prévues."),
    )
    lone_escalation_min = _count(
        _("Prévenir tout le service après"),
        least=5,
        most=240,
        help_text=_("En minutes, si personne ne s’occupe de l’alerte."),
    )
    wait_weight = forms.ChoiceField(
        label=_("Venir tôt, ou rouler moins"),
        widget=forms.RadioSelect,
        help_text=_(
            "Mesuré sur quatre saisons simulées de 288 à 371 appels, en jours ouvrés. "
            "Chez vous, les chiffres seront autres ; l’ordre reste le même."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.weight), str(one)) for one in BALANCES]
        self.fields["wait_weight"].choices = named  # type: ignore[attr-defined]  # a ChoiceField

    @classmethod
    def initial_of(cls, settings: PlanningSettings) -> dict[str, Any]:
        """Return the boxes' contents for what is stored."""
        kept = {name: getattr(settings, name) for name in cls.base_fields if name != ZONE}
        return {**kept, "wait_weight": nearest_balance(settings.wait_weight)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        order = _("C’est avant l’heure précédente : corrigez l’une des deux.")
        for early, late in (
            ("morning_starts_at", "morning_ends_at"),
            ("morning_ends_at", "afternoon_starts_at"),
            ("afternoon_starts_at", "afternoon_ends_at"),
            ("lunch_starts_at", "lunch_ends_at"),
        ):
            if _is_out_of_order(cleaned, early, late):
                self.add_error(late, order)
        return cleaned

    def to_fields(self, kept: PlanningSettings) -> dict[str, Any]:
        """Return the valid settings; a weight between positions stays until one is chosen."""
        weight = self.cleaned_data["wait_weight"]
        is_same = weight == nearest_balance(kept.wait_weight)
        typed = {name: value for name, value in self.cleaned_data.items() if name != ZONE}
        return {
            **typed,
            "promise": PromiseKind(self.cleaned_data["promise"]),
            "eve_planning": EvePlanning(self.cleaned_data["eve_planning"]),
            "wait_weight": kept.wait_weight if is_same else float(weight),
        }


def _is_out_of_order(cleaned: Mapping[str, Any], early: str, late: str) -> bool:
    first, second = cleaned.get(early), cleaned.get(late)
    return first is not None and second is not None and second <= first
