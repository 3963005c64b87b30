"""What is known already of a caller: files that may be theirs, visits made and promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Self

from django.utils.translation import ngettext

from toctoc.agenda.enums import VisitStatus
from toctoc.agenda.models import Visit
from toctoc.agenda.queries import list_visits_of
from toctoc.people.models import Resident
from toctoc.people.queries import find_duplicates, search_residents
from toctoc.territory.models import Programme
from toctoc.web.forms.call import CallForm
from toctoc.web.templatetags.human import phone_national

MATCHES: Final = 5
RECENT_VISITS: Final = 5


@dataclass(frozen=True, slots=True)
class Match:
    """A file that may be the caller's, and why it is shown."""

    resident: Resident
    why: str = ""

    @property
    def detail(self) -> str:
        return describe(self.resident)


@dataclass(frozen=True, slots=True)
class History:
    """What was promised to this person already, and what was done."""

    coming: Visit | None = None
    past: tuple[Visit, ...] = ()

    @classmethod
    def of(cls, resident: Resident | None, *, now: datetime) -> Self:
        """Read it; one query for a known person."""
        if resident is None:
            return cls()
        visits = list(list_visits_of(resident)[:RECENT_VISITS])
        coming = [
            one for one in visits if one.status == VisitStatus.BOOKED and one.ends_at > now
        ]
        past = tuple(
            one
            for one in visits
            if one.status != VisitStatus.CANCELLED and one.ends_at <= now and not one.lead_id
        )
        return cls(min(coming, key=lambda one: one.starts_at, default=None), past)


def list_matches(programme: Programme, form: CallForm) -> tuple[Match, ...]:
    """Return duplicates of the file being typed; before a name is, what the search finds.

    At most two queries.
    """
    value = form.cleaned_data.get
    last_name, phone = value("last_name", ""), value("landline") or value("mobile") or ""
    if not last_name and not phone:
        text = value("person", "")
        files = search_residents(programme, text)[:MATCHES] if text else ()
        return tuple(Match(resident) for resident in files)
    found = find_duplicates(
        programme,
        last_name=last_name,
        first_name=value("first_name", ""),
        commune=value("commune"),
        phone=phone,
        limit=MATCHES,
    )
    return tuple(Match(one.resident, str(one.why.label)) for one in found)


def say_matches(matches: Sequence[Match]) -> str:
    """Say how many files resemble, for those who do not see the list."""
    count = len(matches)
    told = ngettext("%(count)s fiche ressemble", "%(count)s fiches ressemblent", count)
    return told % {"count": count} if count else ""


def describe(resident: Resident) -> str:
    """Return what tells two namesakes apart: the commune and a number."""
    phone = phone_national(resident.landline or resident.mobile)
    return " · ".join(part for part in (resident.commune.name, phone) if part)
