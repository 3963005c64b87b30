"""A programme worth looking at: the 73 communes in four sectors, two volunteers, a few people.

Nobody here exists. The day is Monday 30 November 2026, 9 h (tests.factories.NOW).
"""

from dataclasses import dataclass
from datetime import date

from tests.cast import Cast
from tests.factories import (
    NOW,
    AbsenceFactory,
    AvailabilityFactory,
    HelpRequestFactory,
    RelativeFactory,
    ResidentFactory,
    VisitEventFactory,
    VisitFactory,
    VolunteerFactory,
    at,
)
from toctoc.agenda.enums import CancelReason, PromiseKind
from toctoc.agenda.models import Absence, HelpRequest, Visit
from toctoc.dispatch.operations import (
    cancel_visit,
    cut_territory,
    fix_hours,
    propose_day_plan,
)
from toctoc.people.models import Membership, Resident, Volunteer
from toctoc.territory.models import Commune
from toctoc.territory.operations import load_facts

TOMORROW, TOUR_DAY, PLAN_DAY = date(2026, 12, 1), date(2026, 12, 2), date(2026, 12, 4)
PEOPLE = (
    ("Lafictive", "Odette", "64331"),  # Lembeye
    ("Dupin-Exemple", "René", "64405"),  # Morlaàs
    ("Inventée", "Marie-Thérèse", "64526"),  # Soumoulou
)


@dataclass(frozen=True, slots=True)
class Village:
    """What a screen's address needs."""

    cast: Cast
    volunteer: Volunteer
    residents: list[Resident]
    visits: list[Visit]
    call: HelpRequest
    absence: Absence
    access: Membership


def settle_village(cast: Cast) -> Village:
    """Fill the cast's programme: a tour of three visits on Wednesday, a call left open."""
    cast.programme.communes.set(load_facts(cast.programme.siren))
    cut_territory(cast.programme, sectors=4, starts_on=date(2026, 9, 1))
    residents = [_settle(cast, *person) for person in PEOPLE]
    RelativeFactory(resident=residents[0])
    visits = [
        _book(cast, resident, hour)
        for resident, hour in zip(residents, (9, 11, 14), strict=True)
    ]
    return Village(
        cast=cast,
        volunteer=cast.volunteer,
        residents=residents,
        visits=visits,
        call=_leave_call_open(cast, residents[0]),
        absence=_send_away(_hire(cast), cast),
        access=Membership.objects.get(account=cast["observer"]),
    )


def prepare_eve(village: Village) -> date:
    """Give two volunteers each the other's neighbour, propose to swap; return the day."""
    first, second = village.residents[:2]
    far = _hire(village.cast, "Bilal Essai", commune=first.commune)
    for volunteer, resident in ((village.volunteer, first), (far, second)):
        _book(village.cast, resident, 10, day=PLAN_DAY, volunteer=volunteer)
    propose_day_plan(village.cast.programme, PLAN_DAY, now=NOW, by=None)
    return PLAN_DAY


def announce_hours(village: Village) -> date:
    """Fix the hour of somebody who was promised a morning; return the day."""
    visit = _book(village.cast, village.residents[0], 10, day=TOMORROW)
    visit.promise, visit.promised_from = PromiseKind.HALF_DAY, at(TOMORROW, 9)
    visit.promised_until = at(TOMORROW, 11, 30)
    visit.save()
    fix_hours(village.cast.programme, TOMORROW, by=None, now=NOW)
    return TOMORROW


def free_place(village: Village) -> Visit:
    """Cancel a visit while somebody waits for one; return it."""
    HelpRequestFactory(
        programme=village.cast.programme,
        resident=village.residents[1],
        opened_by=village.cast["agent"],
        status="waiting",
        closed_at=NOW,
    )
    visit = _book(village.cast, village.residents[2], 10, day=PLAN_DAY)
    by = village.cast["coordinator"]
    return cancel_visit(visit, reason=CancelReason.WEATHER, by=by, now=NOW)


def _settle(cast: Cast, last_name: str, first_name: str, code: str) -> Resident:
    commune = Commune.objects.get(pk=code)
    return ResidentFactory(
        programme=cast.programme,
        last_name=last_name,
        first_name=first_name,
        commune=commune,
        house_number="12",
        street="chemin des Crêtes",
        lat_deg=commune.lat_deg,
        lon_deg=commune.lon_deg,
        mobile="+33639980001",
        access_note="Portail vert, sonner deux fois.",
    )


def _book(
    cast: Cast,
    resident: Resident,
    hour: int,
    *,
    day: date = TOUR_DAY,
    volunteer: Volunteer | None = None,
) -> Visit:
    visit = VisitFactory(
        programme=cast.programme,
        resident=resident,
        help_request__resident=resident,
        volunteer=volunteer or cast.volunteer,
        promised_from=at(day, hour),
        promised_until=at(day, hour, 30),
        starts_at=at(day, hour),
        ends_at=at(day, hour + 1),
        booked_by=cast["agent"],
    )
    VisitEventFactory(visit=visit, by=cast["agent"])
    return visit


def _hire(
    cast: Cast, name: str = "Dominique Essai", commune: Commune | None = None
) -> Volunteer:
    base = {"base_lat_deg": commune.lat_deg, "base_lon_deg": commune.lon_deg} if commune else {}
    second = VolunteerFactory(programme=cast.programme, name=name, **base)
    for weekday in range(5):
        AvailabilityFactory(volunteer=second, weekday=weekday)
    return second


def _send_away(volunteer: Volunteer, cast: Cast) -> Absence:
    return AbsenceFactory(
        volunteer=volunteer,
        starts_at=at(date(2026, 12, 3), 0),
        ends_at=at(date(2026, 12, 4), 0),
        created_by=cast["coordinator"],
    )


def _leave_call_open(cast: Cast, resident: Resident) -> HelpRequest:
    return HelpRequestFactory(
        programme=cast.programme, resident=resident, opened_by=cast["agent"]
    )
