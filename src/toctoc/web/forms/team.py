"""The team as it is typed: a volunteer's file, a week, an invitation."""

from collections.abc import Iterable, Mapping
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from toctoc.people.enums import Need, Role, Travel
from toctoc.people.models import Account, Organisation
from toctoc.people.operations import VolunteerFields
from toctoc.web.forms.fields import (
    ClockField,
    CommuneField,
    FrenchDateField,
    PhoneField,
)
from toctoc.web.forms.places import PlacedForm
from toctoc.web.forms.residents import text_box

POINT = ("lat", "lon", "origin", "base_address")  # boxes that together make a place
NO_ACCOUNT = ("", _("Pas de compte pour l’instant"))


class VolunteerForm(PlacedForm):
    """Mission, base, hours, travel and skills."""

    COMMUNE, STREET = "base_commune", "base_address"

    name = forms.CharField(max_length=80, label=_("Prénom et nom"), widget=text_box())
    phone = PhoneField(required=False, label=_("Téléphone"))
    organisation = forms.ChoiceField(label=_("Organisation"))
    account = forms.ChoiceField(
        required=False,
        label=_("Compte"),
        help_text=_("Pour voir ses tournées sur son téléphone."),
    )
    mission_starts_on = FrenchDateField(label=_("Début de mission"))
    mission_ends_on = FrenchDateField(label=_("Fin de mission"))
    weekly_hours = forms.IntegerField(
        min_value=1,
        initial=28,
        label=_("Heures par semaine"),
        help_text=_(
            "De 24 à 48 heures en service civique, trajets compris ; 35 au plus avant 18 ans."
        ),
        widget=text_box(inputmode="numeric"),
    )
    adult_on = FrenchDateField(
        required=False,
        label=_("Date des 18 ans"),
        help_text=_("Seulement pour une personne mineure : ses journées sont plus courtes."),
    )
    base_label = forms.CharField(
        max_length=120,
        label=_("Lieu de départ"),
        help_text=_("D’où partent et où reviennent les tournées."),
        widget=text_box(),
    )
    base_address = forms.CharField(
        max_length=200,
        required=False,
        label=_("Chercher son adresse"),
        help_text=_("Pour le placer sur la carte ; seul l’endroit est gardé."),
        widget=text_box(spellcheck="false"),
    )
    base_commune = CommuneField(label=_("Commune de départ"))
    travel = forms.ChoiceField(
        choices=Travel, initial=Travel.CAR, label=_("Déplacements"), widget=forms.RadioSelect
    )
    skills = forms.MultipleChoiceField(
        choices=Need,
        initial=[need.value for need in Need],
        label=_("Sait aider pour"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        organisations: Iterable[Organisation],
        accounts: Iterable[Account],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        self.accounts = {str(one.pk): one for one in accounts}
        named = [(key, one.name) for key, one in self.organisations.items()]
        people = [(key, f"{one.name} ({one.email})") for key, one in self.accounts.items()]
        self.fields["organisation"].choices = named  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["account"].choices = [NO_ACCOUNT, *people]  # type: ignore[attr-defined]  # a ChoiceField

    @staticmethod
    def initial_of(fields: VolunteerFields) -> dict[str, Any]:
        """Return the boxes' contents for an existing file."""
        kept = {name: getattr(fields, name) for name in VolunteerFields.__dataclass_fields__}
        lat_deg, lon_deg = fields.base_place or (None, None)
        account = fields.account.pk if fields.account else ""
        pieces = {"organisation": fields.organisation.pk, "account": account}
        return {**kept, **pieces, "lat": lat_deg, "lon": lon_deg}

    def to_fields(self) -> VolunteerFields:
        """Return the valid file."""
        typed = {key: self.cleaned_data[key] for key in self.cleaned_data if key not in POINT}
        return VolunteerFields(
            **{
                **typed,
                "organisation": self.organisations[typed["organisation"]],
                "account": self.accounts.get(typed["account"]),
                "travel": Travel(typed["travel"]),
                "skills": tuple(Need(each) for each in typed["skills"]),
                "base_place": self.typed_place(),
            }
        )


def _hour(label: Any) -> ClockField:
    return ClockField(required=False, label=label)


class DayForm(forms.Form):
    """One day of a volunteer's week: out once, or twice with a break between."""

    starts_1 = _hour(_("Départ"))
    ends_1 = _hour(_("Retour"))
    starts_2 = _hour(_("Second départ"))
    ends_2 = _hour(_("Second retour"))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for number in ("1", "2"):
            self._check(number, typed)
        return typed

    def _check(self, number: str, typed: Mapping[str, Any]) -> None:
        names = f"starts_{number}", f"ends_{number}"
        if self.errors.keys() & set(names):
            return
        starts, ends = (typed.get(name) for name in names)
        if (starts is None) != (ends is None):
            missing = names[0] if starts is None else names[1]
            sentence = _("Il manque l’autre heure : notez le départ et le retour.")
            self.add_error(missing, ValidationError(sentence, "required"))
        elif starts is not None and ends is not None and ends <= starts:
            sentence = _("Le retour doit venir après le départ.")
            self.add_error(names[1], ValidationError(sentence, "order"))

    def stretches(self) -> list[tuple[time, time]]:
        """Return the valid day, in order."""
        typed = self.cleaned_data
        pairs = [(typed[f"starts_{each}"], typed[f"ends_{each}"]) for each in ("1", "2")]
        return sorted(pair for pair in pairs if None not in pair)


class WeekForm:
    """The seven days, one DayForm each."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        held: Iterable[tuple[int, time, time]] = (),
    ) -> None:
        initial: list[dict[str, time]] = [{} for _day in WEEKDAYS]
        for weekday, starts, ends in sorted(held):
            number = "2" if "starts_1" in initial[weekday] else "1"
            initial[weekday] |= {f"starts_{number}": starts, f"ends_{number}": ends}
        self.days = [
            (str(name), DayForm(data, initial=initial[day], prefix=f"day{day}"))
            for day, name in WEEKDAYS.items()
        ]

    def is_valid(self) -> bool:
        valid = [form.is_valid() for _name, form in self.days]  # each, so that all errors show
        return all(valid)

    def stretches(self) -> list[tuple[int, time, time]]:
        """Return the valid week."""
        return [
            (weekday, starts, ends)
            for weekday, (_name, form) in enumerate(self.days)
            for starts, ends in form.stretches()
        ]


class InviteForm(forms.Form):
    """Who is given access, in which role."""

    name = forms.CharField(max_length=120, label=_("Prénom et nom"), widget=text_box())
    email = forms.EmailField(
        label=_("Courriel"),
        help_text=_("La personne y reçoit un lien pour choisir son mot de passe."),
        widget=text_box(type="email"),
    )
    role = forms.ChoiceField(label=_("Rôle"), widget=forms.RadioSelect)
    organisation = forms.ChoiceField(label=_("Organisation"))

    def __init__(
        self,
        *args: Any,
        roles: Iterable[Role],
        organisations: Iterable[Organisation],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(one.pk): one for one in organisations}
        given = [(role.value, role.label) for role in Role if role in set(roles)]
        named = [(key, one.name) for key, one in self.organisations.items()]
        self.fields["role"].choices = given  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["organisation"].choices = named  # type: ignore[attr-defined]  # a ChoiceField
        if len(given) == 1:
            self.fields["role"].initial = given[0][0]
