"""Writes on the passwords of phones and programs: made by us, shown once, revoked alone."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from toctoc.people.enums import CalendarDetail
from toctoc.people.errors import MissingName, NotAllowed
from toctoc.people.models import Account, AppPassword

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # 32 signs, none of which looks like another
LENGTH = 26  # × 5 bits = 130 bits
GROUP = 5
SEEN_EVERY = timedelta(minutes=1)  # a phone asks often; it is not written as often


def app_password_digest(typed: str) -> str:
    """Return what is kept of a password, however its groups were typed."""
    bare = "".join(typed.split()).replace("-", "").lower()
    return sha256(bare.encode()).hexdigest()


def create_app_password(
    account: Account, *, label: str, detail: CalendarDetail, by: Account, now: datetime
) -> tuple[AppPassword, str]:
    """Make a password for one device of one's own, and return it to be shown once.

    Raises NotAllowed, MissingName.
    """
    if by != account:
        raise NotAllowed(action="app_password")
    if not label.strip():
        raise MissingName(field="label")
    bare = "".join(secrets.choice(ALPHABET) for _sign in range(LENGTH))
    shown = "-".join(bare[start : start + GROUP] for start in range(0, LENGTH, GROUP))
    made = AppPassword.objects.create(
        account=account,
        label=label.strip(),
        digest=app_password_digest(shown),
        detail=detail,
        created_at=now,
    )
    return made, shown


def revoke_app_password(password: AppPassword, *, by: Account, now: datetime) -> AppPassword:
    """Shut one device out at once. Raises NotAllowed for anybody but its owner."""
    if password.account_id != by.pk:
        raise NotAllowed(action="app_password")
    password.revoked_at = now
    password.save(update_fields=["revoked_at"])
    return password


def note_app_password_seen(password: AppPassword, *, now: datetime) -> None:
    """Note that the device asked, at most once a minute."""
    if password.last_seen_at is None or password.last_seen_at < now - SEEN_EVERY:
        password.last_seen_at = now
        password.save(update_fields=["last_seen_at"])


def note_app_password_error(password: AppPassword, *, error: str, now: datetime) -> None:
    """Keep the last thing that was refused to the device, to be told to its owner."""
    password.last_error, password.last_error_at = error[:300], now
    password.save(update_fields=["last_error", "last_error_at"])
