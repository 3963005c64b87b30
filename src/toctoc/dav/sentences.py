"""Why a change from a phone was refused, in French: what happened and what to do."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toctoc.agenda import errors as agenda
from toctoc.common.errors import ToctocError
from toctoc.common.wording import clock, day_long
from toctoc.dispatch import errors as dispatch
from toctoc.people import errors as people

ELSE = gettext_lazy("Ouvrez Toctoc pour voir ce qui est possible.")
UNREADABLE: Mapping[str, str | Promise] = MappingProxyType(
    {
        "too_often": gettext_lazy(
            "Cet événement se répète trop souvent pour être gardé : choisissez une fin."
        ),
        "too_long": gettext_lazy("Cet événement dure plus d’un an."),
        "ends_first": gettext_lazy("Cet événement finit avant de commencer."),
        "not_one_event": gettext_lazy("Un seul événement à la fois peut être envoyé."),
    }
)
MALFORMED = gettext_lazy("Votre téléphone a envoyé un événement que Toctoc ne comprend pas.")


def sentence_for(error: ToctocError) -> str:
    """Say why; what no sentence was written for leads to the screens, which say it."""
    tell = SENTENCES.get(type(error))
    return str(tell(error.data) if tell else ELSE)


def _outside_promise(data: Mapping[str, Any]) -> str:
    words = {
        "day": day_long(data["promised_from"]),
        "from": clock(data["promised_from"]),
        "until": clock(data["promised_until"]),
    }
    if data["promised_from"] == data["promised_until"]:
        return _("La personne nous attend %(day)s à %(from)s.") % words
    return _("La personne nous attend %(day)s entre %(from)s et %(until)s.") % words


def _unreadable(data: Mapping[str, Any]) -> str | Promise:
    return UNREADABLE.get(data["reason"], MALFORMED)


def _infeasible(data: Mapping[str, Any]) -> str | Promise:
    return data["sentence"] or ELSE


SENTENCES: Mapping[type[ToctocError], Callable[[Mapping[str, Any]], str | Promise]] = (
    MappingProxyType(
        {
            dispatch.OutsidePromise: _outside_promise,
            dispatch.InfeasibleSlot: _infeasible,
            dispatch.SlotInThePast: lambda _data: _("Ce moment est déjà passé."),
            agenda.SlotTaken: lambda _data: _("Une autre visite est déjà à ce moment-là."),
            agenda.VisitAlreadyStarted: lambda _data: _("La visite a déjà commencé."),
            agenda.VisitNotBooked: lambda _data: _("La visite est faite ou annulée."),
            agenda.UnreadableEvent: _unreadable,
            people.MissionOver: lambda _data: _("La mission ne couvre pas ce jour."),
        }
    )
)
