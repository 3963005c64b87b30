"""Writes about programmes: the tenant itself, over the communes of an intercommunality."""

from datetime import datetime

from django.db import transaction

from toctoc.territory.models import Programme
from toctoc.territory.operations.facts import load_facts


@transaction.atomic
def create_programme(
    name: str, *, slug: str, siren: str, phone: str = "", now: datetime
) -> Programme:
    """Create a programme over the communes of an intercommunality; `phone` is E.164.

    Raises UnknownTerritory; a slug already taken is an IntegrityError.
    """
    programme = Programme.objects.create(
        name=name, slug=slug, siren=siren, service_phone=phone, created_at=now
    )
    programme.communes.set(load_facts(siren))
    return programme
