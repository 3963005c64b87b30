"""Workshops worth looking at, in the village: one nearly full, a series, one cancelled."""

from dataclasses import dataclass
from datetime import date, time

from tests.e2e.village import Village
from tests.factories import (
    NOW,
    EnrolmentFactory,
    HelpRequestFactory,
    PlaceFactory,
    PlaceOpeningFactory,
    ResidentFactory,
    SessionFactory,
    at,
)
from toctoc.agenda.models import Enrolment, PlaceRequest, Session
from toctoc.agenda.operations import (
    AskedPlace,
    Rhythm,
    SessionFields,
    ask_place,
    cancel_session,
    make_session_link,
    plan_series,
    set_session_cap,
    starts_every,
)
from toctoc.territory.models import Commune

DAY = date(2026, 12, 10)


@dataclass(frozen=True, slots=True)
class Workshops:
    """What the addresses of these screens need."""

    session: Session
    held: Session
    enrolment: Enrolment
    asked: PlaceRequest
    token: str


def hold_workshops(village: Village) -> Workshops:
    """Fill the programme with a place, a series, people enrolled and waiting, a link."""
    cast, by = village.cast, village.cast["agent"]
    place = _open_place(cast.programme)
    starts = starts_every(at(DAY, 14), every_weeks=1, count=3, zone=NOW.tzinfo)
    fields = SessionFields(
        title="Premiers pas sur tablette",
        place=place,
        starts_at=at(DAY, 14),
        ends_at=at(DAY, 16),
        level="discovery",
        bring="sa tablette et son chargeur",
        seats=2,
    )
    first, _second, third = plan_series(
        cast.programme,
        fields=fields,
        rhythm=Rhythm(starts=starts, every_weeks=1),
        volunteers=[village.volunteer],
        by=by,
        now=NOW,
    )
    cancel_session(third, reason="La salle est prise", by=by, now=NOW)
    enrolment = _enrol(first, village)
    link, token = make_session_link(first, label="France services d’essai", by=by, now=NOW)
    asked = AskedPlace(last_name="Imaginaire", first_name="Léon", phone="+33600000077")
    return Workshops(
        session=first,
        held=_hold(place, village),
        enrolment=enrolment,
        asked=ask_place(link, asked=asked, now=NOW),
        token=token,
    )


def cap_workshops(village: Village) -> None:
    """Set a cap under which a workshop has one person too many."""
    hold_workshops(village)
    set_session_cap(village.cast.programme, max_people=1, by=village.cast["agent"], now=NOW)


def call_for_workshops(village: Village) -> None:
    """Let several people wait for help, and a place be known near them."""
    _open_place(village.cast.programme)
    for resident in village.residents:
        HelpRequestFactory(
            programme=village.cast.programme,
            resident=resident,
            opened_by=village.cast["agent"],
            status="waiting",
            closed_at=NOW,
        )


def _open_place(programme):
    commune = Commune.objects.get(pk="64331")
    place = PlaceFactory(
        programme=programme,
        name="Cyberbase de Lembeye",
        commune=commune,
        lat_deg=commune.lat_deg,
        lon_deg=commune.lon_deg,
        machines=6,
        is_accessible=True,
        phone="+33559000010",
        access_details="Au rez-de-chaussée, parking devant",
    )
    for weekday in range(4):
        PlaceOpeningFactory(place=place, weekday=weekday, ends_at=time(12))
        PlaceOpeningFactory(place=place, weekday=weekday, starts_at=time(14))
    PlaceFactory(programme=programme, name="Ancienne poste", closed_on=date(2026, 10, 1))
    return place


def _enrol(session, village):
    told = {"told_channel": "phone", "told_at": NOW}
    first, second, third = village.residents
    EnrolmentFactory(session=session, resident=first, needs_lift=True, **told)
    enrolment = EnrolmentFactory(session=session, resident=second, seat=2)
    EnrolmentFactory(session=session, resident=third, waiting=True, **told)
    return enrolment


def _hold(place, village):
    """Return a workshop of this morning: its sheet is being kept."""
    programme = village.cast.programme
    session = SessionFactory(
        programme=programme,
        place=place,
        title="Photos de famille",
        starts_at=at(NOW.date(), 8),
        ends_at=at(NOW.date(), 11),
        status="held",
        walk_ins=2,
    )
    states = ("present", "absent", "enrolled")
    for seat, (resident, state) in enumerate(zip(village.residents, states, strict=True), 1):
        EnrolmentFactory(session=session, resident=resident, seat=seat, status=state)
    ResidentFactory(programme=programme, last_name="Personne", first_name="Nouvelle")
    return session
