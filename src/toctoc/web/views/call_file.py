"""Writing the caller's file, once something is decided: never before, never alone."""

from toctoc.agenda.operations import save_request
from toctoc.agenda.operations.requests import RequestFields
from toctoc.people.models import Resident
from toctoc.people.operations import create_resident, note_contact, update_resident
from toctoc.web.access import StaffRequest
from toctoc.web.views.call_draft import request_fields, resident_fields
from toctoc.web.views.call_screen import CallScreen
from toctoc.web.views.call_typed import OF_THE_NEED, pack


def write_file(request: StaffRequest, screen: CallScreen) -> Resident:
    """Create or update the caller's file from a complete form, and tie the call to it.

    Call it inside the transaction of the decision. Raises RequestNotOpen, and whatever the
    file's operations refuse.
    """
    help_request, form = screen.help_request, screen.form
    known = help_request.resident
    fields = resident_fields(form, known)
    if known is None:
        resident = create_resident(
            request.programme, by=request.user, now=request.now, fields=fields
        )
    else:
        resident = update_resident(known, by=request.user, now=request.now, fields=fields)
        note_contact(resident, at=request.now)
    decided: RequestFields = {**request_fields(form), "resident": resident}
    # What stands in the file is kept there alone: erasing the file then erases it.
    typed = {name: texts for name, texts in pack(form.data).items() if name in OF_THE_NEED}
    save_request(help_request, typed=typed, by=request.user, now=request.now, **decided)
    return resident
