"""Reads of the agenda. A programme's agenda is only ever read through that programme.

Who may ask is decided by the caller's gate; access notes come with the resident and are shown
only where `agenda.permissions` allows.
"""

from toctoc.agenda.queries.absences import (
    get_absence,
    list_absences,
)
from toctoc.agenda.queries.enrolments import (
    count_place_requests,
    find_session_link,
    get_enrolment,
    get_place_request,
    get_session_link,
    list_enrolments,
    list_enrolments_of,
    list_enrolments_to_tell,
    list_place_requests,
    list_session_links,
    list_waiting_enrolments,
)
from toctoc.agenda.queries.places import (
    get_place,
    list_places,
)
from toctoc.agenda.queries.requests import (
    count_requests,
    get_request,
    list_requests,
    list_requests_of,
    list_waiting,
)
from toctoc.agenda.queries.sessions import (
    capacity_of,
    find_cap,
    find_commitment,
    get_session,
    list_caps,
    list_coming_sessions,
    list_crews,
    list_following,
    list_next_workshops,
    list_past_sessions,
    list_session_events,
    list_sessions,
    seats_of,
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
    "capacity_of",
    "count_place_requests",
    "count_requests",
    "find_cap",
    "find_commitment",
    "find_session_link",
    "get_absence",
    "get_enrolment",
    "get_place",
    "get_place_request",
    "get_request",
    "get_session",
    "get_session_link",
    "get_visit",
    "list_absences",
    "list_caps",
    "list_coming_sessions",
    "list_crews",
    "list_enrolments",
    "list_enrolments_of",
    "list_enrolments_to_tell",
    "list_events",
    "list_following",
    "list_late_visits",
    "list_next_workshops",
    "list_past_sessions",
    "list_place_requests",
    "list_places",
    "list_requests",
    "list_requests_of",
    "list_session_events",
    "list_session_links",
    "list_sessions",
    "list_visits",
    "list_visits_of",
    "list_visits_to_tell",
    "list_visits_with",
    "list_waiting",
    "list_waiting_enrolments",
    "overlapping_visits",
    "seats_of",
]
