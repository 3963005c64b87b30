"""What happened to a session, told in French: who, when, what, why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from toctoc.agenda.enums import SessionEventKind
from toctoc.agenda.models import SessionEvent
from toctoc.common.wording import clock, day_long


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing that happened."""

    at: datetime
    by: str
    what: str
    detail: str


def tell_session_history(events: Iterable[SessionEvent]) -> list[HistoryLine]:
    """Return the history, oldest first; no query where `by` was read."""
    return [
        HistoryLine(
            at=event.at,
            by=event.by.name if event.by else "",
            what=str(SessionEventKind(event.kind).label),
            detail=_detail(event.data),
        )
        for event in events
    ]


def _detail(data: dict[str, Any]) -> str:
    if "before" in data:
        moved = _("Du %(before)s au %(after)s.") % {
            "before": _where(data["before"]),
            "after": _where(data["after"]),
        }
        return f"{moved} {data['reason']}".strip()
    if "names" in data:
        return ", ".join(data["names"]) or _("personne pour l’instant")
    return str(data.get("reason", ""))


def _where(state: dict[str, str]) -> str:
    starts_at = datetime.fromisoformat(state["starts_at"])
    return _("%(day)s à %(hour)s (%(place)s)") % {
        "day": day_long(starts_at),
        "hour": clock(starts_at),
        "place": state["place"],
    }
