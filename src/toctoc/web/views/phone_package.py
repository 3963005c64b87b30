"""What a volunteer's phone carries: today's and tomorrow's tour, and the files they need.

Words are ready to be shown: the phone only fills them in. Nothing here is for anybody but the
signed-in volunteer, and nothing of it is kept by a cache on the way (docs/flows/offline.md).
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.core import signing
from django.db.models import prefetch_related_objects
from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from toctoc.agenda.enums import (
    ConsentText,
    FieldEntryKind,
    FieldEntryState,
    VisitKind,
    VisitStatus,
)
from toctoc.agenda.models import FieldEntry, Visit
from toctoc.agenda.queries import list_visits
from toctoc.common.phone import show_phone
from toctoc.common.wording import clock, day_long, distance, duration, hold
from toctoc.dispatch.queries import SessionView, TourView, get_tour
from toctoc.people.enums import Action
from toctoc.people.models import Volunteer
from toctoc.people.queries import find_volunteer_of
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.phone import report_words
from toctoc.web.promises import promise_window
from toctoc.web.views.tour_sheet import Sheet, SheetStop, build_sheets

FORMAT = 1
DAY = timedelta(days=1)
TICKET = "toctoc.phone.ticket"


@require_safe
@needs(Action.SEE_OWN_TOURS)
def get_package(request: StaffRequest) -> JsonResponse:
    """Answer the signed-in volunteer's own two days; who has no file has none (404)."""
    get_token(request)  # the phone reads the cookie before it sends
    volunteer = own_volunteer(request)
    response = JsonResponse(build_package(request, volunteer))
    response["Cache-Control"] = "no-store, private"
    return response


def own_volunteer(request: StaffRequest) -> Volunteer:
    volunteer = find_volunteer_of(request.user, request.programme)
    if volunteer is None:
        raise Http404
    return volunteer


def build_package(request: StaffRequest, volunteer: Volunteer) -> dict[str, object]:
    """Return all the phone needs for two days; a fixed number of queries."""
    programme = request.programme
    days = (request.today, request.today + DAY)
    tours = [get_tour(programme, volunteer, day) for day in days]
    sheets = build_sheets(tours, request)
    prefetch_related_objects(_visits(tours), "field_entries")
    return {
        "format": FORMAT,
        "made_at": request.now.isoformat(),
        "owner": _owner(request),
        "ticket": make_ticket(volunteer),
        "volunteer": volunteer.name,
        "programme": programme.name,
        "service_phone": programme.service_phone,
        "days": [_day(sheet, day) for sheet, day in zip(sheets, days, strict=True)],
        "cancelled": _cancelled(request, volunteer, days),
        "entries": _judged(_visits(tours), volunteer),
        "report": report_words(),
        "consent": {"version": ConsentText.V1.value, "text": str(ConsentText.V1.label)},
    }


def make_ticket(volunteer: Volunteer) -> str:
    """Sign for whom a phone was filled: it may ask, signed out, whether that still holds."""
    value = [volunteer.programme.slug, volunteer.pk, volunteer.account_id]
    return signing.dumps(value, salt=TICKET)


def _visits(tours: Iterable[TourView]) -> list[Visit]:
    return [stop.visit for tour in tours for stop in tour.stops]


def _owner(request: StaffRequest) -> str:
    """Name account and programme on the phone by a word that says nothing of either."""
    value = f"{request.user.pk}:{request.programme.pk}"
    return salted_hmac("toctoc.phone.owner", value, algorithm="sha256").hexdigest()[:24]


def _judged(visits: Iterable[Visit], volunteer: Volunteer) -> list[dict[str, object]]:
    """Say where entries stand by now: what another phone sent since may have changed that."""
    entries = (one for visit in visits for one in visit.field_entries.all())
    return [answer_entry(one) for one in entries if one.volunteer_id == volunteer.pk]


def answer_entry(entry: FieldEntry) -> dict[str, object]:
    """Tell a phone what became of an entry, and why where it was kept aside."""
    return {
        "key": str(entry.key),
        "state": entry.state,
        "reason": str(entry.get_reason_display()) if entry.reason else "",
    }


def _cancelled(
    request: StaffRequest, volunteer: Volunteer, days: tuple[date, ...]
) -> list[int]:
    start = request.now.replace(hour=0, minute=0, second=0, microsecond=0)
    visits = list_visits(
        request.programme,
        start=start,
        end=start + len(days) * DAY,
        volunteer=volunteer,
        with_cancelled=True,
    )
    return [one.pk for one in visits if one.status == VisitStatus.CANCELLED]


