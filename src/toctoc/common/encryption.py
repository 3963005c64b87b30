"""Text encrypted at rest: door codes and access notes (RULES: encrypted, shown to few).

Keys come from settings.FIELD_KEYS, newest first: the first writes, all read, so that a key can
be rotated without stopping. Searching such a column is impossible by design.
"""

import json
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def seal(text: str) -> str:
    """Return the text as a token only our keys open; empty text stays empty."""
    return _cipher(tuple(settings.FIELD_KEYS)).encrypt(text.encode()).decode() if text else ""


def unseal(token: str) -> str:
    """Return what `seal` was given."""
    return _cipher(tuple(settings.FIELD_KEYS)).decrypt(token).decode() if token else ""


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """A text column whose stored value is a Fernet token; empty text stays empty."""

    def get_prep_value(self, value: object) -> str:
        return seal(str(value or ""))

    def from_db_value(
        self, value: str, _expression: object, _connection: BaseDatabaseWrapper
    ) -> str:
        return unseal(value)


class EncryptedJSONField(models.TextField):  # type: ignore[type-arg]  # generic only in the stubs
    """A column of plain JSON values, stored as one Fernet token: it is never searched."""

    def get_prep_value(self, value: object) -> str:
        return seal(json.dumps(value, ensure_ascii=False, sort_keys=True))

    def from_db_value(
        self, value: str, _expression: object, _connection: BaseDatabaseWrapper
    ) -> object:
        return json.loads(unseal(value))
