"""The one table of rights: which role may do what in its own programme.

Everything that asks "may they?" ends here. A right is never held outside a programme in which
the account has a current membership.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from toctoc.people.enums import Action, Role
from toctoc.people.errors import NotAllowed
from toctoc.people.models import Account, Membership
from toctoc.territory.models import Programme

_VOLUNTEER = frozenset({Action.SEE_OWN_TOURS})
_AGENT = frozenset(
    {
        Action.ANSWER_CALLS,
        Action.SEE_RESIDENTS,
        Action.EDIT_RESIDENTS,
        Action.SEE_AGENDA,
        Action.CHANGE_AGENDA,
        Action.MANAGE_SESSIONS,
        Action.SEE_ALL_TOURS,
        Action.SEE_TEAM,
        Action.SEE_TERRITORY,
    }
)
_COORDINATOR = _AGENT | {Action.MANAGE_TEAM}

GRANTS: Mapping[Role, frozenset[Action]] = {
    Role.AGENT: _AGENT,
    Role.COORDINATOR: _COORDINATOR,
    Role.VOLUNTEER: _VOLUNTEER,
    Role.PARTNER: frozenset(),
    Role.OBSERVER: frozenset({Action.SEE_TERRITORY}),
    Role.ADMIN: frozenset(
        {
            Action.SEE_TEAM,
            Action.MANAGE_TEAM,
            Action.SEE_TERRITORY,
            Action.MANAGE_TERRITORY,
        }
    ),
}

# Whoever gives a role must be trusted with it: a coordinator lets volunteers in, an
# administrator anyone.
GIVES: Mapping[Role, frozenset[Role]] = {
    Role.COORDINATOR: frozenset({Role.VOLUNTEER}),
    Role.ADMIN: frozenset(Role),
}


def granted_actions(roles: Iterable[Role]) -> frozenset[Action]:
    """Return what the roles may do together."""
    return frozenset().union(*(GRANTS[role] for role in roles))


def current_roles(account: Account, programme: Programme, *, on: date) -> frozenset[Role]:
    """Return the roles the account holds in the programme on a day; one query."""
    if not account.is_active:
        return frozenset()
    held = Membership.objects.filter(_in_force(on), account=account, programme=programme)
    return frozenset(Role(role) for role in held.values_list("role", flat=True))


def can(account: Account, action: Action, programme: Programme, *, on: date) -> bool:
    """Tell whether the account may do this in this programme on that day; one query."""
    return action in granted_actions(current_roles(account, programme, on=on))


def require(account: Account, action: Action, programme: Programme, *, on: date) -> None:
    """Refuse an account that may not do this in this programme on that day; one query.

    Raises NotAllowed.
    """
    if not can(account, action, programme, on=on):
        raise NotAllowed(action=action)


def can_found(account: Account, *, on: date) -> bool:
    """Tell whether the account may set up one more programme; at most one query.

    Whoever runs the installation may, and who administers a programme in it: the new one is
    theirs, and shows them nothing of any other.
    """
    if not account.is_active or account.is_staff:
        return account.is_active
    held = Membership.objects.filter(_in_force(on), account=account, role=Role.ADMIN)
    return held.exists()


def given_roles(roles: Iterable[Role]) -> frozenset[Role]:
    """Return the roles that holders of these roles may give and take away."""
    return frozenset().union(*(GIVES.get(role, frozenset()) for role in roles))


def can_give(account: Account, role: Role, programme: Programme, *, on: date) -> bool:
    """Tell whether the account may give or take away this role in this programme; one query."""
    return role in given_roles(current_roles(account, programme, on=on))


def _in_force(on: date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=on)
