"""A place's file as it is typed: address, seats, machines, and its hours a line a day."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.operations import PlaceFields
from toctoc.common.wording import NBSP, clock
from toctoc.people.queries import place_in_commune
from toctoc.web.forms.fields import CommuneField, NoteField, PhoneField
from toctoc.web.forms.french import UnreadableHour, read_hour
from toctoc.web.forms.places import PlacedForm
from toctoc.web.forms.residents import text_box

MANY_SEATS, MANY_MACHINES = 500, 200
_BETWEEN = re.compile(r"\s*(?:,|;|\bet\b|\bpuis\b)\s*", re.IGNORECASE)
_UNTIL = re.compile(r"\s*(?:-|–|—|\b[a\u00e0]\b)\s*", re.IGNORECASE)

type Stretches = tuple[tuple[time, time], ...]


class HoursField(forms.CharField):
    """The hours of one day: "9 h – 12 h, 14 h – 17 h"; empty is closed."""

    default_error_messages = {
        "invalid": _("Écrivez par exemple « 9 h – 12 h, 14 h – 17 h », ou laissez vide."),
        "order": _("Chaque fin vient après son début, et les moments ne se chevauchent pas."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=80, widget=text_box(), **kwargs)

    def clean(self, value: Any) -> Any:
        typed = str(super().clean(value)).replace(NBSP, " ").strip()
        if not typed:
            return ()
        stretches = tuple(self._read(part) for part in _BETWEEN.split(typed) if part)
        ends = [moment for stretch in stretches for moment in stretch]
        if any(later <= earlier for earlier, later in zip(ends[::2], ends[1::2], strict=True)):
            raise ValidationError(self.error_messages["order"], code="order")
        if sorted(ends) != ends:
            raise ValidationError(self.error_messages["order"], code="order")
        return stretches

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, tuple):
            return value
        said = (f"{clock(starts)} – {clock(ends)}" for starts, ends in value)
        return ", ".join(said).replace(NBSP, " ")

    def _read(self, part: str) -> tuple[time, time]:
        try:
            starts, ends = (read_hour(hour) for hour in _UNTIL.split(part))
        except (UnreadableHour, ValueError) as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        return starts, ends


class PlaceForm(PlacedForm):
    """What a room offers, where it is, when it is open."""

    STREET = "address"

    name = forms.CharField(
        max_length=80,
        label=_("Nom du lieu"),
        help_text=_("Comme on le dit : « Médiathèque de Morlaàs »."),
        widget=text_box(),
    )
    address = forms.CharField(
        max_length=160, required=False, label=_("Adresse"), widget=text_box(spellcheck="false")
    )
    commune = CommuneField(label=_("Commune"))
    phone = PhoneField(required=False, label=_("Téléphone"))
    seats = forms.IntegerField(
        min_value=1,
        max_value=MANY_SEATS,
        label=_("Places assises"),
        widget=text_box(inputmode="numeric"),
    )
    machines = forms.IntegerField(
        min_value=0,
        max_value=MANY_MACHINES,
        initial=0,
        label=_("Ordinateurs ou tablettes"),
        help_text=_("Que la salle prête."),
        widget=text_box(inputmode="numeric"),
    )
    is_accessible = forms.BooleanField(
        required=False, label=_("Accessible en fauteuil roulant, toilettes comprises")
    )
    access_details = NoteField(
        required=False,
        max_length=300,
        label=_("Pour s’y rendre et entrer"),
        help_text=_("Parking, arrêt de bus, étage, entrée. Aucun code secret."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day, name in WEEKDAYS.items():
            self.fields[f"hours{day}"] = HoursField(label=str(name).capitalize())

    @property
    def hours(self) -> list[forms.BoundField]:
        """The seven boxes of the week."""
        return [self[f"hours{day}"] for day in WEEKDAYS]

    @staticmethod
    def initial_of(fields: PlaceFields) -> dict[str, Any]:
        """Return the boxes' contents for an existing place."""
        kept = {name: getattr(fields, name) for name in PlaceFields.__dataclass_fields__}
        kept |= {"lat": fields.lat_deg, "lon": fields.lon_deg}
        for day in WEEKDAYS:
            held = sorted(one for one in fields.openings if one[0] == day)
            kept[f"hours{day}"] = tuple((starts, ends) for _day, starts, ends in held)
        return kept

    def to_fields(self) -> PlaceFields:
        """Return the valid place; without a point, it is at its commune's centre."""
        typed = self.cleaned_data
        point = self.typed_place() or place_in_commune(typed["commune"])
        names = PlaceFields.__dataclass_fields__.keys() & typed.keys()
        return PlaceFields(
            **{name: typed[name] for name in names},
            lat_deg=point.lat_deg,
            lon_deg=point.lon_deg,
            openings=tuple(
                (day, starts, ends) for day in WEEKDAYS for starts, ends in typed[f"hours{day}"]
            ),
        )
