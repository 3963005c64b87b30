"""One visit as the grid draws it: what is written on it, and the whole of it said aloud."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from toctoc.agenda.models import Visit
from toctoc.common.wording import clock, day_long
from toctoc.dispatch.queries import Entry
from toctoc.web.promises import promise_short, promise_window
from toctoc.web.views.agenda_slots import Filters, Slot

type Json = dict[str, Any]


def describe_event(entry: Entry, filters: Filters, *, who: str) -> Json:
    """Describe a visit. One that is filtered out keeps its time, and tells no name."""
    visit = entry.visit
    if visit is None:
        raise ValueError(entry.kind)
    slot = filters.make_slot(visit)
    event: Json = {
        "id": f"visit-{visit.pk}",
        "person": str(entry.volunteer_id),
        "start": _wall(entry.starts_at),
        "end": _wall(entry.ends_at),
        "hours": _hours(entry),
        "can_move": entry.can_move and slot.is_kept,
    }
    if not slot.is_kept:
        said = [_spoken_hours(entry), _("autre visite"), who]
        return {**event, "title": _("autre visite"), "is_other": True, "label": ", ".join(said)}
    return {**event, **_describe_kept(entry, slot, who)}


def seen_mark(visit: Visit) -> str:
    """Return what tells whether a visit is still as it was when it was shown."""
    moments = (int(moment.timestamp()) for moment in (visit.starts_at, visit.ends_at))
    return "-".join(str(one) for one in (visit.volunteer_id, *moments, visit.status))


def _describe_kept(entry: Entry, slot: Slot, who: str) -> Json:
    visit, commune = slot.visit, slot.visit.resident.commune.name
    sector = slot.sector
    return {
        "title": str(visit.resident),
        "place": commune,
        "need": str(visit.get_need_display()),
        "sector": {"number": sector.number, "letter": sector.letter} if sector else None,
        "promised": _("promis : %(window)s") % {"window": promise_short(visit)},
        "with": visit.lead.volunteer.name if visit.lead else "",
        "to_tell": _("à prévenir") if slot.is_to_tell else "",
        "cancelled": str(visit.get_cancel_reason_display()) if slot.is_cancelled else "",
        "seen": seen_mark(visit),
        "url": slot.url,
        "place_url": reverse("agenda:place-visit", args=[visit.programme.slug, visit.pk]),
        "label": _spoken(entry, slot, who),
    }


def _spoken(entry: Entry, slot: Slot, who: str) -> str:
    """Say all of a visit in one breath, as its link's name."""
    visit = slot.visit
    said = [
        day_name(entry.starts_at.date()),
        _spoken_hours(entry),
        str(visit.resident),
        visit.resident.commune.name,
        who,
    ]
    if visit.lead:
        said.append(_("avec %(name)s") % {"name": visit.lead.volunteer.name})
    if slot.is_cancelled:
        return ", ".join([*said, _("annulée")])
    said.append(_("promis %(window)s") % {"window": promise_window(visit)})
    if slot.sector:
        said.append(_("secteur %(letter)s") % {"letter": slot.sector.letter})
    if slot.is_to_tell:
        said.append(_("personne à prévenir"))
    return ", ".join(said)


def _spoken_hours(entry: Entry) -> str:
    words = {"from": clock(entry.starts_at), "until": clock(entry.ends_at)}
    return _("%(from)s à %(until)s") % words


def _hours(entry: Entry) -> str:
    words = {"from": clock(entry.starts_at), "until": clock(entry.ends_at)}
    return _("%(from)s – %(until)s") % words


@lru_cache(maxsize=64)
def day_name(day: date) -> str:
    """Say a day; a week of visits says the same few hundreds of times."""
    return day_long(day)


def _wall(moment: datetime) -> str:
    """Return local time without its zone: the grid draws the programme's clock anywhere."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
