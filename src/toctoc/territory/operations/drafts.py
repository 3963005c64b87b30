"""Writes about programmes being set up: nothing but the draft changes before the end."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from toctoc.territory.errors import DraftGone
from toctoc.territory.files import Reading
from toctoc.territory.files.store import dump_reading, load_reading
from toctoc.territory.models import SetupDraft

KEPT = timedelta(days=30)  # a draft nobody comes back to


@transaction.atomic
def start_draft(
    reading: Reading, *, owner_key: str, said: list[tuple[str, str]], now: datetime
) -> SetupDraft:
    """Keep communes read, and what was said of which, as a programme being set up.

    Drafts left alone for a month are dropped on the way, whoever's they are.
    """
    SetupDraft.objects.filter(updated_at__lt=now - KEPT).delete()
    return SetupDraft.objects.create(
        owner_key=owner_key,
        reading={**dump_reading(reading), "said": said},
        started_at=now,
        updated_at=now,
    )


def keep_one_epci(draft: SetupDraft, *, siren: str, now: datetime) -> SetupDraft:
    """Keep of a draft only the communes of one intercommunality, where it has any of it."""
    reading = load_reading(draft.reading)
    rows = tuple(row for row in reading.rows if row.epci_code == siren)
    if rows:
        kept = dump_reading(replace(reading, rows=rows))
        draft.reading = {**kept, "said": draft.reading["said"]}
    draft.updated_at = now
    draft.save(update_fields=["reading", "updated_at"])
    return draft


def keep_answers(draft: SetupDraft, *, answers: dict[str, Any], now: datetime) -> SetupDraft:
    """Keep what was typed about the programme, as it was typed."""
    draft.answers = answers
    draft.updated_at = now
    draft.save(update_fields=["answers", "updated_at"])
    return draft


def drop_draft(draft: SetupDraft) -> None:
    """Forget a programme that will not be set up, or now is. Raises DraftGone, at a second try.

    Inside a transaction, of two that drop one draft the second waits for the first.
    """
    dropped, _models = SetupDraft.objects.filter(pk=draft.pk).delete()
    if not dropped:
        raise DraftGone(token=draft.token)
