"""Who may see what of a visit, beyond the table of rights.

RULES: access notes are for agents, and for the assigned volunteer on the eve and on the day.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from toctoc.agenda.enums import OCCUPYING
from toctoc.agenda.models import Visit
from toctoc.people.enums import Role
from toctoc.people.models import Account

ALWAYS = frozenset({Role.AGENT, Role.COORDINATOR})


def can_see_access_note(
    account: Account, visit: Visit, *, roles: Collection[Role], now: datetime
) -> bool:
    """Tell whether the account may read the door code, key or dog of the visit's home.

    `roles` are those held in the visit's programme. Agents and coordinators always; the
    assigned volunteer from the start of the eve to the end of the day, local time, unless
    cancelled.
    """
    if ALWAYS.intersection(roles):
        return True
    if visit.volunteer.account_id != account.pk or visit.status not in OCCUPYING:
        return False
    zone = ZoneInfo(visit.programme.time_zone)
    day, today = visit.starts_at.astimezone(zone).date(), now.astimezone(zone).date()
    return day - timedelta(days=1) <= today <= day
