from toctoc.people.operations.fields import RelativeFields, ResidentFields, VolunteerFields
from toctoc.people.operations.memberships import Invitation, end_membership, invite_account
from toctoc.people.operations.residents import create_resident, note_contact, update_resident
from toctoc.people.operations.volunteers import create_volunteer, update_volunteer

__all__ = [
    "Invitation",
    "RelativeFields",
    "ResidentFields",
    "VolunteerFields",
    "create_resident",
    "create_volunteer",
    "end_membership",
    "invite_account",
    "note_contact",
    "update_resident",
    "update_volunteer",
]
