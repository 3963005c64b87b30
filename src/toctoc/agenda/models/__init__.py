from toctoc.agenda.models.availability import Absence, Availability
from toctoc.agenda.models.help_request import HelpRequest
from toctoc.agenda.models.visit import Visit, VisitEvent

__all__ = ["Absence", "Availability", "HelpRequest", "Visit", "VisitEvent"]
