"""A visit's events told in words, from what each event kept of its moment."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from toctoc.agenda.enums import CancelReason, MoveReason, VisitEventKind, VisitStatus
from toctoc.agenda.models import VisitEvent
from toctoc.people.enums import Channel
from toctoc.web.promises import Window, promise_when, promise_window
from toctoc.web.templatetags.human import clock, duration

type Data = Mapping[str, Any]
type Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """What happened, when, by whom ("" where nobody did it by hand)."""

    at: datetime
    what: str
    detail: str
    by: str


def tell_history(events: Iterable[VisitEvent], *, volunteers: Names) -> list[HistoryLine]:
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


def _tell_detail(event: VisitEvent, volunteers: Names) -> str:
    tell = TELLERS.get(event.kind)
    detail = tell(event.data, volunteers) if tell else ""
    return (
        _("Retour en arrière : %(what)s") % {"what": detail} if _is_undoing(event) else detail
    )


def _is_undoing(event: VisitEvent) -> bool:
    return "undoes" in event.data


def _tell_told(data: Data, _volunteers: Names) -> str:
    channel = str(Channel(data["channel"]).label)
    if data.get("status") == VisitStatus.CANCELLED:
        return _("De l’annulation : %(channel)s") % {"channel": channel.lower()}
    return channel


def _tell_cancelled(data: Data, _volunteers: Names) -> str:
    reason = CancelReason(data["reason"])
    words = {"reason": reason.label}
    if reason.is_excused:
        return _("%(reason)s (la personne s’excuse)") % words
    if reason.is_revoked:
        return _("%(reason)s (le service retire le rendez-vous)") % words
    return str(reason.label)


def _tell_restored(data: Data, volunteers: Names) -> str:
    """Say what holds again, and why it had been cancelled."""
    words = {"promise": _tell_promise(data, volunteers)}
    reason = data.get("reason")
    if not reason:
        return words["promise"]
    words["reason"] = str(CancelReason(reason).label)
    return _("%(promise)s. Annulé auparavant : %(reason)s.") % words


def _tell_outcome(data: Data, _volunteers: Names) -> str:
    """Say what had been noted before, where that was something else."""
    before = data.get("before", VisitStatus.BOOKED)
    if before == VisitStatus.BOOKED:
        return ""
    return _("Au lieu de : %(before)s.") % {"before": VisitStatus(before).label}


def _tell_noted(data: Data, _volunteers: Names) -> str:
    """Say the moment noted on the spot, and the one it corrects."""
    before, after = (
        clock(_moment(data[side])) if data.get(side) else "" for side in ("before", "after")
    )
    if before and after:
        return _("%(before)s → %(after)s.") % {"before": before, "after": after}
    return after or _("%(before)s : retiré.") % {"before": before}


def _tell_late(data: Data, _volunteers: Names) -> str:
    if not data.get("expected_at"):
        return _("De nouveau à l’heure promise.")
    return _("Attendue vers %(hour)s.") % {"hour": clock(_moment(data["expected_at"]))}


def _tell_moved(data: Data, volunteers: Names) -> str:
    return _("%(before)s → %(after)s. %(reason)s.") % {
        "before": _tell_promise(data["before"], volunteers),
        "after": _tell_promise(data["after"], volunteers),
        "reason": MoveReason(data["reason"]).label,
    }


def _tell_retimed(data: Data, _volunteers: Names) -> str:
    return _("%(before)s → %(after)s, dans la promesse faite.") % _tell_plans(data)


def _tell_reassigned(data: Data, volunteers: Names) -> str:
    words = {
        **_tell_plans(data),
        "from": volunteers.get(data["before"]["volunteer"], ""),
        "to": volunteers.get(data["after"]["volunteer"], ""),
    }
    return _("%(from)s, %(before)s → %(to)s, %(after)s.") % words


def _tell_resized(data: Data, _volunteers: Names) -> str:
    lengths = {side: duration(60 * data[side]["length_min"]) for side in ("before", "after")}
    return _("%(before)s → %(after)s.") % lengths


def _tell_hour_fixed(data: Data, _volunteers: Names) -> str:
    before, after = (promise_window(_window(data[side])) for side in ("before", "after"))
    return _("%(before)s → %(after)s.") % {"before": before, "after": after}


def _tell_promise(times: Data, volunteers: Names) -> str:
    """Return "mardi 8 décembre vers 10 h, Alix", without what an older event did not keep."""
    if "promised_from" not in times:
        return ""
    when = promise_when(_window(times))
    who = volunteers.get(times.get("volunteer", 0), "")
    return f"{when}, {who}" if who else when


def _tell_plans(data: Data) -> dict[str, str]:
    """Return the planned hours before and after."""
    return {side: clock(_moment(data[side]["starts_at"])) for side in ("before", "after")}


def _window(times: Data) -> Window:
    starts = times["promised_from"]
    until = times.get("promised_until", starts)
    return Window(_moment(starts), _moment(until), times.get("promise", ""))


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


TELLERS: Mapping[str, Callable[[Data, Names], str]] = {
    VisitEventKind.BOOKED: _tell_promise,
    VisitEventKind.TOLD: _tell_told,
    VisitEventKind.MOVED: _tell_moved,
    VisitEventKind.RETIMED: _tell_retimed,
    VisitEventKind.REASSIGNED: _tell_reassigned,
    VisitEventKind.RESIZED: _tell_resized,
    VisitEventKind.HOUR_FIXED: _tell_hour_fixed,
    VisitEventKind.CANCELLED: _tell_cancelled,
    VisitEventKind.RESTORED: _tell_restored,
    VisitEventKind.DONE: _tell_outcome,
    VisitEventKind.NO_SHOW: _tell_outcome,
    VisitEventKind.REOPENED: _tell_outcome,
    VisitEventKind.ARRIVED: _tell_noted,
    VisitEventKind.LEFT: _tell_noted,
    VisitEventKind.LATE: _tell_late,
}
