from toctoc.people.queries.app_passwords import (
    find_app_password,
    get_app_password,
    list_app_passwords,
)
from toctoc.people.queries.duplicates import Duplicate, find_duplicates
from toctoc.people.queries.reach import NEEDED, Reach, Way, find_reach, list_channels
from toctoc.people.queries.residents import (
    Place,
    count_residents_by_commune,
    get_resident,
    place_in_commune,
    search_residents,
)
from toctoc.people.queries.team import (
    find_account,
    find_volunteer_of,
    get_membership,
    get_volunteer,
    list_memberships,
    list_organisations,
    list_programmes_of,
    list_volunteers,
)

__all__ = [
    "NEEDED",
    "Duplicate",
    "Place",
    "Reach",
    "Way",
    "count_residents_by_commune",
    "find_account",
    "find_app_password",
    "find_duplicates",
    "find_reach",
    "find_volunteer_of",
    "get_app_password",
    "get_membership",
    "get_resident",
    "get_volunteer",
    "list_app_passwords",
    "list_channels",
    "list_memberships",
    "list_organisations",
    "list_programmes_of",
    "list_volunteers",
    "place_in_commune",
    "search_residents",
]
