"""Moving and cancelling a visit: the new moment, the reason, and how the person was told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import CancelReason, MoveReason
from toctoc.people.enums import Channel
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme
from toctoc.web.forms.agenda import day_picker
from toctoc.web.forms.fields import ClockField, FrenchDateField, ProgrammeForm

NOT_YET = ("", _("Pas encore : je la préviendrai"))


class AfterCancel(TextChoices):
    """What becomes of the request once its visit is cancelled."""

    REOPEN = "reopen", _("Chercher un autre rendez-vous maintenant")
    WAITING = "waiting", _("La mettre sur liste d’attente")
    CLOSED = "closed", _("Ne rien prévoir d’autre")


class ToldField(forms.ChoiceField):
    """By which channel the person was told; "" where nobody has told them yet."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("La personne est-elle prévenue ?"))
        kwargs.setdefault("choices", [NOT_YET, *Channel.choices])
        super().__init__(required=False, **kwargs)


class ToldForm(forms.Form):
    """Note that the person was told."""

    channel = forms.ChoiceField(label=_("Prévenue par"), choices=Channel.choices)


class CancelForm(forms.Form):
    """Why the visit is cancelled, and what next."""

    reason = forms.ChoiceField(
        label=_("Pourquoi ?"), choices=CancelReason.choices, widget=forms.RadioSelect
    )
    after = forms.ChoiceField(
        label=_("Et ensuite, pour cette demande ?"),
        choices=AfterCancel.choices,
        widget=forms.RadioSelect,
        initial=AfterCancel.REOPEN,
    )
    told = ToldField()


class MoveForm(ProgrammeForm):
    """The moment to move a visit to: one of the offers, or any other the agent chooses.

    `offer` is what an offer's button sends, `volunteer[,second]@moment`; without it the
    volunteer, the day and the hour are asked for. The result: `volunteers`, `promised_from`.
    """

    reason = forms.ChoiceField(
        label=_("Pourquoi ?"), choices=MoveReason.choices, widget=forms.RadioSelect
    )
    told = ToldField(label=_("La personne a-t-elle dit oui ?"))
    offer = forms.CharField(required=False, widget=forms.HiddenInput)
    volunteer = forms.ChoiceField(label=_("Volontaire"), required=False)
    second = forms.ChoiceField(label=_("Avec"), required=False)
    day = FrenchDateField(label=_("Jour"), required=False, widget=day_picker())
    hour = ClockField(label=_("Heure"), required=False, help_text=_("Par exemple 14 h 30."))

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        today: date,
        volunteers: Sequence[Volunteer],
        needs_pair: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, programme=programme, today=today, **kwargs)
        self.people = {str(one.pk): one for one in volunteers}
        self.needs_pair = needs_pair
        choices = [("", _("Choisir…")), *((pk, one.name) for pk, one in self.people.items())]
        for name in ("volunteer", "second"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.volunteers: list[Volunteer] = []
        self.promised_from: datetime | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("offer"):
            self._take_offer(cleaned["offer"])
        else:
            self._take_moment(cleaned)
        return cleaned

    def _take_offer(self, token: str) -> None:
        try:
            people, moment = token.split("@")
            self.volunteers = [self.people[pk] for pk in people.split(",")]
            self.promised_from = _aware(datetime.fromisoformat(moment))
        except (ValueError, KeyError) as error:
            raise ValidationError(
                _("Cette proposition n’est plus valable : choisissez-en une autre."),
                code="offer",
            ) from error

    def _take_moment(self, cleaned: dict[str, Any]) -> None:
        wanted = ["volunteer", "day", "hour", *(["second"] if self.needs_pair else [])]
        for name in wanted:
            if cleaned.get(name) is None or cleaned[name] == "":
                self._require(name)
        if self.needs_pair and cleaned.get("second") == cleaned.get("volunteer"):
            self.add_error("second", _("Choisissez deux personnes différentes."))
        if self.errors:
            return
        chosen = [cleaned["volunteer"], *([cleaned["second"]] if self.needs_pair else [])]
        self.volunteers = [self.people[pk] for pk in chosen]
        zone = ZoneInfo(self.programme.time_zone)
        self.promised_from = datetime.combine(cleaned["day"], cleaned["hour"], tzinfo=zone)

    def _require(self, name: str) -> None:
        if name not in self.errors:
            self.add_error(name, _("Il manque cette réponse pour choisir un autre moment."))


def offer_token(volunteers: Sequence[Volunteer], promised_from: datetime) -> str:
    """Return what an offer's button sends."""
    return f"{','.join(str(one.pk) for one in volunteers)}@{promised_from.isoformat()}"


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        message = "a moment of an offer says its zone"
        raise ValueError(message)
    return moment
