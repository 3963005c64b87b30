"""Writing a programme's planning rules, only together and only where they make sense."""

import logging
from datetime import datetime, time
from typing import Any, Final, TypedDict, Unpack

from django.db import transaction

from toctoc.agenda.enums import PromiseKind
from toctoc.dispatch.enums import EvePlanning
from toctoc.dispatch.errors import InvalidPlanningSettings
from toctoc.dispatch.models import PlanningSettings
from toctoc.dispatch.models.planning_settings import (
    EVE_FROM,
    EVE_UNTIL,
    LONE_DELAYS_MIN,
)
from toctoc.people.models import Account
from toctoc.territory.models import Programme

log = logging.getLogger(__name__)


class PlanningFields(TypedDict, total=False):
    """What may be set; what is absent stays as it was."""

    promise: PromiseKind
    lead_days: int
    horizon_days: int
    max_visits_per_tour: int
    remote_wait_limit_days: int
    morning_starts_at: time
    morning_ends_at: time
    afternoon_starts_at: time
    afternoon_ends_at: time
    lunch_starts_at: time
    lunch_ends_at: time
    eve_planning: EvePlanning
    eve_at: time
    lets_volunteers_change: bool
    watches_lone_visits: bool
    lone_delay_min: int
    lone_escalation_min: int
    wait_weight: float


# The least and the most that make sense, whatever the other rules say.
RANGES: Final[dict[str, tuple[Any, Any]]] = {
    "lead_days": (0, 20),
    "horizon_days": (1, 60),
    "max_visits_per_tour": (1, 12),
    "remote_wait_limit_days": (1, 60),
    "eve_at": (EVE_FROM, EVE_UNTIL),
    "wait_weight": (0.1, 20.0),
    "lone_delay_min": LONE_DELAYS_MIN,
    "lone_escalation_min": LONE_DELAYS_MIN,
}
# Each begins no later than the next.
ORDER: Final = (
    ("morning_starts_at", "morning_ends_at"),
    ("afternoon_starts_at", "afternoon_ends_at"),
    ("lunch_starts_at", "lunch_ends_at"),
)


@transaction.atomic
def save_planning_settings(
    programme: Programme, *, by: Account, now: datetime, **fields: Unpack[PlanningFields]
) -> PlanningSettings:
    """Change how a programme plans, from the next call on; promises made stay as they are.

    The row is locked, and made where the programme has none yet. The log names who changed
    what, by ids. Raises InvalidPlanningSettings with the first field that makes no sense.
    """
    unknown = fields.keys() - PlanningFields.__annotations__.keys()
    if unknown:
        message = f"not planning settings: {sorted(unknown)}"
        raise TypeError(message)
    rows = PlanningSettings.objects.select_for_update(no_key=True)
    settings, _is_new = rows.get_or_create(programme=programme)
    changed = {
        name: value for name, value in fields.items() if getattr(settings, name) != value
    }
    for name, value in changed.items():
        setattr(settings, name, value)
    _check(settings)
    settings.save()
    log.info(
        "planning of programme %s changed by account %s at %s: %s",
        programme.pk, by.pk, now.isoformat(), ", ".join(sorted(changed)),
    )  # fmt: skip
    return settings


def _check(settings: PlanningSettings) -> None:
    _check_choice(settings, "promise", PromiseKind.values)
    _check_choice(settings, "eve_planning", EvePlanning.values)
    for field, (least, most) in RANGES.items():
        _check_range(settings, field, least, most)
    for first, last in ORDER:
        _check_range(settings, last, getattr(settings, first), time.max)
    # Strictly: a promise at noon belongs to one half.
    if settings.afternoon_starts_at <= settings.morning_ends_at:
        raise InvalidPlanningSettings(
            field="afternoon_starts_at",
            value=settings.afternoon_starts_at,
            least=settings.morning_ends_at,
            most=None,
        )


def _check_choice(settings: PlanningSettings, field: str, values: list[str]) -> None:
    value = getattr(settings, field)
    if value not in values:
        raise InvalidPlanningSettings(field=field, value=value, least=None, most=None)


def _check_range(settings: PlanningSettings, field: str, least: Any, most: Any) -> None:
    value = getattr(settings, field)
    if not least <= value <= most:
        raise InvalidPlanningSettings(field=field, value=value, least=least, most=most)