def _day(sheet: Sheet, day: date) -> dict[str, object]:
    tour = sheet.tour
    late = _("Il manque %(late)s : prévenez le service avant de partir.")
    return {
        "day": day.isoformat(),
        "title": day_long(day).capitalize(),
        "summary": _summary(tour) if tour.stops else "",
        "late": late % {"late": duration(tour.late_s)} if tour.late_s else "",
        "return": _way_back(tour) if tour.stops else "",
        "sketch": _sketch(sheet, day),
        "stops": [_stop(stop) for stop in sheet.stops],
        "sessions": [_session(one) for one in tour.sessions],
    }


def _summary(tour: TourView) -> str:
    count = len(tour.stops)
    visits = ngettext("%(count)s visite", "%(count)s visites", count) % {"count": count}
    hours = _("départ %(departs)s · retour %(returns)s") % {
        "departs": clock(tour.departs_at) if tour.departs_at else "",
        "returns": clock(tour.returns_at) if tour.returns_at else "",
    }
    return f"{visits} · {distance(tour.distance_m)} · {hours}"


def _way_back(tour: TourView) -> str:
    where = _("retour à %(place)s vers %(at)s") % {
        "place": tour.volunteer.base_label,
        "at": clock(tour.returns_at) if tour.returns_at else "",
    }
    return f"{duration(tour.return_s)} · {distance(tour.return_m)} · {where}"


def _sketch(sheet: Sheet, day: date) -> str:
    if sheet.sketch is None:
        return ""
    context = {"sheet": sheet, "sketch": sheet.sketch, "id_prefix": f"phone-{day}"}
    return render_to_string("tour/sketch.html", context)


def _stop(stop: SheetStop) -> dict[str, object]:
    visit = stop.visit
    return {
        "visit": visit.pk,
        "number": stop.number,
        "name": str(stop.resident),
        "hour": clock(stop.starts_at),
        "hours": f"{clock(stop.starts_at)} – {clock(stop.ends_at)}",
        "when": _("à %(hour)s") % {"hour": clock(stop.starts_at)},
        "starts_at": stop.starts_at.isoformat(),
        "leg": f"{duration(stop.leg_s)} · {distance(stop.leg_m)}",
        **_facts(stop),
        **_known(visit),
    }


def _facts(stop: SheetStop) -> dict[str, object]:
    """Say where it is, how to get in, what for: what the sheet says, and no more."""
    equipment = [", ".join(stop.equipment)] if stop.equipment else []
    need = [str(stop.visit.get_need_display()), duration(stop.visit.length_s), *equipment]
    return {
        **_where(stop),
        "promise": _("Promis %(window)s") % {"window": promise_window(stop.visit)},
        "access_note": stop.access_note,
        "pair": _pair(stop),
        "details": stop.visit.help_request.details,
        "need": " · ".join(need),
        "lines": [
            {"phone": line.phone, "shown": hold(show_phone(line.phone)), "owner": line.owner}
            for line in stop.lines
        ],
    }


def _where(stop: SheetStop) -> dict[str, object]:
    """Say where to go: the home, a place of the programme, or nowhere for a visit by phone."""
    visit, resident = stop.visit, stop.resident
    if visit.kind == VisitKind.PHONE:
        line = _("Par téléphone : appelez à l’heure promise.")
        return {"commune": _("par téléphone"), "address": [{"line": line}]}
    place = visit.place
    commune = place.commune if place else resident.commune
    street = [place.name, place.address] if place else [resident.street_line]
    lines = [*street, f"{commune.postcode} {commune.name}"]
    return {
        "commune": commune.name,
        "address": [{"line": line} for line in lines if line],
        "rough": stop.is_rough and place is None,
        "geo": stop.geo_url,
    }


def _session(view: SessionView) -> dict[str, object]:
    """Say what is held where: a workshop, a meeting, a training."""
    session = view.session
    place = session.place
    point = f"{place.lat_deg:.5f},{place.lon_deg:.5f}"
    return {
        "hours": f"{clock(view.starts_at)} – {clock(view.ends_at)}",
        "title": f"{session.get_kind_display()} · {session.title}",
        "where": f"{place.name}, {place.commune.name}",
        "leg": f"{duration(view.leg_s)} · {distance(view.leg_m)}",
        "geo": f"geo:{point}?q={point}",
    }


def _pair(stop: SheetStop) -> str:
    if not stop.resident.two_people_only:
        return ""
    always = _("Toujours venir à deux.")
    beside = _("Avec %(name)s.") % {"name": stop.companion} if stop.companion else ""
    return f"{always} {beside}".strip()


def _known(visit: Visit) -> Mapping[str, object]:
    """Say what the agenda knows of the visit already, from this phone or from elsewhere."""
    applied = [
        one.kind
        for one in visit.field_entries.all()
        if one.state == FieldEntryState.APPLIED and one.volunteer_id == visit.volunteer_id
    ]
    return {
        "status": visit.status,
        "arrived_at": _iso(visit.arrived_at),
        "left_at": _iso(visit.left_at),
        "has_report": FieldEntryKind.REPORT in applied,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
