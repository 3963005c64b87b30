"""Visits as the grid draws them: hundreds at once, so what repeats is said once.

The grid's script puts a visit's spoken name together from these pieces and from the names of
days and people that it has already.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from toctoc.agenda.enums import VisitKind, VisitStatus
from toctoc.agenda.models import Session, Visit
from toctoc.common.wording import clock
from toctoc.dispatch.queries import Entry
from toctoc.web.components import SectorBadge
from toctoc.web.promises import promise_short, promise_window
from toctoc.web.views.agenda_slots import Filters

type Json = dict[str, Any]


def seen_mark(visit: Visit) -> str:
    """Return what tells whether a visit is still as it was when it was shown."""
    moments = (int(moment.timestamp()) for moment in (visit.starts_at, visit.ends_at))
    return "-".join(str(one) for one in (visit.volunteer_id, *moments, visit.status))


class EventWriter:
    """Describes the visits of one answer; equal hours and promises are put in words once."""

    def __init__(self, filters: Filters) -> None:
        self._filters = filters
        self._said: dict[tuple[object, ...], str] = {}

    def describe(self, entry: Entry) -> Json:
        """Describe a visit or a session of one volunteer.

        A visit that is filtered out keeps its time, and tells no name.
        """
        if entry.session is not None:
            return {**self._describe_time(entry), **_describe_session(entry, entry.session)}
        if entry.visit is None:
            raise ValueError(entry.kind)
        event = {"id": f"visit-{entry.visit.pk}", **self._describe_time(entry)}
        if not self._filters.keeps(entry.visit):
            return {**event, "title": _("autre visite"), "is_other": True}
        return {**event, **self._describe_kept(entry, entry.visit)}

    def _describe_time(self, entry: Entry) -> Json:
        return {
            "person": str(entry.volunteer_id),
            "start": _wall(entry.starts_at),
            "end": _wall(entry.ends_at),
            "from": self._clock(entry.starts_at),
            "until": self._clock(entry.ends_at),
        }

    def _describe_kept(self, entry: Entry, visit: Visit) -> Json:
        is_cancelled = visit.status == VisitStatus.CANCELLED
        is_to_tell = visit.told_at is None and visit.status == VisitStatus.BOOKED
        return {
            "pk": visit.pk,
            "can_move": entry.can_move,
            "title": str(visit.resident),
            "place": self._where(visit),
            "sector": self._sector(visit),
            "promised": self._promise(visit, promise_short),
            "spoken": self._promise(visit, promise_window),
            "with": visit.lead.volunteer.name if visit.lead else "",
            "is_to_tell": is_to_tell,
            "cancelled": str(visit.get_cancel_reason_display()) if is_cancelled else "",
            "seen": seen_mark(visit),
        }

    def _where(self, visit: Visit) -> str:
        if visit.kind == VisitKind.PHONE:
            return _("par téléphone")
        return visit.place.name if visit.place else visit.resident.commune.name

    def _sector(self, visit: Visit) -> Json | None:
        badge = SectorBadge.of(self._filters.sectors.get(visit.resident.commune_id))
        return {"number": badge.number, "letter": badge.letter} if badge else None

    def _clock(self, local: datetime) -> str:
        return self._once(("clock", local.hour, local.minute), lambda: clock(local))

    def _promise(self, visit: Visit, say: Callable[[Visit], str]) -> str:
        local = timezone.localtime(visit.promised_from)
        width = visit.promised_until - visit.promised_from
        key = (say, visit.promise, local.hour, local.minute, width)
        return self._once(key, lambda: say(visit))

    def _once(self, key: tuple[object, ...], say: Callable[[], str]) -> str:
        if key not in self._said:
            self._said[key] = say()
        return self._said[key]


def _describe_session(entry: Entry, session: Session) -> Json:
    return {
        "id": f"session-{session.pk}-{entry.volunteer_id}",
        "pk": session.pk,
        "is_session": True,
        "title": session.title,
        "place": session.place.name,
    }


def _wall(moment: datetime) -> str:
    """Return local time without its zone: the grid draws the programme's clock anywhere."""
    return moment.replace(tzinfo=None).isoformat()
