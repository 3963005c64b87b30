"""The demo's three volunteers: different bases, hours and skills; one of them is a minor."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from toctoc.agenda.operations import set_week
from toctoc.cli.demo.programme import Office, invite
from toctoc.people.enums import Need, Role
from toctoc.people.models import Volunteer
from toctoc.people.operations import VolunteerFields, create_volunteer
from toctoc.territory.queries import get_commune

MISSION = timedelta(days=8 * 30)
UNTIL_ADULT = timedelta(days=150)
ALL_DAY = (time(9), time(17))
MORNING = (time(9), time(12, 30))
AFTERNOON = (time(13, 30), time(17))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recruit:
    """A volunteer of the demo, as written below."""

    email: str
    name: str
    phone: str
    commune: str
    base: str
    hours: int
    week: dict[int, tuple[time, time]]
    skills: tuple[Need, ...] = tuple(Need)
    is_minor: bool = False


RECRUITS = (
    Recruit(
        email="volontaire@demo.invalid",
        name="Noé Exemple",
        phone="+33639980101",
        commune="Morlaàs",
        base="Local de l’association, Morlaàs",
        hours=30,
        week=dict.fromkeys(range(5), ALL_DAY),
    ),
    Recruit(
        email="volontaire2@demo.invalid",
        name="Inès Modèle",
        phone="+33639980102",
        commune="Lembeye",
        base="Maison des services, Lembeye",
        hours=28,
        week={0: AFTERNOON, 1: ALL_DAY, 2: MORNING, 3: ALL_DAY, 4: ALL_DAY},
    ),
    Recruit(
        email="volontaire3@demo.invalid",
        name="Léo Spécimen",
        phone="+33639980103",
        commune="Soumoulou",
        base="Médiathèque, Soumoulou",
        hours=24,
        week={0: ALL_DAY, 1: ALL_DAY, 3: ALL_DAY, 4: MORNING},
        skills=(Need.EQUIPMENT, Need.TECHNICAL),
        is_minor=True,
    ),
)


def hire_team(office: Office, started: datetime) -> list[Volunteer]:
    """Give the volunteers their account, file and week."""
    return [_hire(office, recruit, started) for recruit in RECRUITS]


def _hire(office: Office, recruit: Recruit, started: datetime) -> Volunteer:
    account = invite(
        office.association,
        recruit.email,
        recruit.name,
        role=Role.VOLUNTEER,
        by=office.coordinator,
        now=started,
    )
    fields = VolunteerFields(
        name=recruit.name,
        organisation=office.association,
        account=account,
        phone=recruit.phone,
        mission_starts_on=started.date(),
        mission_ends_on=started.date() + MISSION,
        adult_on=_adult_on(recruit, started.date()),
        base_label=recruit.base,
        base_commune=get_commune(office.programme, recruit.commune),
        weekly_hours=recruit.hours,
        skills=recruit.skills,
    )
    volunteer = create_volunteer(
        office.programme, by=office.coordinator, now=started, fields=fields
    )
    week = [(weekday, starts, ends) for weekday, (starts, ends) in recruit.week.items()]
    set_week(volunteer, availabilities=week, by=office.coordinator)
    return volunteer


def _adult_on(recruit: Recruit, started: date) -> date | None:
    return started + UNTIL_ADULT if recruit.is_minor else None
