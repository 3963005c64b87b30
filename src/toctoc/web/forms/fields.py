"""Form fields that read what French people type: phones, days, hours, lengths, communes.

Each turns text into a value of the product and refuses with a sentence that says what to type.
A form that needs the programme or today's date inherits from ProgrammeForm.
"""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from rapidfuzz import process

from toctoc.common.credentials import Credential, find_credential
from toctoc.common.half_days import COUNT, HalfDays
from toctoc.common.names import fold
from toctoc.common.phone import InvalidPhone, can_receive_sms, parse_phone, show_phone
from toctoc.territory.errors import UnknownCommune
from toctoc.territory.models import Commune, Programme
from toctoc.territory.queries import get_commune, list_communes
from toctoc.web.forms.french import (
    UnreadableDay,
    UnreadableHour,
    UnreadableLength,
    YearMissing,
    read_day,
    read_hour,
    read_length_min,
)

CLOSE_NAME = 75  # rapidfuzz score from which another commune is suggested
CREDENTIAL_SENTENCES = {
    Credential.PASSWORD: _("Cette note semble contenir un mot de passe ou un code secret."),
    Credential.CARD: _("Cette note semble contenir un numéro de carte bancaire."),
    Credential.NIR: _("Cette note semble contenir un numéro de sécurité sociale."),
}
NO_CREDENTIALS = _("Ils ne se notent jamais ici : effacez-les, puis enregistrez.")


class PhoneField(forms.CharField):
    """A phone number in any French writing; its value is E.164, or "" where left empty.

    `line` says which numbers fit: "mobile", "landline" or any.
    """

    default_error_messages = {
        "invalid": _("Ce numéro n’existe pas : écrivez dix chiffres, comme 05 59 33 46 10."),
        "mobile": _("Ce numéro ne reçoit pas de SMS : écrivez-le dans « Téléphone fixe »."),
        "landline": _("Ce numéro est un portable : écrivez-le dans « Portable »."),
    }

    def __init__(self, *, line: str = "", **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})
        )
        super().__init__(**kwargs)
        self.line = line

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value) or ""
        if not typed:
            return ""
        try:
            number = parse_phone(typed)
        except InvalidPhone as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if self.line and (self.line == "mobile") != can_receive_sms(number):
            raise ValidationError(self.error_messages[self.line], code=self.line)
        return number

    def prepare_value(self, value: Any) -> Any:
        stored = isinstance(value, str) and value.startswith("+")
        try:
            return show_phone(parse_phone(value)) if stored else value
        except InvalidPhone:
            return value


class FrenchDateField(forms.DateField):
    """A day: "08/12/2026", "8/12", "8 décembre", "2026-12-08". `today` finds a missing year."""

    default_error_messages = {
        "invalid": _("Cette date n’existe pas : écrivez par exemple 8/12 ou 08/12/2026."),
        "year": _("Ajoutez l’année, par exemple 08/12/2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.DateInput(format="%d/%m/%Y", attrs={"autocomplete": "off", "size": 12}),
        )
        super().__init__(**kwargs)
        self.today: date | None = None

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return read_day(str(value), today=self.today)
        except YearMissing as error:
            raise ValidationError(self.error_messages["year"], code="year") from error
        except UnreadableDay as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class ClockField(forms.TimeField):
    """An hour of the day: "14h30", "14:30", "14 h 30", "9 h"."""

    default_error_messages = {
        "invalid": _("Cette heure n’existe pas : écrivez par exemple 14 h 30 ou 14:30."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "size": 8}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return super().to_python(value)
        try:
            return read_hour(str(value))
        except UnreadableHour as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, time):
            return value
        pattern = "%(hour)s h %(minute)s" if value.minute else "%(hour)s h"
        spoken = pgettext("hour of the day", pattern)
        return spoken % {"hour": value.hour, "minute": f"{value.minute:02d}"}


class LengthField(forms.IntegerField):
    """A length of time in minutes: "60", "45 min", "1 h 30"."""

    default_error_messages = {
        "invalid": _("Cette durée n’est pas lisible : écrivez par exemple 45 min ou 1 h 30."),
        "min_value": _("La durée est d’au moins %(limit_value)s minutes."),
        "max_value": _("La durée est d’au plus %(limit_value)s minutes."),
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "size": 8}))
        super().__init__(**kwargs)
        for validator in self.validators:
            if isinstance(validator, BaseValidator):
                validator.message = self.error_messages[validator.code]

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return super().to_python(value)
        try:
            return read_length_min(str(value))
        except UnreadableLength as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class HalfDaysField(forms.MultipleChoiceField):
    """The ten half-days of the week as checkboxes "0" to "9"; its value is a HalfDays."""

    default_error_messages = {"required": _("Cochez au moins une demi-journée.")}

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.CheckboxSelectMultiple)
        super().__init__(choices=[(str(index), str(index)) for index in range(COUNT)], **kwargs)

    def clean(self, value: Any) -> HalfDays:
        if isinstance(value, HalfDays):
            return value
        chosen = super().clean(value)
        return HalfDays(tuple(str(index) in chosen for index in range(COUNT)))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, HalfDays):
            return value
        return [str(index) for index in range(COUNT) if value.flags[index]]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


class CommuneField(forms.ChoiceField):
    """A commune of the programme: its code from the list, or its name as typed.

    Bound by ProgrammeForm; one query for the list, two more only for a name typed by hand.
    """

    default_error_messages = {
        "unknown": _("« %(typed)s » n’est pas une commune du territoire."),
        "close": _("« %(typed)s » n’est pas une commune du territoire : peut-être %(names)s ?"),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=(), **kwargs)
        self.programme: Programme | None = None
        self.communes: dict[str, Commune] = {}

    def bind(self, programme: Programme, communes: Iterable[Commune]) -> None:
        """Take the communes to choose from."""
        self.programme = programme
        self.communes = {commune.code_insee: commune for commune in communes}
        names = [(code, str(commune)) for code, commune in self.communes.items()]
        self.choices = [("", ""), *names]

    def clean(self, value: Any) -> Commune | None:
        if isinstance(value, Commune):
            return value
        typed = str(value or "").strip()
        if not typed:
            self.validate(typed)
            return None
        return self.communes.get(typed) or self._find(typed)

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)

    def prepare_value(self, value: Any) -> Any:
        return value.pk if isinstance(value, Commune) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)

    def _find(self, typed: str) -> Commune:
        try:
            return get_commune(self.programme, typed)  # type: ignore[arg-type]  # bound by the form
        except UnknownCommune as error:
            raise self._unknown(typed) from error

    def _unknown(self, typed: str) -> ValidationError:
        folded = {commune.name: commune.name_folded for commune in self.communes.values()}
        close = process.extract(fold(typed), folded, limit=3, score_cutoff=CLOSE_NAME)
        names = ", ".join(name for _folded, _score, name in close)
        key = "close" if names else "unknown"
        return ValidationError(
            self.error_messages[key], code=key, params={"typed": typed, "names": names}
        )


class NoteField(forms.CharField):
    """A free-text note; one that looks like a password, a card or a NIR is refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 3}))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        found = find_credential(text)
        if found:
            raise ValidationError(
                f"{CREDENTIAL_SENTENCES[found]} {NO_CREDENTIALS}", code="credential"
            )
        return text


class ProgrammeForm(forms.Form):
    """A form inside a programme, on a day: what its communes and its dates need to be read."""

    def __init__(self, *args: Any, programme: Programme, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        self.today = today
        for field in self.fields.values():
            if isinstance(field, CommuneField):
                field.bind(programme, list_communes(programme))
            elif isinstance(field, FrenchDateField):
                field.today = today
