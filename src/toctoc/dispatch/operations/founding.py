"""Setting a programme up: communes, the programme, its organisations, bases and first rules."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from toctoc.dispatch.models import PlanningSettings
from toctoc.people.enums import OrganisationKind
from toctoc.people.errors import NotAllowed
from toctoc.people.models import Account
from toctoc.people.operations import add_organisation, appoint_first_admin
from toctoc.people.permissions import can_found
from toctoc.territory.files import Reading
from toctoc.territory.models import Commune, Programme
from toctoc.territory.operations import add_base, create_programme_over, import_communes


@dataclass(frozen=True, slots=True)
class BaseWish:
    """A place tours will leave from: what it is called, the code of its commune."""

    label: str
    commune: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a programme being founded is to be; `authority` and `association` are names."""

    name: str
    slug: str
    siren: str = ""
    phone: str = ""  # E.164
    authority: str
    association: str = ""
    bases: tuple[BaseWish, ...] = ()


@transaction.atomic
def found_programme(
    reading: Reading, *, wishes: Wishes, by: Account, now: datetime
) -> Programme:
    """Create a whole programme over the communes of a reading, or nothing.

    Whoever founds it administers it first. Communes that other programmes have keep their facts
    unless the installation's own people bring newer ones. Raises NotAllowed, UnreadableFiles,
    SlugTaken, NoCommune.
    """
    if not can_found(by, on=now.date()):
        raise NotAllowed(action="found")
    taken = import_communes(reading, siren=wishes.siren, fill_only=not by.is_staff)
    programme = open_programme_over(taken.communes, wishes=wishes, now=now)
    authority = add_organisation(
        programme, name=wishes.authority, kind=OrganisationKind.LOCAL_AUTHORITY
    )
    appoint_first_admin(authority, email=by.email, name=by.name)
    return programme


@transaction.atomic
def open_programme_over(
    communes: Collection[Commune], *, wishes: Wishes, now: datetime
) -> Programme:
    """Create a programme over stored communes, with its organisations, bases and rules.

    Nobody has access yet: this is for the installation's own command line, and a step of
    `found_programme`. Raises SlugTaken, NoCommune.
    """
    programme = create_programme_over(
        communes,
        name=wishes.name,
        slug=wishes.slug,
        siren=wishes.siren,
        phone=wishes.phone,
        now=now,
    )
    kinds = {
        OrganisationKind.LOCAL_AUTHORITY: wishes.authority,
        OrganisationKind.ASSOCIATION: wishes.association,
    }
    for kind, name in kinds.items():
        if name:
            add_organisation(programme, name=name, kind=kind)
    by_code = {commune.code_insee: commune for commune in communes}
    for base in wishes.bases:
        add_base(programme, label=base.label, commune=by_code[base.commune])
    PlanningSettings.objects.create(programme=programme)
    return programme
