"""A programme worth looking at: the 73 communes in four sectors, two volunteers, a few people.

Nobody here exists. The day is Monday 30 November 2026, 9 h (tests.factories.NOW).
"""

from dataclasses import dataclass
from datetime import date

from tests.cast import Cast
from tests.factories import (
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
from toctoc.agenda.models import Absence, HelpRequest, Visit
from toctoc.dispatch.operations import cut_territory
from toctoc.people.models import Membership, Resident, Volunteer
from toctoc.territory.models import Commune
from toctoc.territory.operations import load_facts

TOUR_DAY = date(2026, 12, 2)
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


def _book(cast: Cast, resident: Resident, hour: int) -> Visit:
    visit = VisitFactory(
        programme=cast.programme,
        resident=resident,
        help_request__resident=resident,
        volunteer=cast.volunteer,
        promised_from=at(TOUR_DAY, hour),
        promised_until=at(TOUR_DAY, hour, 30),
        starts_at=at(TOUR_DAY, hour),
        ends_at=at(TOUR_DAY, hour + 1),
        booked_by=cast["agent"],
    )
    VisitEventFactory(visit=visit, by=cast["agent"])
    return visit


def _hire(cast: Cast) -> Volunteer:
    second = VolunteerFactory(programme=cast.programme, name="Dominique Essai")
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
