"""Days given to sectors: which half-days of a request are its sector's."""

from dataclasses import replace

from toctoc.agenda.models import HelpRequest
from toctoc.dispatch.bridge.problem import LoadedProblem
from toctoc.planning.model import Request
from toctoc.territory.queries import find_sector


def keep_sector_days(
    request: Request, help_request: HelpRequest, loaded: LoadedProblem
) -> Request:
    """Return the request with the half-days of its sector's days only; three queries.

    The same request where the home has no sector, or one that every day is for.
    """
    resident = help_request.resident
    if resident is None:
        return request
    today = loaded.clock.date_of(loaded.problem.horizon.today)
    found = find_sector(
        help_request.programme, resident.commune_id, street=resident.street_line, on=today
    )
    if found.sector is None:
        return request
    days = found.sector.days
    return replace(
        request,
        half_days=frozenset(
            half_day
            for half_day in request.half_days
            if _is_given(days, loaded.clock.date_of(half_day.day).weekday())
        ),
    )


def _is_given(days: str, weekday: int) -> bool:
    return weekday < len(days) and days[weekday] == "1"
