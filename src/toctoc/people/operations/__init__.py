from toctoc.people.operations.app_passwords import (
    app_password_digest,
    create_app_password,
    note_app_password_error,
    note_app_password_seen,
    revoke_app_password,
)
from toctoc.people.operations.fields import RelativeFields, ResidentFields, VolunteerFields
from toctoc.people.operations.founding import (
    add_organisation,
    appoint_first_admin,
    set_password,
)
from toctoc.people.operations.memberships import Invitation, end_membership, invite_account
from toctoc.people.operations.residents import create_resident, note_contact, update_resident
from toctoc.people.operations.volunteers import create_volunteer, update_volunteer

__all__ = [
    "Invitation",
    "RelativeFields",
    "ResidentFields",
    "VolunteerFields",
    "add_organisation",
    "app_password_digest",
    "appoint_first_admin",
    "create_app_password",
    "create_resident",
    "create_volunteer",
    "end_membership",
    "invite_account",
    "note_app_password_error",
    "note_app_password_seen",
    "note_contact",
    "revoke_app_password",
    "set_password",
    "update_resident",
    "update_volunteer",
]
