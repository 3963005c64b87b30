"""The cast: one person per role and two programmes, so that a permission test is a table.

Nobody here exists. `cast["agent"]` is an account; `cast.programme` the programme they work in;
names ending in `_elsewhere` hold the same role in `cast.elsewhere` only; `nobody` holds none.
"""

from dataclasses import dataclass, field

from tests.factories import (
    AccountFactory,
    AvailabilityFactory,
    MembershipFactory,
    OrganisationFactory,
    PlanningSettingsFactory,
    ProgrammeFactory,
    VolunteerFactory,
)
from toctoc.people.enums import OrganisationKind, Role
from toctoc.people.models import Account, Volunteer
from toctoc.territory.models import Programme


@dataclass
class Cast:
    """Accounts by part, the two programmes, and the volunteer's file."""

    programme: Programme
    elsewhere: Programme
    accounts: dict[str, Account] = field(default_factory=dict)
    volunteer: Volunteer | None = None

    def __getitem__(self, part: str) -> Account:
        return self.accounts[part]


def gather_cast() -> Cast:
    """Create the two programmes and everyone in them."""
    cast = Cast(
        programme=ProgrammeFactory(),
        elsewhere=ProgrammeFactory(slug="ailleurs", name="Ailleurs", siren="200067297"),
    )
    for programme, suffix in ((cast.programme, ""), (cast.elsewhere, "_elsewhere")):
        PlanningSettingsFactory(programme=programme)
        office = OrganisationFactory(
            programme=programme,
            name="Communauté d’essai",
            kind=OrganisationKind.LOCAL_AUTHORITY,
        )
        for role in Role:
            part = f"{role}{suffix}"
            name = f"{part.title()} Essai"
            account = AccountFactory(email=f"{part}@exemple.invalid", name=name)
            MembershipFactory(
                account=account, programme=programme, organisation=office, role=role
            )
            cast.accounts[part] = account
    cast.accounts["nobody"] = AccountFactory(email="nobody@exemple.invalid")
    cast.volunteer = VolunteerFactory(
        programme=cast.programme, account=cast["volunteer"], name="Alix Essai"
    )
    for weekday in range(5):
        AvailabilityFactory(volunteer=cast.volunteer, weekday=weekday)
    return cast
