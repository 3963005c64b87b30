"""The demo's programme: its territory, organisations and open accounts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from toctoc.dispatch.operations import cut_territory
from toctoc.people.enums import OrganisationKind, Role
from toctoc.people.models import Account, Organisation
from toctoc.people.operations import (
    add_organisation,
    appoint_first_admin,
    invite_account,
    set_password,
)
from toctoc.territory.models import Programme
from toctoc.territory.operations import create_programme

SLUG = "nord-est-bearn"
NAME = "Nord Est Béarn (démonstration)"
SIREN = "200067296"
PHONE = "+33536490000"
PASSWORD = "demonstration"  # noqa: S105 -- public, and recognised in demo mode only
SECTORS = 4
AGE = timedelta(days=60)  # at the first run, the programme has worked that long

# e-mail, name, role; the volunteers' accounts stand with their files (demo.team)
ADMIN = ("admin@demo.invalid", "Ada Paramètre")
ACCOUNTS = (
    ("agent@demo.invalid", "Agnès Standard", Role.AGENT),
    ("coordination@demo.invalid", "Colin Planning", Role.COORDINATOR),
    ("observation@demo.invalid", "Olga Statistique", Role.OBSERVER),
)


@dataclass(frozen=True, slots=True)
class Office:
    """The programme and the people who run it."""

    programme: Programme
    association: Organisation
    admin: Account
    agent: Account
    coordinator: Account


def open_office(started: datetime) -> Office:
    """Create the programme as it was set up on the day it started."""
    programme = create_programme(NAME, slug=SLUG, siren=SIREN, phone=PHONE, now=started)
    cut_territory(programme, sectors=SECTORS, starts_on=started.date())
    county = add_organisation(
        programme,
        name="Communauté de communes (démonstration)",
        kind=OrganisationKind.LOCAL_AUTHORITY,
    )
    association = add_organisation(
        programme, name="Association Exemple", kind=OrganisationKind.ASSOCIATION
    )
    email, name = ADMIN
    admin = appoint_first_admin(county, email=email, name=name)
    set_password(admin, password=PASSWORD)
    accounts = {}
    for email, name, role in ACCOUNTS:
        employer = association if role is Role.COORDINATOR else county
        accounts[role] = invite(employer, email, name, role=role, by=admin, now=started)
    return Office(
        programme, association, admin, accounts[Role.AGENT], accounts[Role.COORDINATOR]
    )


def invite(
    employer: Organisation, email: str, name: str, *, role: Role, by: Account, now: datetime
) -> Account:
    """Give someone a role, and the demo's password."""
    invitation = invite_account(employer, email=email, name=name, role=role, by=by, now=now)
    account = invitation.membership.account
    set_password(account, password=PASSWORD)
    return account
