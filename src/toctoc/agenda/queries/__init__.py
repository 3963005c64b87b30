"""Reads of the agenda. A programme's agenda is only ever read through that programme.

Who may ask is decided by the caller's gate; access notes come with the resident and are shown
only where `agenda.permissions` allows.
"""

from toctoc.agenda.queries.absences import (
    get_absence,
    list_absences,
)
from toctoc.agenda.queries.requests import (
    count_requests,
    get_request,
    list_requests,
    list_requests_of,
    list_waiting,
)
from toctoc.agenda.queries.visits import (
    get_visit,
    list_events,
    list_late_visits,
    list_visits,
    list_visits_of,
    list_visits_to_tell,
    list_visits_with,
    overlapping_visits,
)

__all__ = [
    "count_requests",
    "get_absence",
    "get_request",
    "get_visit",
    "list_absences",
    "list_events",
    "list_late_visits",
    "list_requests",
    "list_requests_of",
    "list_visits",
    "list_visits_of",
    "list_visits_to_tell",
    "list_visits_with",
    "list_waiting",
    "overlapping_visits",
]
