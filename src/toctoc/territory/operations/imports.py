"""Taking communes from official files: all of a reading or nothing, again and again."""

from django.db import transaction

from toctoc.territory.errors import UnreadableFiles
from toctoc.territory.files import Reading
from toctoc.territory.models import Commune, Contour, FormerCommune
from toctoc.territory.queries.imports import STORED, ImportPlan, plan_import


@transaction.atomic
def import_communes(
    reading: Reading, *, siren: str = "", fill_only: bool = False
) -> ImportPlan:
    """Store the communes, contours and former communes of a reading, or nothing.

    What is already there is brought up to date; communes the files do not name are left as
    they are. Communes are facts shared by all programmes: whoever runs the installation updates
    them, others only fill gaps (`fill_only`, see `plan_import`). Raises UnreadableFiles where
    the files, or the files together with what is stored, leave an error.
    """
    plan = plan_import(reading, siren=siren, fill_only=fill_only)
    if plan.errors:
        raise UnreadableFiles(notices=plan.errors)
    Commune.objects.bulk_create(
        plan.communes,
        update_conflicts=True,
        unique_fields=["code_insee"],
        update_fields=[*STORED, "name_folded"],
    )
    Contour.objects.bulk_create(
        (Contour(commune_id=code, geometry=shape) for code, shape in plan.contours.items()),
        update_conflicts=True,
        unique_fields=["commune"],
        update_fields=["geometry"],
    )
    FormerCommune.objects.bulk_create(
        plan.formers,
        update_conflicts=True,
        unique_fields=["code_insee"],
        update_fields=["name", "name_folded", "commune"],
    )
    return plan
