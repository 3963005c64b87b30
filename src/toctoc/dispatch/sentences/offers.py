"""Why an offer is made, in one sentence, from the core's explanation and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toctoc.common.wording import distance
from toctoc.dispatch.sentences.moments import say_day, say_half_day, typeset
from toctoc.planning.proposals import Explanation, Motive

# Below this, nobody would call it a detour.
DETOUR_FROM_M = 100

WORDS: Mapping[Motive, Promise] = {
    Motive.NEAR_STOP: gettext_lazy("%(when)s, on est déjà %(at)s : %(more)s."),
    Motive.ON_THE_WAY: gettext_lazy("%(when)s, c’est sur le chemin : %(more)s."),
    Motive.SHARED_TOUR: gettext_lazy("%(when)s, une tournée est déjà prévue : %(more)s."),
    Motive.EARLIEST: gettext_lazy("%(when)s, c’est le plus tôt possible : %(more)s."),
    Motive.FUTURE_TOUR: gettext_lazy(
        "%(when)s, on ouvre une tournée que d’autres visites pourront partager : %(whole)s."
    ),
    Motive.OPENED_TOUR: gettext_lazy("%(when)s, on vient exprès : %(whole)s."),
    Motive.CONTINUITY: gettext_lazy(
        "%(when)s, c’est la même personne que la dernière fois : %(more)s."
    ),
    Motive.WAIT_LIMIT: gettext_lazy(
        "%(when)s, pour ne pas faire trop attendre les communes éloignées : %(more)s."
    ),
}


# What is said where it is no visit at home, or where it cannot wait.
BY_PHONE = gettext_lazy("%(when)s, par téléphone : pas de route à faire.")
BY_PHONE_FAR = gettext_lazy("%(when)s, par téléphone, entre deux visites : %(more)s.")
URGENT = gettext_lazy("%(when)s, parce que cela ne peut pas attendre : %(more)s.")
NEXT_DOOR = gettext_lazy("%(when)s, c’est à côté de notre local : pas de route à faire.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """The visit driven from or to: its commune, and whether it is in the afternoon."""

    commune: str
    is_afternoon: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a request changes how its offers are said."""

    is_by_phone: bool = False
    is_urgent: bool = False


USUAL = Asked()


def offer_sentence(
    explanation: Explanation,
    *,
    day: date,
    is_afternoon: bool,
    today: date,
    neighbour: Neighbour | None,
    asked: Asked = USUAL,
) -> str:
    """Say why an offer is made: "Mardi matin, on est déjà à Morlaàs : 4 km de plus."."""
    words = {
        "when": _say_when(
            explanation, neighbour, day=day, is_afternoon=is_afternoon, today=today
        ),
        "at": say_commune(neighbour.commune) if neighbour else "",
        "more": say_detour(explanation.added_m),
        "whole": distance(explanation.added_m),
    }
    sentence = typeset(_choose(explanation, asked) % words)
    if Motive.EARLIEST in explanation.also:
        return f"{sentence} {_('C’est aussi le plus tôt possible.')}"
    return sentence


def _say_when(
    explanation: Explanation,
    neighbour: Neighbour | None,
    *,
    day: date,
    is_afternoon: bool,
    today: date,
) -> str:
    """Name the half-day; only the day where "on est déjà à…" is true of its other half."""
    is_near = explanation.main is Motive.NEAR_STOP
    if is_near and neighbour and neighbour.is_afternoon is not is_afternoon:
        return say_day(day, today=today)
    return say_half_day(day, is_afternoon=is_afternoon, today=today)


def _choose(explanation: Explanation, asked: Asked) -> Promise:
    """Return the sentence of the main motive; a tour of its own may be no road at all."""
    if asked.is_by_phone:
        return BY_PHONE if explanation.added_m < DETOUR_FROM_M else BY_PHONE_FAR
    if asked.is_urgent and explanation.main is Motive.WAIT_LIMIT:
        return URGENT
    is_alone = explanation.main in {Motive.FUTURE_TOUR, Motive.OPENED_TOUR}
    if is_alone and explanation.added_m < DETOUR_FROM_M:
        return NEXT_DOOR
    return WORDS[explanation.main]


def say_commune(name: str) -> str:
    """Say "à Morlaàs", "au Vignau", "aux Angles".

    >>> say_commune("Le Vignau"), say_commune("Les Angles"), say_commune("Lespielle")
    ('au Vignau', 'aux Angles', 'à Lespielle')
    """
    for article, contracted in (("Le ", "au"), ("Les ", "aux")):
        if name.startswith(article):
            return f"{contracted} {name.removeprefix(article)}"
    return _("à %(commune)s") % {"commune": name}


def say_detour(added_m: int) -> str:
    """Say "4 km de plus", or that there is no detour."""
    if added_m < DETOUR_FROM_M:
        return _("sans détour")
    return _("%(distance)s de plus") % {"distance": distance(added_m)}
