from toctoc.agenda.models.availability import (
    Absence,
    Availability,
    AvailabilityException,
)
from toctoc.agenda.models.calendar import CalendarChange, CalendarClock, CalendarFeed
from toctoc.agenda.models.enrolment import Enrolment, PlaceRequest, SessionCap, SessionLink
from toctoc.agenda.models.field import DaySheet, FieldEntry, LoneAlarm
from toctoc.agenda.models.help_request import HelpRequest
from toctoc.agenda.models.personal_event import PersonalEvent
from toctoc.agenda.models.place import Place, PlaceOpening
from toctoc.agenda.models.session import (
    Session,
    SessionEvent,
    SessionSeries,
    SessionVolunteer,
)
from toctoc.agenda.models.visit import Visit, VisitEvent
from toctoc.agenda.models.visit_series import VisitSeries

__all__ = [
    "Absence",
    "Availability",
    "AvailabilityException",
    "CalendarChange",
    "CalendarClock",
    "CalendarFeed",
    "DaySheet",
    "Enrolment",
    "FieldEntry",
    "HelpRequest",
    "LoneAlarm",
    "PersonalEvent",
    "Place",
    "PlaceOpening",
    "PlaceRequest",
    "Session",
    "SessionCap",
    "SessionEvent",
    "SessionLink",
    "SessionSeries",
    "SessionVolunteer",
    "Visit",
    "VisitEvent",
    "VisitSeries",
]
