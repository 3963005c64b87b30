"""A session as it is typed: what, where, when, who runs it; moved, cancelled, enrolled in."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import SessionKind, SessionLevel
from toctoc.agenda.models import Place, Session
from toctoc.agenda.operations import SessionFields, SessionMoment, starts_every
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme
from toctoc.web.forms.agenda import day_picker
from toctoc.web.forms.fields import ClockField, FrenchDateField, NoteField, ProgrammeForm
from toctoc.web.forms.residents import text_box

CHOOSE = ("", _("Choisir…"))
MAX_COUNT = 26
MANY = 500
NO_LEVEL = ("", _("Sans niveau"))


class Every(TextChoices):
    """How often a session is held again."""

    ONCE = "", _("Une seule fois")
    WEEK = "1", _("Toutes les semaines")
    TWO_WEEKS = "2", _("Toutes les deux semaines")
    FOUR_WEEKS = "4", _("Toutes les quatre semaines")


class Scope(TextChoices):
    """Whether a change is of one session or of those after it too."""

    ONE = "one", _("Seulement celui-ci")
    FOLLOWING = "following", _("Celui-ci et tous les suivants")


def scope_field() -> forms.ChoiceField:
    """Return the choice of how far a change goes."""
    return forms.ChoiceField(
        label=_("Pour quelles dates ?"),
        choices=Scope.choices,
        initial=Scope.ONE,
        widget=forms.RadioSelect,
        required=False,
    )


class ScopedForm(forms.Form):
    """A change of a session that may be one of a series."""

    scope = scope_field()

    @property
    def is_for_following(self) -> bool:
        return self.cleaned_data.get("scope") == Scope.FOLLOWING


class MomentForm(ProgrammeForm):
    """A place, a day, two hours of the wall."""

    place = forms.ChoiceField(label=_("Lieu"))
    day = FrenchDateField(label=_("Jour"), widget=day_picker())
    starts = ClockField(label=_("De"), help_text=_("Par exemple 14 h."))
    ends = ClockField(label=_("À"), help_text=_("Par exemple 16 h."))

    def __init__(
        self,
        *args: Any,
        programme: Programme,
        today: date,
        places: Iterable[Place],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, programme=programme, today=today, **kwargs)
        self.places = {str(one.pk): one for one in places}
        named = [(pk, f"{one.name} ({one.commune.name})") for pk, one in self.places.items()]
        self.fields["place"].choices = [CHOOSE, *named]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("La fin vient avant le début : corrigez l’une des deux."))
        return cleaned

    @property
    def chosen_place(self) -> Place:
        return self.places[self.cleaned_data["place"]]

    @property
    def starts_at(self) -> datetime:
        return self._moment("starts")

    @property
    def ends_at(self) -> datetime:
        return self._moment("ends")

    def _moment(self, hour: str) -> datetime:
        zone = ZoneInfo(self.programme.time_zone)
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data[hour], tzinfo=zone)


class AboutForm(forms.Form):
    """What a session is about, and how many it takes."""

    kind = forms.ChoiceField(
        label=_("Type"),
        choices=SessionKind.choices,
        initial=SessionKind.WORKSHOP,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        max_length=120,
        label=_("Titre"),
        help_text=_("Ce que la personne entendra : « Premiers pas sur tablette »."),
        widget=text_box(),
    )
    level = forms.ChoiceField(
        required=False, label=_("Niveau"), choices=[NO_LEVEL, *SessionLevel.choices]
    )
    theme = forms.CharField(max_length=80, required=False, label=_("Thème"), widget=text_box())
    bring = forms.CharField(
        max_length=160,
        required=False,
        label=_("À apporter"),
        help_text=_("Par exemple « son téléphone et son chargeur »."),
        widget=text_box(),
    )
    seats = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MANY,
        label=_("Nombre de places"),
        help_text=_("Vide : toutes celles de la salle."),
        widget=text_box(inputmode="numeric"),
    )
    details = NoteField(
        required=False,
        max_length=500,
        label=_("À savoir"),
        help_text=_("Ni santé, ni mot de passe."),
    )

    @staticmethod
    def about(session: Session) -> dict[str, Any]:
        """Return the boxes' contents for an existing session."""
        return {name: getattr(session, name) for name in AboutForm.base_fields}


