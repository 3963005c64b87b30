"""The demo's places and workshops: one held, a series to come, one that is full."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from toctoc.agenda.enums import EnrolmentSource, RequestStatus, SessionLevel
from toctoc.agenda.models import Place, Session
from toctoc.agenda.operations import (
    AskedPlace,
    EnrolmentTerms,
    PlaceFields,
    Rhythm,
    SessionFields,
    answer_request,
    ask_place,
    count_walk_ins,
    create_place,
    enrol,
    make_session_link,
    note_presence,
    open_request,
    plan_series,
    plan_session,
    starts_every,
)
from toctoc.cli.demo.programme import Office
from toctoc.people.enums import Channel
from toctoc.people.models import Resident, Volunteer
from toctoc.territory.queries import get_commune

THURSDAY = 3
DAY = timedelta(days=1)
OPEN = tuple((day, time(9), time(18)) for day in range(5))
ON_THE_PHONE = EnrolmentTerms(told=Channel.PHONE)
# name, commune, seats, machines, whether a wheelchair gets in
PLACES = (
    ("Cyberbase Exemple", "Lembeye", 8, 6, True),
    ("Médiathèque Modèle", "Morlaàs", 12, 4, True),
    ("Salle Spécimen", "Soumoulou", 6, 0, False),
)
ASKED = AskedPlace(last_name="Démonstration", first_name="Rose", phone="+33639980150")


def open_places(office: Office, started: datetime) -> list[Place]:
    """Open the rooms lent to the programme, each at the middle of its commune."""
    return [_open_place(office, row, started) for row in PLACES]


def plan_workshops(
    office: Office, places: Sequence[Place], volunteer: Volunteer, *, now: datetime
) -> list[Session]:
    """Plan last Thursday's workshop, three of a series from next week on, and a full one.

    Before the calls are played: visits are then planned around them.
    """
    by, planned_at, programme = office.agent, now - timedelta(days=30), office.programme
    zone = ZoneInfo(programme.time_zone)
    thursday = _thursday_of_next_week(now, zone)
    cyberbase, library, room = places
    held = plan_session(
        programme,
        fields=_about("Photos de famille sur téléphone", library, thursday - 14 * DAY),
        volunteers=[volunteer],
        by=by,
        now=planned_at,
    )
    starts = starts_every(thursday, every_weeks=1, count=3, zone=zone)
    series = plan_series(
        programme,
        fields=_about("Premiers pas sur tablette", cyberbase, thursday),
        rhythm=Rhythm(starts=starts, every_weeks=1),
        volunteers=[volunteer],
        by=by,
        now=planned_at,
    )
    taxes = _about("Déclarer ses revenus en ligne", room, thursday + DAY, seats=4)
    full = plan_session(programme, fields=taxes, by=by, now=planned_at)
    return [held, *series, full]


def enrol_people(
    office: Office, sessions: Sequence[Session], residents: Sequence[Resident], now: datetime
) -> None:
    """Let people come to the first workshop, enrol in the next, and wait for the full one."""
    held, first, *_later, full = sessions
    before = held.starts_at - 5 * DAY
    enrolled = [
        enrol(held, resident=one, by=office.agent, now=before, terms=ON_THE_PHONE)
        for one in residents[:5]
    ]
    for enrolment in enrolled:
        came = enrolment != enrolled[-1]
        note_presence(enrolment, is_present=came, by=office.agent, now=held.ends_at)
    count_walk_ins(held, count=2, by=office.agent, now=held.ends_at)
    for number, resident in enumerate(residents[5:9]):
        terms = EnrolmentTerms(told=Channel.PHONE, needs_lift=number == 1)
        enrol(first, resident=resident, by=office.agent, now=now, terms=terms)
    for resident in residents[9:14]:
        enrol(full, resident=resident, by=office.agent, now=now, terms=ON_THE_PHONE)
    _answer_a_call(office, first, residents[14], now)
    link, _token = make_session_link(
        first, label="France services de démonstration", by=office.agent, now=now
    )
    ask_place(link, asked=ASKED, now=now)


def _answer_a_call(office: Office, session: Session, resident: Resident, now: datetime) -> None:
    """Answer a call by a workshop instead of a visit."""
    call = open_request(office.programme, resident=resident, by=office.agent, now=now)
    terms = EnrolmentTerms(source=EnrolmentSource.CALL, told=Channel.PHONE)
    enrol(session, resident=resident, by=office.agent, now=now, terms=terms)
    answer_request(
        call, status=RequestStatus.WORKSHOP, note=session.title, by=office.agent, now=now
    )


def _open_place(
    office: Office, row: tuple[str, str, int, int, bool], started: datetime
) -> Place:
    name, commune_name, seats, machines, is_accessible = row
    commune = get_commune(office.programme, commune_name)
    fields = PlaceFields(
        name=name,
        commune=commune,
        lat_deg=commune.lat_deg,
        lon_deg=commune.lon_deg,
        seats=seats,
        machines=machines,
        is_accessible=is_accessible,
        openings=OPEN,
    )
    return create_place(office.programme, fields=fields, by=office.coordinator, now=started)


def _about(
    title: str, place: Place, starts_at: datetime, *, seats: int | None = None
) -> SessionFields:
    return SessionFields(
        title=title,
        place=place,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        level=SessionLevel.DISCOVERY,
        bring="son appareil et son chargeur",
        seats=seats,
    )


def _thursday_of_next_week(now: datetime, zone: ZoneInfo) -> datetime:
    today = now.astimezone(zone).date()
    day = today + (7 + THURSDAY - today.weekday()) * DAY
    return datetime.combine(day, time(14), tzinfo=zone)
