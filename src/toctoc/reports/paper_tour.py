"""A volunteer's tour on paper: the phone's equal, with blank lines to be typed in afterwards.

Three forms: a page, large print, and an accordion that folds into a pocket.
"""

import enum
from collections.abc import Collection
from datetime import datetime

import segno
from django.utils import timezone
from django.utils.translation import gettext as _

from toctoc.agenda.enums import PromiseKind, VisitKind
from toctoc.agenda.models import Visit
from toctoc.common.phone import show_phone
from toctoc.common.wording import clock, day_long, distance, duration
from toctoc.dispatch.queries import StopView, TourView
from toctoc.people.models import Resident
from toctoc.reports.typesetting import set_pdf
from toctoc.territory.models import Programme


class PaperForm(enum.StrEnum):
    """How a tour is laid out on A4."""

    PAGE = "page"
    LARGE = "large"
    POCKET = "pocket"


def tour_pdf(
    programme: Programme,
    tour: TourView,
    *,
    form: PaperForm,
    noted: Collection[int],
    now: datetime,
    url: str = "",
) -> bytes:
    """Return a tour as a tagged PDF; relatives of the people visited should be prefetched.

    `noted` are the visits whose access note this reader may have on paper. `url`, where given,
    becomes a square to scan that opens the tour on a phone: it must name nobody.
    """
    return set_pdf(
        "tour",
        {
            "form": str(form),
            "labels": _labels(),
            "tour": _tour_words(programme, tour, now=now),
            "visits": [
                _visit_words(number, stop, may_note=stop.visit.pk in noted)
                for number, stop in enumerate(tour.stops, start=1)
            ],
            "qr": _square(url) if url else "",
        },
    )


def _tour_words(programme: Programme, tour: TourView, *, now: datetime) -> dict[str, str]:
    name, day = tour.volunteer.name, day_long(tour.day, 0)
    words = {"name": name, "day": day}
    return {
        "title": _("Tournée de %(name)s, %(day)s") % words,
        "name": _("Tournée de %(name)s") % words,
        "day": day[:1].upper() + day[1:],
        "service": programme.name,
        "phone": show_phone(programme.service_phone) if programme.service_phone else "",
        "summary": f"{distance(tour.distance_m)} · {duration(tour.work_s)}",
        "departs": f"{clock(tour.departs_at)}, {tour.volunteer.base_label}"
        if tour.departs_at
        else "",
        "returns": f"{clock(tour.returns_at)} ({_leg(tour.return_s, tour.return_m)})"
        if tour.returns_at
        else "",
        "printed": _("Imprimé le %(day)s à %(hour)s")
        % {"day": day_long(timezone.localtime(now).date()), "hour": clock(now)},
    }


def _visit_words(number: int, stop: StopView, *, may_note: bool) -> dict[str, object]:
    visit, resident = stop.visit, stop.visit.resident
    return {
        "number": str(number),
        "hour": clock(stop.starts_at),
        "promise": _promise(visit),
        "leg": _leg(stop.leg_s, stop.leg_m),
        "person": str(resident),
        "address": _address(visit),
        "phones": _phones(resident),
        "access": resident.access_note if may_note else "",
        "pair": _("Toujours venir à deux.") if resident.two_people_only else "",
        "need": f"{visit.get_need_display()} · {duration(visit.length_s)}",
        "details": visit.help_request.details,
    }


def _address(visit: Visit) -> list[str]:
    """Return where the visit is, in lines; help by phone has no address to go to."""
    if visit.kind == VisitKind.PHONE:
        return [_("Par téléphone")]
    if visit.kind == VisitKind.PLACE and visit.place is not None:
        lines = [visit.place.name, visit.place.address, str(visit.place.commune)]
    else:
        commune = visit.resident.commune
        lines = [visit.resident.street_line, f"{commune.postcode} {commune.name}"]
    return [line for line in lines if line]


def _promise(visit: Visit) -> str:
    words = {"first": clock(visit.promised_from), "last": clock(visit.promised_until)}
    if visit.promise == PromiseKind.EXACT or visit.promised_from != visit.promised_until:
        return _("promis entre %(first)s et %(last)s") % words
    return ""


def _phones(resident: Resident) -> list[str]:
    own = [show_phone(phone) for phone in (resident.mobile, resident.landline) if phone]
    near = [
        f"{show_phone(one.phone)} – {one.name}" + (f" ({one.link})" if one.link else "")
        for one in resident.relatives.all()
        if one.phone
    ]
    return [*own, *near] or [_("Pas de téléphone connu")]


def _leg(leg_s: float, leg_m: float) -> str:
    return f"{duration(leg_s)} · {distance(leg_m)}"


def _square(url: str) -> str:
    code = segno.make(url, error="m", micro=False)
    drawing = str(code.svg_inline(border=2))  # for web pages: without the name of its language
    return drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def _labels() -> dict[str, object]:
    return {
        "service": _("Le service"),
        "departs": _("Départ"),
        "returns": _("Retour"),
        "access": _("Pour entrer"),
        "arrived": _("Arrivée"),
        "left": _("Départ"),
        "done": _("Faite"),
        "absent": _("Personne absente"),
        "report": _("Ce qui a été fait, la suite"),
        "more": _("Souhaite une autre visite"),
        "mornings": _("matin"),
        "afternoons": _("après-midi"),
        "days": [_("lun."), _("mar."), _("mer."), _("jeu."), _("ven.")],
        "scan": _("Ouvrir cette tournée sur le téléphone"),
        "care": _(
            "Cette feuille contient des adresses : à rendre au service ou à détruire le soir "
            "même. N’y notez ni mot de passe, ni information de santé."
        ),
        "fold": _("Pliez en accordéon sur les traits."),
        "km": _("Kilomètres au compteur"),
        "km_start": _("au départ"),
        "km_end": _("au retour"),
    }
