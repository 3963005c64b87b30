"""What went wrong with a visit's outcome, promise, place or series, in a sentence."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from toctoc.agenda import errors as agenda
from toctoc.common.errors import ToctocError
from toctoc.common.wording import clock, day_long
from toctoc.dispatch import errors as dispatch

type Sentence = str | Promise


def _outside_promise(data: Mapping[str, Any]) -> Sentence:
    words = {"from": clock(data["promised_from"]), "until": clock(data["promised_until"])}
    told = _("La personne attend entre %(from)s et %(until)s : demandez-lui d’abord.")
    return told % words


def _outside_openings(data: Mapping[str, Any]) -> Sentence:
    words = {"place": data["place"], "day": day_long(data["at"])}
    if not data["openings"]:
        return _("%(place)s est fermé le %(day)s.") % words
    hours = _(" et ").join(
        _("de %(from)s à %(until)s") % {"from": clock(starts), "until": clock(ends)}
        for starts, ends in data["openings"]
    )
    return _("%(place)s n’est ouvert que %(hours)s le %(day)s.") % {**words, "hours": hours}


VISIT_SENTENCES: Mapping[type[ToctocError], Callable[[Mapping[str, Any]], Sentence]] = (
    MappingProxyType(
        {
            agenda.VisitNotStarted: lambda _data: _(
                "Cette visite n’a pas encore eu lieu : son issue se note le jour même."
            ),
            agenda.NothingToReopen: lambda _data: _(
                "Rien n’était noté de cette visite : elle est toujours prévue."
            ),
            agenda.AlreadyInSeries: lambda _data: _(
                "La suite de ce rendez-vous était déjà prévue : la voici."
            ),
            dispatch.OutsidePromise: _outside_promise,
            dispatch.OutsideOpenings: _outside_openings,
        }
    )
)
