from toctoc.agenda.operations.calendars import (
    create_feed,
    note_feed_read,
    put_back,
    revoke_feed,
)
from toctoc.agenda.operations.enrolments import (
    EnrolmentTerms,
    add_on_site,
    cancel_enrolment,
    count_walk_ins,
    enrol,
    note_enrolment_told,
    note_lift,
    note_presence,
)
from toctoc.agenda.operations.field import note_times, wish_visit
from toctoc.agenda.operations.personal_events import (
    extend_personal_events,
    remove_personal_event,
    save_personal_event,
)
from toctoc.agenda.operations.places import (
    PlaceFields,
    close_place,
    create_place,
    reopen_place,
    update_place,
)
from toctoc.agenda.operations.requests import (
    RequestFields,
    answer_request,
    hold_request,
    open_request,
    reopen_request,
    save_request,
)
from toctoc.agenda.operations.seats import (
    hold_session,
)
from toctoc.agenda.operations.session_caps import (
    lift_session_cap,
    set_session_cap,
)
from toctoc.agenda.operations.session_links import (
    AskedPlace,
    accept_place_request,
    ask_place,
    digest_of,
    drop_place_request,
    make_session_link,
    revoke_session_link,
)
from toctoc.agenda.operations.sessions import (
    Rhythm,
    SessionFields,
    SessionMoment,
    cancel_session,
    edit_session,
    move_session,
    plan_series,
    plan_session,
    set_crew,
)
from toctoc.agenda.operations.team import (
    add_absence,
    hold_volunteers,
    remove_absence,
    set_week,
)
from toctoc.agenda.operations.visits import cancel_visit, hold_visits, note_told

__all__ = [
    "AskedPlace",
    "EnrolmentTerms",
    "PlaceFields",
    "RequestFields",
    "Rhythm",
    "SessionFields",
    "SessionMoment",
    "accept_place_request",
    "add_absence",
    "add_on_site",
    "answer_request",
    "ask_place",
    "cancel_enrolment",
    "cancel_session",
    "cancel_visit",
    "close_place",
    "count_walk_ins",
    "create_feed",
    "create_place",
    "digest_of",
    "drop_place_request",
    "edit_session",
    "enrol",
    "extend_personal_events",
    "hold_request",
    "hold_session",
    "hold_visits",
    "hold_volunteers",
    "lift_session_cap",
    "make_session_link",
    "move_session",
    "note_enrolment_told",
    "note_feed_read",
    "note_lift",
    "note_presence",
    "note_times",
    "note_told",
    "open_request",
    "plan_series",
    "plan_session",
    "put_back",
    "remove_absence",
    "remove_personal_event",
    "reopen_place",
    "reopen_request",
    "revoke_feed",
    "revoke_session_link",
    "save_personal_event",
    "save_request",
    "set_crew",
    "set_session_cap",
    "set_week",
    "update_place",
    "wish_visit",
]
