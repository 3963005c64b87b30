from toctoc.agenda.models.availability import Absence, Availability
from toctoc.agenda.models.enrolment import Enrolment, PlaceRequest, SessionCap, SessionLink
from toctoc.agenda.models.field import DaySheet, FieldEntry, LoneAlarm
from toctoc.agenda.models.help_request import HelpRequest
from toctoc.agenda.models.place import Place, PlaceOpening
from toctoc.agenda.models.session import (
    Session,
    SessionEvent,
    SessionSeries,
    SessionVolunteer,
)
from toctoc.agenda.models.visit import Visit, VisitEvent

__all__ = [
    "Absence",
    "Availability",
    "DaySheet",
    "Enrolment",
    "FieldEntry",
    "HelpRequest",
    "LoneAlarm",
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
]
