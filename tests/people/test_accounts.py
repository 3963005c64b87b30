"""Accounts: an address in any case is one account; the technical admin is one too."""

from toctoc.people.models import Account


def test_address_is_kept_and_found_in_lower_case(db):
    account = Account.objects.create_user("Camille@Exemple.invalid", name="Camille Essai")
    assert account.email == "camille@exemple.invalid"
    assert Account.objects.get_by_natural_key("CAMILLE@exemple.invalid") == account
    assert account.get_short_name() == "Camille"


def test_technical_admin_opens_the_installation_and_no_programme(db):
    account = Account.objects.create_superuser(
        "technique@exemple.invalid", "cheval-agrafe-batterie", name="Technique"
    )
    assert (account.is_staff, account.is_superuser) == (True, True)
    assert not account.memberships.exists()
