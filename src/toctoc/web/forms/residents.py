"""A resident's file as it is typed, relatives included; its value is a ResidentFields."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toctoc.common.half_days import HalfDays
from toctoc.people.enums import Channel, Equipment
from toctoc.people.operations import RelativeFields, ResidentFields
from toctoc.web.forms.fields import (
    CommuneField,
    HalfDaysField,
    NoteField,
    PhoneField,
)
from toctoc.web.forms.places import PlacedForm, origin_of

MAX_RELATIVES = 6
POINT = ("lat", "lon", "origin", "at_centre")  # boxes that together make a place
# Which box is at fault when a channel reaches nobody.
AT_FAULT: Mapping[str, str] = {
    "landline": "landline",
    "mobile": "mobile",
    "email": "email",
    "street": "street",
    "relatives": "channel",
}


def text_box(**attrs: str) -> forms.TextInput:
    """Return a text box that the browser does not fill with the agent's own data."""
    return forms.TextInput(attrs={"autocomplete": "off", **attrs})


class SearchForm(forms.Form):
    """What is looked for among the files; sent by POST, since names stay out of addresses."""

    text = forms.CharField(
        required=False,
        max_length=80,
        label=_("Nom, téléphone ou commune"),
        widget=text_box(type="search", spellcheck="false"),
    )


class ResidentForm(PlacedForm):
    """Identity, reach, home, half-days and equipment."""

    HOUSE_NUMBER = "house_number"

    last_name = forms.CharField(max_length=80, label=_("Nom"), widget=text_box())
    first_name = forms.CharField(
        max_length=80, required=False, label=_("Prénom"), widget=text_box()
    )
    landline = PhoneField(required=False, line="landline", label=_("Téléphone fixe"))
    mobile = PhoneField(required=False, line="mobile", label=_("Portable"))
    email = forms.EmailField(required=False, label=_("Courriel"), widget=text_box(type="email"))
    channel = forms.ChoiceField(
        choices=Channel,
        initial=Channel.PHONE,
        label=_("Comment joindre vraiment la personne ?"),
        widget=forms.RadioSelect,
    )
    house_number = forms.CharField(
        max_length=10, required=False, label=_("Numéro"), widget=text_box()
    )
    street = forms.CharField(
        max_length=120, required=False, label=_("Rue ou lieu-dit"), widget=text_box()
    )
    commune = CommuneField(label=_("Commune"))
    at_centre = forms.BooleanField(
        required=False, label=_("Oublier ce point, prendre le centre de la commune")
    )
    access_note = NoteField(
        required=False,
        max_length=500,
        label=_("Pour trouver la maison et entrer"),
        help_text=_("Portail, chien, sonnette. Ni santé, ni mot de passe."),
    )
    two_people_only = forms.BooleanField(required=False, label=_("Toujours venir à deux"))
    half_days = HalfDaysField(
        initial=HalfDays.whole_week(), label=_("Demi-journées qui conviennent d’habitude")
    )
    equipment = forms.MultipleChoiceField(
        required=False,
        choices=Equipment,
        label=_("Matériel à la maison"),
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def initial_of(fields: ResidentFields) -> dict[str, Any]:
        """Return the boxes' contents for an existing file."""
        kept = {name: getattr(fields, name) for name in ResidentFields.__dataclass_fields__}
        lat_deg, lon_deg = fields.place or (None, None)
        return {**kept, "lat": lat_deg, "lon": lon_deg, "origin": origin_of(fields)}

    def to_fields(self, relatives: tuple[RelativeFields, ...]) -> ResidentFields:
        """Return the valid file."""
        typed = {key: value for key, value in self.cleaned_data.items() if key not in POINT}
        origin = self.typed_origin()
        return ResidentFields(
            **{
                **typed,
                "channel": Channel(typed["channel"]),
                "equipment": tuple(Equipment(each) for each in typed["equipment"]),
                "place": self.typed_place(),
                "point_source": origin.source,
                "ban_id": origin.ban_id,
                "relatives": relatives,
            }
        )


class RelativeForm(forms.Form):
    """A relative, neighbour or proxy."""

    name = forms.CharField(max_length=120, label=_("Nom"), widget=text_box())
    link = forms.CharField(
        max_length=60,
        required=False,
        label=_("Lien (fille, voisin…)"),
        widget=text_box(),
    )
    phone = PhoneField(required=False, label=_("Téléphone"))
    email = forms.EmailField(required=False, label=_("Courriel"), widget=text_box(type="email"))
    is_proxy = forms.BooleanField(
        required=False, label=_("Décide pour la personne (tutelle, curatelle)")
    )

    @staticmethod
    def initial_of(fields: RelativeFields) -> dict[str, Any]:
        """Return the boxes' contents for a relative already noted."""
        return {name: getattr(fields, name) for name in RelativeFields.__dataclass_fields__}

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        is_reachable = typed.get("phone") or typed.get("email") or self.errors
        if typed.get("name") and not is_reachable:
            sentence = _("Notez un téléphone ou un courriel pour pouvoir le joindre.")
            self.add_error("phone", ValidationError(sentence, "unreachable"))
        return typed


class _RelativeFormSet(forms.BaseFormSet):  # type: ignore[type-arg]  # generic only in the stubs
    def to_fields(self) -> tuple[RelativeFields, ...]:
        """Return the valid relatives, without those to take away and the empty rows."""
        typed = (form.cleaned_data for form in self.forms if form.has_changed() or form.initial)
        kept = [each for each in typed if each and not each.get("DELETE")]
        names = RelativeFields.__dataclass_fields__
        return tuple(RelativeFields(**{name: each[name] for name in names}) for each in kept)

    def add_fields(self, form: RelativeForm, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Retirer ce proche")


RelativeFormSet = forms.formset_factory(
    RelativeForm,
    formset=_RelativeFormSet,
    extra=1,
    max_num=MAX_RELATIVES,
    can_delete=True,
)
