"""Who may read and write which calendar: asked at each request, of the table of rights only.

A calendar its reader has no right to, any more or at all, is not told from one that never was.
"""

from radicale.rights import BaseRights

from toctoc.agenda.enums import CalendarKind
from toctoc.agenda.queries import Calendar
from toctoc.dav.exchange import current

NOTHING, FOLDER, READ, WRITE = "", "R", "r", "rw"


class Rights(BaseRights):
    """Everyone sees their own folder, and in it the calendars they may see today."""

    def authorization(self, user: str, user_groups: set[str], path: str) -> str:  # noqa: ARG002 -- Radicale's signature
        """Return the rights on a path in Radicale's letters; an event has its calendar's."""
        exchange = current()
        if not user or user != exchange.user:
            return NOTHING
        parts = [part for part in path.split("/") if part]
        if not parts or parts == [user]:
            return FOLDER
        if parts[0] != user or len(parts) != 2:
            return NOTHING
        calendar = exchange.calendars.get(parts[1])
        return calendar_rights(calendar) if calendar else NOTHING


def calendar_rights(calendar: Calendar) -> str:
    """Return the rights on a calendar one may see.

    A volunteer writes her own events in hers; who may change the agenda moves visits.
    """
    is_own = calendar.kind == CalendarKind.VOLUNTEER
    return WRITE if is_own or calendar.may_move else READ
