"""Writes about drafts of sectors: started, edited with undo, put in force or dropped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from toctoc.common.names import fold
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.errors import (
    InvalidSectorPlan,
    PlanInThePast,
    UnknownCommune,
    UnknownSector,
)
from toctoc.territory.models import Programme, SectorDraft, SectorPlan
from toctoc.territory.operations.sectors import StreetRule, start_sector_plan

LONGEST_UNDO = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftContents:
    """What a draft holds: names by letter, letters by commune code, streets apart."""

    sectors: Mapping[str, str]
    placements: Mapping[str, str]
    streets: Sequence[StreetRule] = ()
    days: Mapping[str, str] = field(default_factory=dict)
    design: Mapping[str, Any] = field(default_factory=dict)


def start_sector_draft(
    programme: Programme,
    *,
    name: str,
    origin: DraftOrigin,
    contents: DraftContents,
    now: datetime,
) -> SectorDraft:
    """Keep a new draft. Changes nothing of the plan in force."""
    return SectorDraft.objects.create(
        programme=programme,
        name=name,
        origin=origin,
        sectors=dict(contents.sectors),
        placements=dict(contents.placements),
        streets=[dict(rule) for rule in contents.streets],
        days=dict(contents.days),
        design=dict(contents.design),
        changed_at=now,
    )


@transaction.atomic
def place_communes(
    draft: SectorDraft, *, placements: Mapping[str, str], now: datetime
) -> SectorDraft:
    """Put communes in sectors (a letter), or out of any (""); one step to undo.

    Raises UnknownCommune and UnknownSector; what is there already is no step.
    """
    locked = SectorDraft.objects.select_for_update().get(pk=draft.pk)
    known = set(locked.programme.communes.values_list("code_insee", flat=True))
    for code, letter in placements.items():
        if code not in known:
            raise UnknownCommune(typed=code, programme=locked.programme)
        if letter and letter not in locked.sectors:
            raise UnknownSector(letter=letter)
    before = {
        code: locked.placements.get(code, "")
        for code, letter in placements.items()
        if locked.placements.get(code, "") != letter
    }
    if not before:
        return locked
    _place(locked, {code: placements[code] for code in before})
    locked.undone = [*locked.undone, before][-LONGEST_UNDO:]
    return _save(locked, now)


@transaction.atomic
def undo_placing(draft: SectorDraft, *, now: datetime) -> SectorDraft:
    """Take the last step back; without any, nothing changes."""
    locked = SectorDraft.objects.select_for_update().get(pk=draft.pk)
    if not locked.undone:
        return locked
    *locked.undone, last = locked.undone
    _place(locked, last)
    return _save(locked, now)


@transaction.atomic
def add_street_rule(draft: SectorDraft, *, rule: StreetRule, now: datetime) -> SectorDraft:
    """Put a street in a sector of its own; what was said of the street before is replaced.

    Raises UnknownCommune and UnknownSector.
    """
    locked = SectorDraft.objects.select_for_update().get(pk=draft.pk)
    if rule["letter"] not in locked.sectors:
        raise UnknownSector(letter=rule["letter"])
    if not locked.programme.communes.filter(pk=rule["commune"]).exists():
        raise UnknownCommune(typed=rule["commune"], programme=locked.programme)
    others = [one for one in locked.streets if _street_key(one) != _street_key(rule)]
    locked.streets = [*others, dict(rule)]
    return _save(locked, now)


@transaction.atomic
def give_days(draft: SectorDraft, *, days: Mapping[str, str], now: datetime) -> SectorDraft:
    """Give days of the week to sectors, five flags a letter; none at all means every day.

    Raises UnknownSector.
    """
    locked = SectorDraft.objects.select_for_update().get(pk=draft.pk)
    for letter in days:
        if letter not in locked.sectors:
            raise UnknownSector(letter=letter)
    locked.days = {letter: flags for letter, flags in days.items() if "1" in flags}
    return _save(locked, now)


@transaction.atomic
def remove_street_rule(draft: SectorDraft, *, number: int, now: datetime) -> SectorDraft:
    """Give a street back to its commune's sector; `number` counts from 0."""
    locked = SectorDraft.objects.select_for_update().get(pk=draft.pk)
    locked.streets = [one for i, one in enumerate(locked.streets) if i != number]
    return _save(locked, now)


def drop_sector_draft(draft: SectorDraft) -> None:
    """Forget a draft."""
    draft.delete()


@transaction.atomic
def put_draft_in_force(
    draft: SectorDraft, *, starts_on: date, names: Mapping[str, str], now: datetime
) -> SectorPlan:
    """Make a draft the plan from a day on, and forget the draft; earlier days keep theirs.

    `names` are the sectors' by letter. Raises PlanInThePast, and InvalidSectorPlan where a
    commune has no sector or a sector no commune.
    """
    if starts_on < now.date():
        raise PlanInThePast(starts_on=starts_on, today=now.date())
    foreign = {one["letter"] for one in draft.streets} - set(draft.sectors)
    if foreign:
        raise InvalidSectorPlan(missing=[], twice=[], foreign=[], empty=sorted(foreign))
    plan = start_sector_plan(
        draft.programme,
        name=draft.name,
        starts_on=starts_on,
        sectors={
            letter: (
                names.get(letter) or letter,
                [code for code, own in draft.placements.items() if own == letter],
            )
            for letter in draft.sectors
        },
        streets=draft.streets,
        days=draft.days,
    )
    draft.delete()
    return plan


def _place(draft: SectorDraft, placements: Mapping[str, str]) -> None:
    for code, letter in placements.items():
        if letter:
            draft.placements[code] = letter
        else:
            draft.placements.pop(code, None)


def _street_key(rule: StreetRule) -> tuple[str, str]:
    return rule["commune"], fold(rule["name"])


def _save(draft: SectorDraft, now: datetime) -> SectorDraft:
    draft.changed_at = now
    draft.save()
    return draft
