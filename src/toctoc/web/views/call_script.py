"""What the agent reads aloud once the visit is booked, and how the person can be told again."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop

from toctoc.agenda.models import Visit
from toctoc.people.enums import Channel, Need
from toctoc.people.models import Relative, Resident, Volunteer
from toctoc.territory.models import Programme
from toctoc.web.templatetags.human import clock, day_long, duration, phone_national
from toctoc.web.views.call_offers import is_exact, say_names

PURPOSES: Mapping[str, str | Promise] = MappingProxyType(
    {
        Need.EQUIPMENT: gettext_lazy("pour installer et régler votre matériel"),
        Need.TECHNICAL: gettext_lazy("pour vous montrer comment vous y prendre"),
        Need.PRACTICAL: gettext_lazy("pour vous accompagner dans vos démarches en ligne"),
    }
)
WIDE = timedelta(hours=2)
WHEN = noop("Votre rendez-vous est noté : %(day)s, vers %(hour)s.")
WHEN_WIDE = noop("Votre rendez-vous est noté : %(day)s.")
WHO = noop(
    "%(name)s viendra chez vous, à %(commune)s, entre %(from)s et %(until)s, %(purpose)s."
)
WHO_EXACTLY = noop("%(name)s viendra chez vous, à %(commune)s, à %(from)s, %(purpose)s.")
WHO_PAIR = noop(
    "%(name)s viendront chez vous, à %(commune)s, entre %(from)s et %(until)s, %(purpose)s."
)


def visit_team(visit: Visit) -> list[Volunteer]:
    """Return who comes, two where nobody goes alone; one query."""
    companions = visit.companions.filter(status=visit.status).select_related("volunteer")
    return [visit.volunteer, *(one.volunteer for one in companions)]


def spoken_script(visit: Visit, team: Sequence[Volunteer], *, today: date) -> list[str]:
    """Return the sentences to read aloud, in order."""
    values = {
        "day": day_long(visit.promised_from, today.year),
        "hour": clock(visit.promised_from),
        "from": clock(visit.promised_from),
        "until": clock(visit.promised_until),
        "name": say_names(team),
        "commune": visit.resident.commune.name,
        "purpose": PURPOSES[visit.need],
    }
    if len(team) > 1:
        who = WHO_PAIR
    else:
        who = WHO if visit.promised_until > visit.promised_from else WHO_EXACTLY
    length = _("La visite dure environ %(length)s.") % {"length": duration(visit.length_s)}
    sentences = [_(_when(visit)) % values, _(who) % values, *_hour_later(visit), length]
    return [*sentences, *_how_to_cancel(visit.programme)]


def list_channels(resident: Resident) -> list[tuple[str, str]]:
    """Return the channels that reach the person, with where they lead; the usual one first."""
    phones = [phone_national(one) for one in (resident.landline, resident.mobile) if one]
    relatives = [one for one in resident.relatives.all() if one.phone or one.email]
    reach = {
        Channel.PHONE: _(" ou ").join(phones),
        Channel.SMS: phone_national(resident.mobile) if resident.mobile else "",
        Channel.EMAIL: resident.email,
        Channel.LETTER: f"{resident.street_line}, {resident.commune}"
        if resident.street
        else "",
        Channel.RELATIVE: _describe(relatives[0]) if relatives else "",
    }
    found = [
        (channel.value, _("%(channel)s : %(to)s") % {"channel": channel.label, "to": to})
        for channel, to in reach.items()
        if to
    ]
    return sorted(found, key=lambda one: one[0] != resident.channel)


def _when(visit: Visit) -> str:
    return WHEN if is_exact(visit.promised_from, visit.promised_until) else WHEN_WIDE


def _hour_later(visit: Visit) -> list[str]:
    """Return what is said of the hour where only a half-day is promised."""
    if visit.promised_until - visit.promised_from <= WIDE:
        return []
    return [_("L’heure précise vous sera dite la veille.")]


def _how_to_cancel(programme: Programme) -> list[str]:
    if not programme.service_phone:
        return []
    phone = phone_national(programme.service_phone)
    return [
        _("Si vous avez un empêchement, appelez-nous au %(phone)s.") % {"phone": phone},
        _("Je répète le numéro : %(phone)s.") % {"phone": phone},
    ]


def _describe(relative: Relative) -> str:
    reach = phone_national(relative.phone) or relative.email
    link = f" ({relative.link})" if relative.link else ""
    return f"{relative.name}{link}, {reach}"
