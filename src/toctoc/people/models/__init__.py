from toctoc.people.models.account import Account
from toctoc.people.models.app_password import AppPassword
from toctoc.people.models.organisation import Membership, Organisation
from toctoc.people.models.resident import Relative, Resident
from toctoc.people.models.volunteer import Volunteer

__all__ = [
    "Account",
    "AppPassword",
    "Membership",
    "Organisation",
    "Relative",
    "Resident",
    "Volunteer",
]
