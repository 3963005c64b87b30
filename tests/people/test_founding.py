"""A programme's first steps."""

from datetime import date

import pytest

from tests.factories import NOW, AccountFactory, OrganisationFactory, ProgrammeFactory
from toctoc.people.enums import OrganisationKind, Role
from toctoc.people.errors import HasAdmin
from toctoc.people.models import Account
from toctoc.people.operations import (
    add_organisation,
    appoint_first_admin,
    invite_account,
    set_password,
)
from toctoc.people.permissions import current_roles

DAY = date(2026, 12, 1)

pytestmark = pytest.mark.django_db


def test_organisation_added_again_is_the_same():
    programme = ProgrammeFactory()
    names = {"name": "Mairie d’essai", "kind": OrganisationKind.LOCAL_AUTHORITY}
    assert add_organisation(programme, **names) == add_organisation(programme, **names)


def test_first_admin_can_invite_everybody_else():
    office = OrganisationFactory()
    admin = appoint_first_admin(office, email="Ada@exemple.invalid", name="Ada Essai")
    invited = invite_account(
        office, email="b@exemple.invalid", name="B", role=Role.AGENT, by=admin, now=NOW
    )
    assert invited.is_new_account
    assert current_roles(admin, office.programme, on=DAY) == {Role.ADMIN}


def test_first_admin_is_appointed_once():
    office = OrganisationFactory()
    appoint_first_admin(office, email="a@exemple.invalid", name="A")
    with pytest.raises(HasAdmin):
        appoint_first_admin(office, email="b@exemple.invalid", name="B")
    assert not Account.objects.filter(email="b@exemple.invalid").exists()


def test_first_admin_may_be_someone_with_an_account_elsewhere():
    account = AccountFactory(email="a@exemple.invalid", name="Ada")
    assert (
        appoint_first_admin(OrganisationFactory(), email="A@exemple.invalid", name="?")
        == account
    )


def test_password_set_opens_the_account():
    account = AccountFactory()
    set_password(account, password="une phrase assez longue")
    account.refresh_from_db()
    assert account.check_password("une phrase assez longue")
