"""The stops of a phone's package, in the sheet's own words: ready to be shown, nothing more."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from toctoc.agenda.enums import FieldEntryKind, FieldEntryState, VisitKind
from toctoc.agenda.models import Visit
from toctoc.common.phone import show_phone
from toctoc.common.wording import clock, distance, duration, hold
from toctoc.dispatch.queries import SessionView
from toctoc.web.promises import promise_window
from toctoc.web.views.tour_sheet import SheetStop


def say_stop(stop: SheetStop) -> dict[str, object]:
    """Say a stop: what the sheet says, ready to be shown, and what the agenda knows of it."""
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


def say_session(view: SessionView) -> dict[str, object]:
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
