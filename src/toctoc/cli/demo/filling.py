"""Fills the demo, relative to today: a programme two months old and its last weeks of calls."""

from datetime import datetime, time, timedelta
from random import Random

from toctoc.agenda.enums import AbsenceKind
from toctoc.agenda.operations import add_absence, open_request, save_request
from toctoc.agenda.queries import list_visits
from toctoc.cli.demo.addresses import index_addresses
from toctoc.cli.demo.calls import Desk
from toctoc.cli.demo.programme import AGE, Office, open_office
from toctoc.cli.demo.residents import draw_residents
from toctoc.cli.demo.team import hire_team
from toctoc.cli.demo.workshops import enrol_people, open_places, plan_workshops
from toctoc.people.models import Resident, Volunteer
from toctoc.people.operations import create_resident
from toctoc.territory.queries import list_communes

SEED = 20_067_296
RESIDENTS = 60
WITHOUT_CALL = 6  # files known from before, without a visit in these weeks
CALL_DAYS = 12
ENROLLED_FROM = 30  # who comes to workshops, among the files
ABSENCE_IN = timedelta(days=5)
TUESDAY = 1


def fill_demo(now: datetime) -> None:
    """Create the programme and play its calls; the same at every first run of a day."""
    rng = Random(SEED)  # noqa: S311 -- made-up people, not secrets
    started = now - AGE
    office = open_office(started)
    index_addresses(list_communes(office.programme), Random(SEED))  # noqa: S311 -- made-up streets
    team = hire_team(office, started)
    places = open_places(office, started)
    residents = _open_files(office, started, rng)
    _note_absence(office, team[1], now)
    workshops = plan_workshops(office, places, team[1], now=now)
    desk = Desk(office.agent, rng)
    desk.play_calls(residents[WITHOUT_CALL:], days=CALL_DAYS, now=now)
    coming = list_visits(office.programme, start=now, end=now + timedelta(days=30))
    desk.cancel_one(list(coming.filter(lead=None)), now=now)
    enrol_people(office, workshops, residents[ENROLLED_FROM:], now)
    _leave_a_call_open(office, residents[0], now)


def _open_files(office: Office, started: datetime, rng: Random) -> list[Resident]:
    communes = list(list_communes(office.programme))
    return [
        create_resident(office.programme, by=office.agent, now=started, fields=fields)
        for fields in draw_residents(communes, count=RESIDENTS, rng=rng)
    ]


def _note_absence(office: Office, volunteer: Volunteer, now: datetime) -> None:
    """Note a day of training known before the calls came: no visit was booked into it."""
    day = (now + ABSENCE_IN).date()
    day += timedelta(days=(TUESDAY - day.weekday()) % 7)
    add_absence(
        volunteer,
        starts_at=datetime.combine(day, time(), tzinfo=now.tzinfo),
        ends_at=datetime.combine(day + timedelta(days=1), time(), tzinfo=now.tzinfo),
        kind=AbsenceKind.TRAINING,
        by=office.coordinator,
        now=now,
    )


def _leave_a_call_open(office: Office, resident: Resident, now: datetime) -> None:
    """Break a call off in the middle: it waits on the call screen, nothing is lost."""
    call = open_request(office.programme, resident=resident, by=office.agent, now=now)
    save_request(call, typed={}, by=office.agent, now=now)