class EditSessionForm(AboutForm, ScopedForm):
    """Anything of a session but its time and place."""

    def to_fields(self, session: Session) -> SessionFields:
        """Return the session with what is typed."""
        kept = {name: getattr(session, name) for name in ("place", "starts_at", "ends_at")}
        return SessionFields(**kept, **_about(self.cleaned_data))


class PlanSessionForm(AboutForm, MomentForm):
    """A session to plan, alone or in series, with who runs it."""

    every = forms.ChoiceField(required=False, label=_("Répéter"), choices=Every.choices)
    count = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=MAX_COUNT,
        initial=1,
        label=_("Combien de fois en tout"),
        widget=text_box(inputmode="numeric"),
    )
    volunteers = forms.MultipleChoiceField(
        required=False, label=_("Qui anime ?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, volunteers: Sequence[Volunteer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in volunteers}
        self.fields["volunteers"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (pk, one.name) for pk, one in self.people.items()
        ]

    @property
    def crew(self) -> list[Volunteer]:
        return [self.people[pk] for pk in self.cleaned_data["volunteers"]]

    @property
    def every_weeks(self) -> int:
        return int(self.cleaned_data.get("every") or 0)

    @property
    def all_starts(self) -> list[datetime]:
        """When it starts, each time."""
        count = (self.cleaned_data.get("count") or 1) if self.every_weeks else 1
        zone = ZoneInfo(self.programme.time_zone)
        return starts_every(
            self.starts_at, every_weeks=self.every_weeks, count=count, zone=zone
        )

    @property
    def moments(self) -> list[tuple[datetime, datetime]]:
        """When it starts and ends, each time."""
        zone, hour = ZoneInfo(self.programme.time_zone), self.cleaned_data["ends"]
        days = [start.astimezone(zone).date() for start in self.all_starts]
        ends = [datetime.combine(day, hour, tzinfo=zone) for day in days]
        return list(zip(self.all_starts, ends, strict=True))

    def to_fields(self) -> SessionFields:
        """Return the valid session."""
        return SessionFields(
            place=self.chosen_place,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            **_about(self.cleaned_data),
        )


class MoveSessionForm(MomentForm, ScopedForm):
    """Another time or place for a session, and why."""

    reason = forms.CharField(
        max_length=160, required=False, label=_("Pourquoi ?"), widget=text_box()
    )

    def to_moment(self) -> SessionMoment:
        """Return where it goes."""
        return SessionMoment(
            starts_at=self.starts_at, ends_at=self.ends_at, place=self.chosen_place
        )


class CancelSessionForm(ScopedForm):
    """Why a session is cancelled; the sentence people are told."""

    reason = forms.CharField(
        max_length=160,
        label=_("Pourquoi ?"),
        help_text=_("Ce que vous direz aux personnes inscrites."),
        widget=text_box(),
    )


class CrewForm(ScopedForm):
    """Who runs a session."""

    volunteers = forms.MultipleChoiceField(
        required=False, label=_("Qui anime ?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, volunteers: Sequence[Volunteer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in volunteers}
        self.fields["volunteers"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (pk, one.name) for pk, one in self.people.items()
        ]

    @property
    def crew(self) -> list[Volunteer]:
        return [self.people[pk] for pk in self.cleaned_data["volunteers"]]


class LinkForm(forms.Form):
    """To whom a private link is given."""

    label = forms.CharField(
        max_length=80,
        label=_("À qui donnez-vous ce lien ?"),
        help_text=_("Une structure, un service ; pas le nom d’une personne."),
        widget=text_box(),
    )


class WalkInsForm(forms.Form):
    """How many came without giving a name."""

    count = forms.IntegerField(
        min_value=0,
        max_value=MANY,
        label=_("Venus sans donner leur nom"),
        widget=text_box(inputmode="numeric", size="4"),
    )


class CapForm(forms.Form):
    """At most so many people in a session."""

    max_people = forms.IntegerField(
        min_value=1,
        max_value=MANY,
        label=_("Au plus, par atelier"),
        widget=text_box(inputmode="numeric", size="4"),
    )


def _about(typed: dict[str, Any]) -> dict[str, Any]:
    names = ("title", "level", "theme", "bring", "seats", "details")
    return {"kind": SessionKind(typed["kind"]), **{name: typed[name] for name in names}}
