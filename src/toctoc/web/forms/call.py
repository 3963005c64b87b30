"""The call form: what the caller says, read as it is typed, valid or not.

Half-typed is the normal state here: `forgive_missing` keeps only what is wrong, so that a
screen in the middle of a call complains of nothing it merely waits for.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import PromiseKind, Urgency, VisitKind
from toctoc.agenda.models import Place
from toctoc.agenda.models.help_request import MAX_LENGTH_MIN
from toctoc.common.half_days import HalfDays
from toctoc.common.names import fold
from toctoc.people.enums import Channel, Equipment, Need
from toctoc.people.queries import list_channels
from toctoc.territory.models import Commune
from toctoc.web.forms.fields import (
    CommuneField,
    FrenchDateField,
    HalfDaysField,
    LengthField,
    NoteField,
    PhoneField,
)
from toctoc.web.forms.places import PlacedForm

MIN_LENGTH_MIN = 15
DEFAULT_LENGTH_MIN: Mapping[str, int] = MappingProxyType(
    {Need.EQUIPMENT: 90, Need.TECHNICAL: 60, Need.PRACTICAL: 60}
)
# Codes of errors that only say "not yet": no reason to complain in the middle of a call.
WAITED_FOR = frozenset({"required", "unreachable"})
PROMISES = (
    (PromiseKind.EXACT, _("Heure")),
    (PromiseKind.WIDE, _("Créneau de deux heures")),
    (PromiseKind.HALF_DAY, _("Demi-journée")),
)
UNREACHABLE: Mapping[str, Any] = MappingProxyType(
    {
        Channel.PHONE: _("Notez un numéro de téléphone, ou choisissez un autre moyen."),
        Channel.SMS: _("Un SMS demande un numéro de portable."),
        Channel.EMAIL: _("Notez l’adresse électronique, ou choisissez un autre moyen."),
        Channel.LETTER: _("Une lettre demande une adresse : notez la rue ou le lieu-dit."),
        Channel.RELATIVE: _("Notez le nom et le téléphone du proche à prévenir."),
    }
)


class TypedContact(NamedTuple):
    """How to reach somebody, as typed so far."""

    landline: str
    mobile: str
    email: str
    street: str


class TypedRelative(NamedTuple):
    """How to reach the relative being typed."""

    phone: str
    email: str = ""


class TypedCommuneField(CommuneField):
    """The commune as typed, known or not: a text box with the programme's communes under it."""

    widget = forms.TextInput

    def clean(self, value: Any) -> Commune | None:
        by_label = {fold(str(commune)): commune for commune in self.communes.values()}
        return by_label.get(fold(str(value or ""))) or super().clean(value)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Commune) else value

    @property
    def labels(self) -> list[str]:
        return [str(commune) for commune in self.communes.values()]


