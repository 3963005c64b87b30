"""Moving and cancelling a visit: the new moment, the reason, and how the person was told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from toctoc.agenda.enums import CancelReason, MoveReason
from toctoc.people.enums import Channel
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme
from toctoc.web.forms.agenda import day_picker
from toctoc.web.forms.fields import ClockField, FrenchDateField, ProgrammeForm

CHOOSE = ("", _("Choisir…"))
ANYONE = ("", _("Peu importe"))
NOT_YET = "not_yet"


class AfterCancel(TextChoices):
    """What becomes of the request once its visit is cancelled."""

    REOPEN = "reopen", _("Chercher un autre rendez-vous maintenant")
    WAITING = "waiting", _("La mettre sur liste d’attente")
    CLOSED = "closed", _("Ne rien prévoir d’autre")


class ToldForm(forms.Form):
    """Note that the person was told."""

    channel = forms.ChoiceField(label=_("Prévenue par"))

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField


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
    following = forms.BooleanField(required=False)

    def count_following(self, count: int) -> None:
        """Offer to cancel the rest of a series; without any, nothing is asked."""
        offer_following(self, count, _("Annuler aussi %(rest)s"))


def offer_following(form: forms.Form, count: int, label: Any) -> None:
    """Name the visits of a series that come after; drop the box where there are none."""
    if not count:
        del form.fields["following"]
        return
    rest = ngettext("le rendez-vous suivant", "les %(n)d rendez-vous suivants", count)
    form.fields["following"].label = str(label) % {"rest": rest % {"n": count}}


class MoveForm(ProgrammeForm):
    """The moment to move a visit to: an offer (what its button sends), or any other moment.

    Without `offer`, day and hour are asked for; who goes may be left to the day's best plan. A
    home where nobody goes alone takes two names or none.
    """

    reason = forms.ChoiceField(
        label=_("Pourquoi ?"), choices=MoveReason.choices, widget=forms.RadioSelect
    )
    told = forms.ChoiceField(
        label=_("La personne a-t-elle dit oui au nouveau moment ?"), widget=forms.RadioSelect
    )
    following = forms.BooleanField(required=False)
    # Where the visit was when the page was read: two who move it at once do not both do so.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
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
        channels: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, programme=programme, today=today, **kwargs)
        self.people = {one.pk: one for one in volunteers}
        people = [(str(pk), one.name) for pk, one in self.people.items()]
        said_yes = [(value, _("Oui (%(how)s)") % {"how": how}) for value, how in channels]
        self._choose("volunteer", [ANYONE, *people])
        self._choose("second", [CHOOSE, *people])
        self._choose("told", [*said_yes, (NOT_YET, _("Pas encore : je la préviendrai"))])
        self.needs_pair = False

    def count_following(self, count: int) -> None:
        """Offer to move the rest of a series by as much; without any, nothing is asked."""
        offer_following(self, count, _("Déplacer d’autant %(rest)s"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("offer"):
            self._require_moment(cleaned)
        return cleaned

    @property
    def promised_from(self) -> datetime:
        """The moment typed, where no offer was taken."""
        day, hour = self.cleaned_data["day"], self.cleaned_data["hour"]
        return datetime.combine(day, hour, tzinfo=ZoneInfo(self.programme.time_zone))

    @property
    def volunteer_ids(self) -> tuple[int, ...]:
        """Who was chosen, where no offer was taken."""
        names = ("volunteer", "second") if self.needs_pair else ("volunteer",)
        chosen = (self.cleaned_data[name] for name in names)
        return tuple(int(one) for one in chosen if one)

    @property
    def channel(self) -> Channel | None:
        told = self.cleaned_data["told"]
        return None if told == NOT_YET else Channel(told)

    def _require_moment(self, cleaned: dict[str, Any]) -> None:
        for name in ("day", "hour"):
            if name not in self.errors and cleaned.get(name) in {None, ""}:
                self.add_error(name, _("Il manque cette réponse pour choisir un autre moment."))
        first, second = cleaned.get("volunteer"), cleaned.get("second")
        if self.needs_pair and first and second == first:
            self.add_error("second", _("Choisissez deux personnes différentes."))
        if self.needs_pair and bool(first) != bool(second):
            self.add_error("second", _("Choisissez deux personnes, ou personne."))

    def _choose(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
