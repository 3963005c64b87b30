"""Giving and ending access: accounts are made here, never by their owner.

No message is sent: the caller sends the link that lets a new account choose its password.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from toctoc.people.enums import Role
from toctoc.people.errors import LastAdmin, MissingName, NotAllowed
from toctoc.people.models import Account, Membership, Organisation
from toctoc.people.permissions import can_give
from toctoc.people.queries import list_memberships
from toctoc.territory.models import Programme


@dataclass(frozen=True, slots=True)
class Invitation:
    """The membership given, and whether its account is new and needs a password."""

    membership: Membership
    is_new_account: bool


@transaction.atomic
def invite_account(
    organisation: Organisation, *, email: str, name: str, role: Role, by: Account, now: datetime
) -> Invitation:
    """Give someone a role in the organisation's programme, with an account if they have none.

    Giving an ended role again opens it again. An existing account keeps its own name. Raises
    NotAllowed, MissingName.
    """
    programme = organisation.programme
    _require_can_give(by, role, programme, now)
    if not name.strip():
        raise MissingName(field="name")
    account = Account.objects.filter(email=email.lower()).first()
    is_new = account is None
    if account is None:
        account = Account.objects.create_user(email, name=name.strip())
    membership, _created = Membership.objects.update_or_create(
        account=account,
        programme=programme,
        role=role,
        defaults={"organisation": organisation, "ends_on": None},
    )
    return Invitation(membership, is_new_account=is_new)


@transaction.atomic
def end_membership(membership: Membership, *, by: Account, now: datetime) -> Membership:
    """Take a role away at once; the account stays, and so does what it did.

    Raises NotAllowed, and LastAdmin where nobody could administer the programme any more.
    """
    programme = membership.programme
    role = Role(membership.role)
    _require_can_give(by, role, programme, now)
    admins = list_memberships(programme, on=now.date()).filter(role=Role.ADMIN)
    if role == Role.ADMIN and not admins.exclude(pk=membership.pk).exists():
        raise LastAdmin(membership=membership)
    membership.ends_on = now.date() - timedelta(days=1)
    membership.save(update_fields=["ends_on"])
    return membership


def _require_can_give(by: Account, role: Role, programme: Programme, now: datetime) -> None:
    if not can_give(by, role, programme, on=now.date()):
        raise NotAllowed(action=role)
