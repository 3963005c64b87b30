"""The first steps of a programme: its organisations, and who first administers it."""

from django.db import transaction

from toctoc.people.enums import OrganisationKind, Role
from toctoc.people.errors import HasAdmin
from toctoc.people.models import Account, Membership, Organisation
from toctoc.territory.models import Programme


def add_organisation(
    programme: Programme, *, name: str, kind: OrganisationKind
) -> Organisation:
    """Add an organisation to a programme being set up; the one of that name where it exists."""
    organisation, _created = Organisation.objects.get_or_create(
        programme=programme, name=name, defaults={"kind": kind}
    )
    return organisation


@transaction.atomic
def appoint_first_admin(organisation: Organisation, *, email: str, name: str) -> Account:
    """Give the first administrator of a programme the right to invite everybody else.

    Whoever installs Toctoc does this, once: from then on rights are given by people who hold
    them (`invite_account`). Raises HasAdmin where the programme ever had one.
    """
    programme = organisation.programme
    if programme.memberships.filter(role=Role.ADMIN).exists():
        raise HasAdmin(programme=programme)
    account = Account.objects.filter(email=email.lower()).first()
    account = account or Account.objects.create_user(email, name=name)
    Membership.objects.create(
        account=account, programme=programme, organisation=organisation, role=Role.ADMIN
    )
    return account


def set_password(account: Account, *, password: str) -> None:
    """Set the password of an account being set up; the caller checks that it is strong."""
    account.set_password(password)
    account.save(update_fields=["password"])
