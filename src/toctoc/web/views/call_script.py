"""What the agent reads aloud once the visit is booked."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from toctoc.agenda.enums import PromiseKind, VisitKind
from toctoc.agenda.models import Place, Visit
from toctoc.people.enums import Need
from toctoc.people.models import Volunteer
from toctoc.territory.models import Programme
from toctoc.web.promises import is_hour_to_come, promise_day, promise_kind
from toctoc.web.templatetags.human import clock, day_long, duration, phone_national
from toctoc.web.views.call_offers import say_names

PURPOSES: Mapping[str, str | Promise] = MappingProxyType(
    {
        Need.EQUIPMENT: gettext_lazy("pour installer et régler votre matériel"),
        Need.TECHNICAL: gettext_lazy("pour vous montrer comment vous y prendre"),
        Need.PRACTICAL: gettext_lazy("pour vous accompagner dans vos démarches en ligne"),
    }
)
WHO = noop(
    "%(name)s viendra chez vous, à %(commune)s, entre %(from)s et %(until)s, %(purpose)s."
)
WHO_EXACTLY = noop("%(name)s viendra chez vous, à %(commune)s, à %(from)s, %(purpose)s.")
WHO_BY_PHONE = noop(
    "%(name)s vous appellera au %(phone)s entre %(from)s et %(until)s, %(purpose)s."
)
WHO_BY_PHONE_SOMEWHERE = noop(
    "%(name)s vous appellera entre %(from)s et %(until)s, %(purpose)s."
)
WHO_AT_A_PLACE = noop(
    "%(name)s vous attendra à %(from)s : %(place)s, %(address)s, %(purpose)s."
)
WHO_PAIR = noop(
    "%(name)s viendront chez vous, à %(commune)s, entre %(from)s et %(until)s, %(purpose)s."
)


def visit_team(visit: Visit) -> list[Volunteer]:
    """Return who comes, two where nobody goes alone; one query."""
    companions = visit.companions.filter(status=visit.status).select_related("volunteer")
    return [visit.volunteer, *(one.volunteer for one in companions)]


def spoken_script(
    visit: Visit, team: Sequence[Volunteer], *, today: date, may_change: bool
) -> list[str]:
    """Return the sentences to read aloud, in order; `may_change`: somebody else may come."""
    values = {
        "from": clock(visit.promised_from),
        "until": clock(visit.promised_until),
        "name": _say_who(team, may_change=may_change),
        "commune": visit.resident.commune.name,
        "purpose": PURPOSES[visit.need],
        "phone": phone_national(visit.resident.landline or visit.resident.mobile or ""),
        "place": visit.place.name if visit.place else "",
        "address": say_address(visit.place) if visit.place else "",
    }
    lasts = _("La visite dure environ %(length)s.")
    if visit.kind != VisitKind.HOME:
        lasts = _("Cela dure environ %(length)s.")
    length = lasts % {"length": duration(visit.length_s)}
    when = _say_when(visit, today.year)
    who = _(_choose_who(visit, team)) % values
    sentences = [when, who, *_hour_later(visit), length]
    return [*sentences, *_how_to_cancel(visit.programme)]


def say_address(place: Place) -> str:
    """Return where a place is: "1 place de la République, à Morlaàs"."""
    commune = _("à %(commune)s") % {"commune": place.commune.name}
    return f"{place.address}, {commune}" if place.address else commune


def _choose_who(visit: Visit, team: Sequence[Volunteer]) -> str:
    """Return the pattern of who comes, phones or waits, and when."""
    if visit.kind == VisitKind.PLACE:
        return WHO_AT_A_PLACE
    if visit.kind == VisitKind.PHONE:
        has_phone = visit.resident.landline or visit.resident.mobile
        return WHO_BY_PHONE if has_phone else WHO_BY_PHONE_SOMEWHERE
    if len(team) > 1:
        return WHO_PAIR
    return WHO if visit.promised_until > visit.promised_from else WHO_EXACTLY


def _say_who(team: Sequence[Volunteer], *, may_change: bool) -> str:
    names = say_names(team)
    if not may_change:
        return names
    return _("%(name)s, ou une autre personne de l’équipe,") % {"name": names}


def _say_when(visit: Visit, year: int) -> str:
    """Note the appointment; hours of a wider promise are said with who comes."""
    if promise_kind(visit) == PromiseKind.EXACT:
        words = {"day": day_long(visit.promised_from, year), "hour": clock(visit.promised_from)}
        if visit.promised_from == visit.promised_until:
            return _("Votre rendez-vous est noté : %(day)s, à %(hour)s.") % words
        return _("Votre rendez-vous est noté : %(day)s, vers %(hour)s.") % words
    return _("Votre rendez-vous est noté : %(day)s.") % {"day": promise_day(visit, year)}


def _hour_later(visit: Visit) -> list[str]:
    """Return what is said of the hour where only a half-day is promised."""
    if not is_hour_to_come(visit):
        return []
    return [_("Nous vous dirons l’heure la veille.")]


def _how_to_cancel(programme: Programme) -> list[str]:
    if not programme.service_phone:
        return []
    phone = phone_national(programme.service_phone)
    return [
        _("Si vous avez un empêchement, appelez-nous au %(phone)s.") % {"phone": phone},
        _("Je répète le numéro : %(phone)s.") % {"phone": phone},
    ]
