"""What a volunteer's phone carries: today's and tomorrow's tour, and the files they need.

Words are ready to be shown: the phone only fills them in. Nothing here is for anybody but the
signed-in volunteer, and nothing of it is kept by a cache on the way (docs/flows/offline.md).
"""

from collections.abc import Iterable
from datetime import date, timedelta

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
    VisitStatus,
)
from toctoc.agenda.models import FieldEntry, Visit
from toctoc.agenda.queries import list_visits
from toctoc.common.wording import clock, day_long, distance, duration
from toctoc.dispatch.queries import TourView, get_tour
from toctoc.people.enums import Action
from toctoc.people.models import Volunteer
from toctoc.people.queries import find_volunteer_of
from toctoc.web.access import StaffRequest, needs
from toctoc.web.forms.phone import report_words
from toctoc.web.views.phone_stops import say_session, say_stop
from toctoc.web.views.tour_sheet import Sheet, build_sheets

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
        "owner": owner_word(request),
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


def owner_word(request: StaffRequest) -> str:
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
        "stops": [say_stop(stop) for stop in sheet.stops],
        "sessions": [say_session(one) for one in tour.sessions],
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