def _text(limit: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(required=False, max_length=limit, **kwargs)


def _plain(**attrs: Any) -> forms.TextInput:
    """Return a text box that the browser does not fill with the agent's own name."""
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


class CallForm(PlacedForm):
    """Everything the call screen holds; see docs/flows/call.md for what is needed when."""

    person = _text(80, label=_("Numéro ou nom"), widget=_plain(spellcheck="false"))
    # The file chosen under the search box; the script then presses the button that takes it.
    chosen = forms.CharField(
        required=False, widget=forms.HiddenInput(attrs={"data-presses": "take-file"})
    )
    last_name = forms.CharField(
        max_length=80,
        label=_("Nom"),
        widget=_plain(autocapitalize="words"),
        error_messages={"required": _("Indiquez le nom de la personne.")},
    )
    first_name = _text(80, label=_("Prénom"), widget=_plain(autocapitalize="words"))
    landline = PhoneField(required=False, line="landline", label=_("Téléphone fixe"))
    mobile = PhoneField(required=False, line="mobile", label=_("Portable"))
    email = forms.EmailField(required=False, label=_("Courriel"), widget=_plain(type="email"))
    channel = forms.ChoiceField(
        choices=Channel,
        initial=Channel.PHONE,
        label=_("Moyen de la joindre"),
        widget=forms.Select,
    )

    commune = TypedCommuneField(
        label=_("Commune"),
        widget=_plain(),
        error_messages={"required": _("Indiquez la commune où aller.")},
    )
    street = _text(
        130,
        label=_("Numéro et rue, ou lieu-dit"),
        widget=_plain(spellcheck="false"),
    )
    at_centre = forms.BooleanField(
        required=False, label=_("Oublier ce point, prendre le centre de la commune")
    )

    kind = forms.ChoiceField(
        required=False,
        choices=VisitKind,
        initial=VisitKind.HOME,
        label=_("Où l’aider ?"),
        widget=forms.RadioSelect,
    )
    place = forms.ChoiceField(required=False, label=_("Quel lieu ?"))
    urgency = forms.ChoiceField(
        required=False,
        choices=Urgency,
        initial=Urgency.NORMAL,
        label=_("Cela peut attendre ?"),
    )
    need = forms.ChoiceField(
        choices=Need,
        label=_("Pour quoi faire ?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez pour quoi faire.")},
    )
    length = LengthField(
        required=False,
        min_value=MIN_LENGTH_MIN,
        max_value=MAX_LENGTH_MIN,
        label=_("Durée"),
    )
    details = NoteField(
        required=False,
        max_length=300,
        label=_("Précisions pour qui ira sur place"),
        widget=_plain(placeholder=_("Imprimante qui n’imprime plus, dossier de carte grise…")),
    )
    half_days = HalfDaysField(initial=HalfDays.whole_week(), label=_("Quand est-ce possible ?"))
    not_before = FrenchDateField(required=False, label=_("Pas avant le"))

    promise = forms.ChoiceField(
        required=False, choices=PROMISES, label=_("Ce qu’on promet"), widget=forms.RadioSelect
    )

    access_note = NoteField(
        required=False,
        max_length=500,
        label=_("Pour trouver la maison et entrer"),
        help_text=_("Code, chien, sonnette. Ni mot de passe, ni santé."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    two_people_only = forms.BooleanField(required=False, label=_("Toujours venir à deux"))
    equipment = forms.MultipleChoiceField(
        required=False,
        choices=Equipment,
        label=_("Matériel à la maison"),
        widget=forms.CheckboxSelectMultiple,
    )
    relative_name = _text(120, label=_("Proche à prévenir"), widget=_plain())
    relative_link = _text(60, label=_("Lien"), widget=_plain(placeholder="fille, voisin…"))
    relative_phone = PhoneField(required=False, label=_("Son téléphone"))
    relative_is_proxy = forms.BooleanField(
        required=False, label=_("Décide pour la personne (tutelle, curatelle)")
    )

    # Set by the view: a relative on file may be reached although the form does not show how.
    has_reachable_relative = False
    has_forgiven = False

    def __init__(
        self,
        data: MultiValueDict[str, str],
        *,
        usual_promise: str = PromiseKind.EXACT,
        places: Sequence[Place] = (),
        **kwargs: Any,
    ) -> None:
        filled = data.copy()
        filled.setdefault("promise", usual_promise)
        filled.setdefault("kind", VisitKind.HOME)
        super().__init__(filled, **kwargs)
        self.usual_promise = usual_promise
        self.places = {str(one.pk): one for one in places}
        self._offer_places()

    def clean_length(self) -> int:
        """Fill in the usual length of the need where none is typed."""
        typed: int | None = self.cleaned_data["length"]
        usual = DEFAULT_LENGTH_MIN.get(self.cleaned_data.get("need", ""))
        if typed is None and usual is None:
            raise ValidationError(_("Indiquez combien de temps la visite dure."), "required")
        return typed or usual or 0

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or VisitKind.HOME

    def clean_place(self) -> Place | None:
        """Return the place where it is asked for, and only there."""
        if self.cleaned_data.get("kind") != VisitKind.PLACE:
            return None
        place = self.places.get(self.cleaned_data["place"])
        if place is None:
            raise ValidationError(_("Choisissez le lieu."), "required")
        return place

    def clean_urgency(self) -> str:
        return self.cleaned_data["urgency"] or Urgency.NORMAL

    def clean_promise(self) -> str:
        """Keep what is usual as such: it follows when the programme promises otherwise."""
        chosen: str = self.cleaned_data["promise"]
        return "" if chosen == self.usual_promise else chosen

    @property
    def promise_kind(self) -> PromiseKind:
        """What the caller is promised as things stand."""
        return PromiseKind(self.cleaned_data.get("promise") or self.usual_promise)

    @property
    def visit_kind(self) -> VisitKind:
        """Where the caller is helped as things stand."""
        return VisitKind(self.cleaned_data.get("kind") or VisitKind.HOME)

    def clean_not_before(self) -> date | None:
        day: date | None = self.cleaned_data["not_before"]
        if day and day < self.today:
            raise ValidationError(_("Ce jour est passé : indiquez un jour à venir."), "past")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_relative(cleaned)
        self._check_channel(cleaned)
        return cleaned

    @property
    def is_complete(self) -> bool:
        """Tell whether everything a visit needs is there and right."""
        return self.is_valid() and not self.has_forgiven

    def forgive_missing(self) -> None:
        """Drop the errors that only wait for something, and keep what is really wrong."""
        for name, errors in list(self.errors.items()):
            kept = [error for error in errors.as_data() if error.code not in WAITED_FOR]
            self.has_forgiven |= len(kept) < len(errors)
            if kept:
                self.errors[name] = self.error_class(kept, renderer=self.renderer)
            else:
                del self.errors[name]

    def list_missing(self) -> list[forms.BoundField]:
        """Return the fields still waited for before an appointment can be looked for."""
        needed = ("commune", "need", "length", "half_days")
        empty = [name for name in needed if not self.cleaned_data.get(name)]
        if "need" in empty and "length" in empty:
            empty.remove("length")  # the need brings its usual length
        if self.visit_kind == VisitKind.PLACE and not self.cleaned_data.get("place"):
            empty.append("place")
        return [self[name] for name in empty if name not in self.errors]

    def _offer_places(self) -> None:
        """Offer the programme's places; without any, nobody is helped in one."""
        named = [(pk, one.name) for pk, one in self.places.items()]
        self.fields["place"].choices = [("", _("Choisir…")), *named]  # type: ignore[attr-defined]  # a ChoiceField
        if not named:
            kinds = [one for one in VisitKind.choices if one[0] != VisitKind.PLACE]
            self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField

    def _check_relative(self, cleaned: Mapping[str, Any]) -> None:
        told = cleaned.get("relative_phone") or cleaned.get("relative_link")
        if told and not cleaned.get("relative_name"):
            self.add_error("relative_name", ValidationError(_("Notez son nom."), "required"))

    def _check_channel(self, cleaned: Mapping[str, Any]) -> None:
        channel = cleaned.get("channel", "")
        typed = TypedContact(*(cleaned.get(name) or "" for name in TypedContact._fields))
        relative = TypedRelative(cleaned.get("relative_phone") or "")
        reaching = list_channels(typed, [relative])
        if self.has_reachable_relative:
            reaching = (*reaching, Channel.RELATIVE)
        if channel and channel not in reaching:
            self.add_error("channel", ValidationError(UNREACHABLE[channel], "unreachable"))
