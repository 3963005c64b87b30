"""A visit's events told in words, from what each event kept of its moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from toctoc.agenda.enums import CancelReason, MoveReason, VisitEventKind, VisitStatus
from toctoc.agenda.models import VisitEvent
from toctoc.people.enums import Channel
from toctoc.web.promises import Window, promise_when
from toctoc.web.templatetags.human import clock


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """What happened, when, by whom ("" where nobody did it by hand)."""

    at: datetime
    what: str
    detail: str
    by: str


def tell_history(
    events: Iterable[VisitEvent], *, volunteers: Mapping[int, str]
) -> list[HistoryLine]:
    """Return one line an event, in their order; `volunteers` are names by key."""
    return [
        HistoryLine(
            at=event.at,
            what=str(VisitEventKind(event.kind).label),
            detail=_tell_detail(event, volunteers),
            by=event.by.name if event.by else "",
        )
        for event in events
    ]


def _tell_detail(event: VisitEvent, volunteers: Mapping[int, str]) -> str:
    data = event.data
    match event.kind:
        case VisitEventKind.TOLD:
            return _tell_told(data)
        case VisitEventKind.CANCELLED:
            return str(CancelReason(data["reason"]).label)
        case VisitEventKind.BOOKED:
            return _tell_promise(data, volunteers)
        case VisitEventKind.MOVED:
            return _("%(before)s → %(after)s. %(reason)s.") % {
                "before": _tell_promise(data["before"], volunteers),
                "after": _tell_promise(data["after"], volunteers),
                "reason": MoveReason(data["reason"]).label,
            }
        case VisitEventKind.RETIMED:
            return _("%(before)s → %(after)s, dans la promesse faite.") % {
                "before": clock(_moment(data["before"]["starts_at"])),
                "after": clock(_moment(data["after"]["starts_at"])),
            }
    return ""


def _tell_told(data: Mapping[str, Any]) -> str:
    channel = str(Channel(data["channel"]).label)
    if data.get("status") == VisitStatus.CANCELLED:
        return _("De l’annulation : %(channel)s") % {"channel": channel.lower()}
    return channel


def _tell_promise(times: Mapping[str, Any], volunteers: Mapping[int, str]) -> str:
    """Return "mardi 8 décembre vers 10 h, Alix", without what an older event did not keep."""
    if "promised_from" not in times:
        return ""
    starts = times["promised_from"]
    window = Window(_moment(starts), _moment(times.get("promised_until", starts)))
    when = promise_when(window)
    who = volunteers.get(times.get("volunteer", 0), "")
    return f"{when}, {who}" if who else when


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
