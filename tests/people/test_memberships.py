"""Access: who may give which role, and how it ends."""

from datetime import date

import pytest

from tests.factories import NOW, MembershipFactory
from toctoc.people.enums import Action, Role
from toctoc.people.errors import LastAdmin, MissingName, NotAllowed
from toctoc.people.models import Account, Membership
from toctoc.people.operations import end_membership, invite_account
from toctoc.people.permissions import can, current_roles
from toctoc.people.queries import get_membership, list_memberships, list_programmes_of

TODAY = NOW.date()


@pytest.fixture
def invite(cast):
    office = cast.programme.organisations.first()

    def invite_as(by, role, *, email="Nouveau@Exemple.invalid", name="Nouvelle Personne"):
        return invite_account(office, email=email, name=name, role=role, by=cast[by], now=NOW)

    return invite_as


GIVEN = {"coordinator": {Role.VOLUNTEER}, "admin": set(Role)}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(
    "part", ["agent", "coordinator", "volunteer", "admin", "admin_elsewhere"]
)
def test_who_may_give_which_role(cast, invite, part, role):
    if role in GIVEN.get(part, set()):
        invitation = invite(part, role)
        assert current_roles(invitation.membership.account, cast.programme, on=TODAY) == {role}
        return
    with pytest.raises(NotAllowed):
        invite(part, role)
    assert not Account.objects.filter(name="Nouvelle Personne").exists()


def test_new_account_has_no_usable_password_and_a_lower_case_address(invite):
    invitation = invite("admin", Role.AGENT)
    account = Account.objects.get(email="nouveau@exemple.invalid")
    assert invitation.is_new_account
    assert invitation.membership.account == account
    assert not account.has_usable_password()


def test_existing_account_gets_the_role_and_keeps_its_name(cast, invite):
    invitation = invite("admin", Role.OBSERVER, email="agent@exemple.invalid", name="Autre")
    assert not invitation.is_new_account
    assert invitation.membership.account == cast["agent"]
    assert Account.objects.get(pk=cast["agent"].pk).name == "Agent Essai"


def test_ended_role_given_again_is_open_again(cast, invite):
    membership = Membership.objects.get(account=cast["volunteer"])
    end_membership(membership, by=cast["coordinator"], now=NOW)
    invite("coordinator", Role.VOLUNTEER, email="volunteer@exemple.invalid")
    membership.refresh_from_db()
    assert membership.ends_on is None


def test_invitation_without_a_name_is_refused(invite):
    with pytest.raises(MissingName):
        invite("admin", Role.AGENT, name=" ")


def test_role_ended_opens_nothing_from_the_same_day(cast):
    membership = get_membership(
        cast.programme, Membership.objects.get(account=cast["agent"]).pk
    )
    end_membership(membership, by=cast["admin"], now=NOW)
    assert not can(cast["agent"], Action.SEE_AGENDA, cast.programme, on=TODAY)
    assert membership not in list_memberships(cast.programme, on=TODAY)
    assert list_programmes_of(cast["agent"], on=TODAY) == []


def test_coordinator_cannot_end_what_they_could_not_give(cast):
    membership = Membership.objects.get(account=cast["agent"])
    with pytest.raises(NotAllowed):
        end_membership(membership, by=cast["coordinator"], now=NOW)


def test_last_administrator_stays(cast):
    membership = Membership.objects.get(account=cast["admin"])
    with pytest.raises(LastAdmin):
        end_membership(membership, by=cast["admin"], now=NOW)
    MembershipFactory(
        account=cast["agent"],
        programme=cast.programme,
        organisation=membership.organisation,
        role=Role.ADMIN,
    )
    end_membership(membership, by=cast["admin"], now=NOW)
    assert current_roles(cast["admin"], cast.programme, on=TODAY) == frozenset()


def test_role_with_a_last_day_is_held_until_its_evening(cast):
    membership = Membership.objects.get(account=cast["agent"])
    membership.ends_on = TODAY
    membership.save()
    assert current_roles(cast["agent"], cast.programme, on=TODAY) == {Role.AGENT}
    assert not current_roles(cast["agent"], cast.programme, on=date(2026, 12, 1))


def test_inactive_account_has_no_role(cast):
    cast["agent"].is_active = False
    assert current_roles(cast["agent"], cast.programme, on=TODAY) == frozenset()
