"""A series of visits, line by line: each visit, and what has found no moment, with its why."""

from dataclasses import dataclass
from typing import Self

from django.urls import reverse
from django.utils.translation import gettext as _

from toctoc.agenda.models import HelpRequest, Visit, VisitSeries
from toctoc.agenda.queries import list_series_requests, list_series_visits
from toctoc.web.promises import promise_when


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One visit of a series, or one that has found no moment and says why."""

    when: str
    who: str
    status: str
    url: str
    why: str = ""
    help_request: HelpRequest | None = None

    @classmethod
    def of_visit(cls, visit: Visit, *, year: int) -> Self:
        url = reverse("agenda:show-visit", args=[visit.programme.slug, visit.pk])
        return cls(
            when=promise_when(visit, year),
            who=visit.volunteer.name,
            status=visit.status,
            url=url,
        )

    @classmethod
    def of_request(cls, help_request: HelpRequest) -> Self:
        slug = help_request.programme.slug
        url = reverse("call:show-call", args=[slug, help_request.pk])
        return cls(
            when=_("Sans rendez-vous pour l’instant"),
            who="",
            status=help_request.status,
            url=url,
            why=help_request.outcome_note,
            help_request=help_request,
        )


def list_lines(series: VisitSeries, *, year: int) -> list[SeriesLine]:
    """Return the visits of a series by time, then what has no appointment; two queries."""
    visits = (SeriesLine.of_visit(one, year=year) for one in list_series_visits(series))
    waiting = (SeriesLine.of_request(one) for one in list_series_requests(series))
    return [*visits, *waiting]
