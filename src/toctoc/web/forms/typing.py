"""One visit of a tour typed back in from paper: a few boxes, prefilled with what is known."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from typing import Any, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from toctoc.agenda.enums import FieldEntryKind, FieldEntrySource, VisitStatus
from toctoc.agenda.models import FieldEntry, Visit
from toctoc.common.half_days import COUNT, HalfDays
from toctoc.dispatch.operations import FieldNote
from toctoc.web.forms.fields import ClockField, HalfDaysField, NoteField

NOBODY: Final = HalfDays((False,) * COUNT)
OUTCOMES: Final = (
    ("", _("Pas encore notée")),
    (VisitStatus.DONE, _("Faite")),
    (VisitStatus.NO_SHOW, _("Personne absente")),
)


class TypedVisitForm(forms.Form):
    """What paper says of one visit. Only what differs from what is known is recorded."""

    arrived = ClockField(label=_("Arrivée"), required=False)
    left = ClockField(label=_("Départ"), required=False)
    outcome = forms.ChoiceField(
        label=_("Ce qui s’est passé"),
        required=False,
        choices=OUTCOMES,
        widget=forms.RadioSelect,
    )
    report = NoteField(
        label=_("Ce qui a été fait, la suite"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    more = HalfDaysField(label=_("Souhaite une autre visite"), required=False)

    def __init__(self, *args: Any, visit: Visit, **kwargs: Any) -> None:
        kwargs["prefix"] = f"v{visit.pk}"
        super().__init__(*args, **kwargs)
        self.visit = visit

    @classmethod
    def initial_of(
        cls, visit: Visit, report: FieldEntry | None, wish: FieldEntry | None
    ) -> dict[str, Any]:
        """Return the boxes' contents for what is known."""
        half_days = HalfDays.from_text(wish.data["half_days"]) if wish else NOBODY
        return {
            "arrived": _local(visit.arrived_at),
            "left": _local(visit.left_at),
            "outcome": "" if visit.status == VisitStatus.BOOKED else visit.status,
            "report": report.data.get("done", "") if report else "",
            "more": half_days,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        arrived, left = cleaned.get("arrived"), cleaned.get("left")
        if arrived and left and left < arrived:
            self.add_error("left", _("Le départ est avant l’arrivée : corrigez l’un des deux."))
        if left and cleaned.get("outcome") == "" and "outcome" not in self.errors:
            cleaned["outcome"] = VisitStatus.DONE  # who left has been there
        if left and cleaned.get("outcome") == VisitStatus.NO_SHOW:
            self.add_error("left", _("Personne n’était là : laissez le départ vide."))
        if (
            cleaned.get("outcome") == VisitStatus.DONE
            and not left
            and "left" not in self.errors
        ):
            self.add_error("left", _("À quelle heure la visite s’est-elle finie ?"))
        return cleaned

    def list_notes(self, token: UUID) -> Iterator[FieldNote]:
        """Yield what is to be recorded; sent twice with one `token`, it is the same notes."""
        changed, data = set(self.changed_data), self.cleaned_data
        if "arrived" in changed and data["arrived"]:
            yield self._note(token, FieldEntryKind.ARRIVED, data["arrived"])
        if changed & {"left", "outcome"} and data["outcome"]:
            yield self._ending(token)
        if "report" in changed and data["report"]:
            report = {"themes": [], "done": data["report"], "next": ""}
            yield self._note(token, FieldEntryKind.REPORT, None, report)
        if "more" in changed and data["more"]:
            yield self._note(
                token, FieldEntryKind.WANTS_MORE, None, {"half_days": str(data["more"])}
            )

    def _ending(self, token: UUID) -> FieldNote:
        if self.cleaned_data["outcome"] == VisitStatus.NO_SHOW:
            return self._note(token, FieldEntryKind.NO_SHOW, self.cleaned_data["arrived"])
        return self._note(token, FieldEntryKind.LEFT, self.cleaned_data["left"])

    def _note(
        self,
        token: UUID,
        kind: FieldEntryKind,
        at: time | None,
        data: Mapping[str, object] | None = None,
    ) -> FieldNote:
        zone = ZoneInfo(self.visit.programme.time_zone)
        planned = self.visit.starts_at.astimezone(zone)
        done_at = datetime.combine(planned.date(), at, tzinfo=zone) if at else planned
        return FieldNote(
            key=uuid5(token, f"{self.visit.pk} {kind}"),
            kind=kind,
            visit_pk=self.visit.pk,
            done_at=done_at,
            source=FieldEntrySource.PAPER,
            data=data or {},
        )


def _local(moment: datetime | None) -> time | None:
    return (
        timezone.localtime(moment).time().replace(second=0, microsecond=0) if moment else None
    )
