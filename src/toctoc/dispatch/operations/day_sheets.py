"""Road and mission time of a day: counted once it is over, corrected with a reason."""

from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from toctoc.agenda.models import DaySheet
from toctoc.agenda.operations import hold_volunteers
from toctoc.dispatch.bridge import local_day
from toctoc.dispatch.errors import ReasonMissing
from toctoc.dispatch.queries.day_sheets import (
    RECOUNTED,
    DayCount,
    day_sheets,
    tours_as_done,
)
from toctoc.people.models import Account, Volunteer
from toctoc.territory.models import Programme

DAY: Final = timedelta(days=1)


@transaction.atomic
def count_days(programme: Programme, *, now: datetime) -> int:
    """Count the days that are over, of the last two weeks, from the tours as they were done.

    Idempotent: counted again, a sheet takes what came in since, and keeps a person's
    correction. Days before stay as they were counted. Returns how many sheets changed.
    """
    yesterday = local_day(now, programme.time_zone) - DAY
    tours = tours_as_done(programme, first=yesterday - RECOUNTED + DAY, last=yesterday)
    held = {
        (sheet.volunteer_id, sheet.day): sheet
        for sheet in DaySheet.objects.filter(
            volunteer__programme=programme, day__gt=yesterday - RECOUNTED, day__lte=yesterday
        )
    }
    fresh = []
    for tour in tours:
        sheet = held.get((tour.volunteer.pk, tour.day))
        if sheet and (sheet.distance_m, sheet.work_s) == (tour.distance_m, tour.work_s):
            continue
        fresh.append(
            DaySheet(
                volunteer=tour.volunteer,
                day=tour.day,
                distance_m=tour.distance_m,
                work_s=tour.work_s,
                counted_at=now,
            )
        )
    DaySheet.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["volunteer", "day"],
        update_fields=["distance_m", "work_s", "counted_at"],
    )
    return len(fresh)


@transaction.atomic
def correct_day(
    volunteer: Volunteer,
    day: date,
    *,
    figures: tuple[int, int],
    reason: str,
    by: Account,
    now: datetime,
) -> DaySheet:
    """Give a day other figures than those counted: (metres, seconds), with the reason why.

    What was counted stays beside them. Raises ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing(volunteer=volunteer, day=day)
    hold_volunteers([volunteer.pk])
    counted = _counted(volunteer, day)
    sheet, _is_new = DaySheet.objects.get_or_create(
        volunteer=volunteer,
        day=day,
        defaults={
            "distance_m": counted.distance_m if counted else 0,
            "work_s": counted.work_s if counted else 0,
            "counted_at": now,
        },
    )
    sheet.corrected_distance_m, sheet.corrected_work_s = figures
    sheet.reason, sheet.corrected_by, sheet.corrected_at = reason.strip(), by, now
    sheet.save()
    return sheet


def _counted(volunteer: Volunteer, day: date) -> DayCount | None:
    rows = day_sheets(volunteer.programme, first=day, last=day)
    return next((row for row in rows if row.volunteer == volunteer), None)
