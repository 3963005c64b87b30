"""Reads of the passwords of phones and programs: the owner's list, and who signs in."""

from django.db.models import QuerySet

from toctoc.people.models import Account, AppPassword


def list_app_passwords(account: Account) -> QuerySet[AppPassword]:
    """Return the account's devices that may sign in, newest first; one query."""
    return AppPassword.objects.filter(account=account, revoked_at=None)


def get_app_password(account: Account, pk: int) -> AppPassword:
    """Return a device of the account. Raises AppPassword.DoesNotExist."""
    return list_app_passwords(account).get(pk=pk)


def find_app_password(digest: str, *, email: str) -> AppPassword | None:
    """Return the device that signs in with this digest for this account, or None; one query."""
    found = AppPassword.objects.filter(
        digest=digest, revoked_at=None, account__is_active=True, account__email=email.lower()
    )
    return found.select_related("account").first()
