"""What went wrong with places, workshops and who comes to them, in a sentence."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toctoc.agenda import errors as agenda
from toctoc.agenda.models import SessionVolunteer, Visit
from toctoc.common.errors import ToctocError
from toctoc.common.wording import clock, day_long

type Sentence = str | Promise


def _plain(sentence: Sentence) -> Callable[[Mapping[str, Any]], Sentence]:
    return lambda _data: sentence


def _busy(data: Mapping[str, Any]) -> Sentence:
    """Say who is elsewhere, and where; why someone is absent is not said."""
    what = data["what"]
    values = {"name": data["volunteer"], "day": day_long(data["starts_at"])}
    if isinstance(what, Visit | SessionVolunteer):
        values |= {"from": clock(what.starts_at), "until": clock(what.ends_at)}
    if isinstance(what, Visit):
        return _("%(name)s est en visite le %(day)s de %(from)s à %(until)s.") % values
    if isinstance(what, SessionVolunteer):
        values["title"] = what.session.title
        return (
            _("%(name)s anime déjà « %(title)s » le %(day)s de %(from)s à %(until)s.") % values
        )
    if what is not None:
        return _("%(name)s est absent à ce moment, le %(day)s.") % values
    return _("Quelqu’un vient d’être pris le %(day)s : vérifiez qui est libre.") % values


SESSION_SENTENCES: Mapping[type[ToctocError], Callable[[Mapping[str, Any]], Sentence]] = (
    MappingProxyType(
        {
            agenda.VolunteerBusy: _busy,
            agenda.PlaceClosed: lambda data: (
                _("%(name)s ferme le %(day)s : choisissez un autre lieu.")
                % {"name": data["place"], "day": day_long(data["closed_on"])}
            ),
            agenda.SessionOver: _plain(_("Il est trop tard : cela a déjà commencé.")),
            agenda.SessionNotPlanned: _plain(
                _("Ce n’est plus prévu : c’est annulé, ou les présences sont notées.")
            ),
            agenda.SessionNotStarted: _plain(
                _("Les présences se notent à partir du jour même.")
            ),
            agenda.AlreadyEnrolled: lambda data: (
                _("%(name)s est déjà inscrite ou sur la liste d’attente.")
                % {"name": data["resident"]}
            ),
            agenda.SeatTaken: _plain(
                _("La dernière place vient d’être prise. Rien n’est perdu : recommencez.")
            ),
            agenda.EnrolmentNotLive: _plain(
                _("Cette inscription a changé depuis : rechargez la page.")
            ),
        }
    )
)
