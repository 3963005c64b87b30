"""Access notes are unreadable in the database, and keys can be changed without stopping."""

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.db import connection

from tests.factories import ResidentFactory
from toctoc.people.models import Resident

NOTE = "Portail 1234A, chien gentil"


def stored_note(resident):
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_note FROM people_resident WHERE id = %s", [resident.pk])
        return cursor.fetchone()[0]


def test_note_is_encrypted_at_rest_and_read_back(db):
    resident = ResidentFactory(access_note=NOTE)
    assert "1234A" not in stored_note(resident)
    assert Resident.objects.get().access_note == NOTE


def test_empty_note_stays_empty(db):
    assert stored_note(ResidentFactory(access_note="")) == ""


def test_new_key_writes_and_old_key_still_reads(db, settings):
    old = ResidentFactory(access_note=NOTE)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    assert Resident.objects.get(pk=old.pk).access_note == NOTE
    new = ResidentFactory(access_note="Sonnette cassée")
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert Resident.objects.get(pk=new.pk).access_note == "Sonnette cassée"


def test_note_without_its_key_is_an_error_not_a_guess(db, settings):
    ResidentFactory(access_note=NOTE)
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(InvalidToken):
        Resident.objects.get()
