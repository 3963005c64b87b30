"""What went wrong, in a sentence: what happened, that nothing is lost, what to do.

One place for all of them: `sentence_for(error)`. A new error class gets its line in SENTENCES.
"""

from collections.abc import Callable, Mapping
from datetime import time
from types import MappingProxyType
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toctoc.agenda import errors as agenda
from toctoc.agenda.enums import LawRule
from toctoc.common.errors import ToctocError
from toctoc.common.phone import InvalidPhone
from toctoc.dispatch import errors as dispatch
from toctoc.people import errors as people
from toctoc.people.enums import Channel
from toctoc.territory import errors as territory
from toctoc.web.session_sentences import SESSION_SENTENCES
from toctoc.web.templatetags.human import clock, day_long
from toctoc.web.visit_sentences import VISIT_SENTENCES

type Sentence = str | Promise
UNKNOWN: Sentence = _("Ce n’est pas possible. Rien n’a été enregistré.")
UNREACHABLE: Mapping[str, Sentence] = MappingProxyType(
    {
        Channel.PHONE: _("Aucun numéro de téléphone n’est noté pour cette personne."),
        Channel.SMS: _("Aucun numéro de portable n’est noté pour cette personne."),
        Channel.EMAIL: _("Aucune adresse électronique n’est notée pour cette personne."),
        Channel.LETTER: _("Aucune adresse postale n’est notée pour cette personne."),
        Channel.RELATIVE: _("Aucun proche joignable n’est noté pour cette personne."),
    }
)


def sentence_for(error: ToctocError) -> str:
    """Return the French sentence of an error; one for all where its class has none."""
    for kind in type(error).__mro__:
        if kind in SENTENCES:
            return str(SENTENCES[kind](error.data))
    return str(UNKNOWN)


def _plain(sentence: Sentence) -> Callable[[Mapping[str, Any]], Sentence]:
    return lambda _data: sentence


def _slot_taken(data: Mapping[str, Any]) -> Sentence:
    values = {"day": day_long(data["at"]), "hour": clock(data["at"])}
    return _("Ce rendez-vous vient d’être pris (%(day)s à %(hour)s).") % values


def _mission_over(data: Mapping[str, Any]) -> Sentence:
    return _("La mission de %(name)s ne couvre pas le %(day)s.") % {
        "name": data["volunteer"],
        "day": day_long(data["day"]),
    }


def _outside_law(data: Mapping[str, Any]) -> Sentence:
    if data["is_minor"]:
        return _("Avant 18 ans, la loi permet au plus %(limit)s heures par semaine.") % data
    return _("La loi permet de 1 à %(limit)s heures par semaine.") % data


def _breach(data: Mapping[str, Any]) -> Sentence:
    return _("La loi ne le permet pas le %(day)s : %(rule)s (%(article)s).") % {
        "day": day_long(data["day"]),
        "rule": LawRule(data["rule"]).label,
        "article": LawRule(data["rule"]).article,
    }


def _infeasible(data: Mapping[str, Any]) -> Sentence:
    return data.get("sentence") or _("Ce rendez-vous n’entre pas dans la journée.")


def _invalid_setting(data: Mapping[str, Any]) -> Sentence:
    least, most = data["least"], data["most"]
    if least is None or most is None:
        return _("Cette valeur ne va pas avec les autres : corrigez-la.")
    if isinstance(least, time):
        least, most = clock(least), clock(most)
    return _("Choisissez de %(least)s à %(most)s.") % {"least": least, "most": most}


WISHES: Mapping[str, Sentence] = MappingProxyType(
    {
        "count": _("Il y a moins de communes que de secteurs demandés."),
        "together": _("Les communes à garder ensemble ne peuvent pas l’être avec ces règles."),
        "fixed": _("Les communes placées d’avance ne peuvent pas l’être avec ces règles."),
        "bases": _("Des secteurs centrés sur ces bases ne peuvent pas tenir ces règles."),
    }
)


def _invalid_plan(data: Mapping[str, Any]) -> Sentence:
    if data["missing"]:
        return _("Il reste des communes sans secteur : rangez-les d’abord.")
    return _("Un secteur n’a aucune commune : donnez-lui en une, ou repartez avec moins.")


def _no_cut(data: Mapping[str, Any]) -> Sentence:
    if data["rule"] in WISHES:
        return WISHES[data["rule"]]
    if data["communes"]:
        return _(
            "%(names)s pèse plus qu’un secteur ne peut porter : choisissez moins de secteurs, "
            "ou un écart plus grand."
        ) % {"names": ", ".join(data["communes"])}
    if data["nearest_ratio"] is not None:
        percent = round(100 * data["nearest_ratio"])
        return _(
            "Aucun découpage aussi équilibré n’a été trouvé ; le plus proche est à "
            "± %(percent)s %%. Choisissez un écart plus grand, plus de temps, ou un autre "
            "nombre de secteurs."
        ) % {"percent": percent}
    return _("Aucun découpage ne tient ces règles : choisissez-en de moins strictes.")


SENTENCES: Mapping[type[ToctocError], Callable[[Mapping[str, Any]], Sentence]] = (
    MappingProxyType(
        {
            **SESSION_SENTENCES,
            **VISIT_SENTENCES,
            InvalidPhone: _plain(_("Ce numéro de téléphone n’existe pas.")),
            territory.UnknownCommune: lambda data: (
                _("« %(typed)s » n’est pas une commune du territoire.") % data
            ),
            territory.UnknownTerritory: lambda data: (
                _("L’intercommunalité %(siren)s n’est pas connue ici : déposez ses fichiers.")
                % data
            ),
            territory.DirectoryUnreachable: _plain(
                _(
                    "L’annuaire national des communes ne répond pas. Réessayez plus tard, ou "
                    "déposez des fichiers."
                )
            ),
            territory.SlugTaken: lambda data: (
                _("L’adresse courte « %(slug)s » est déjà prise : choisissez-en une autre.")
                % data
            ),
            territory.PlanInThePast: _plain(
                _("Ce jour est passé : les secteurs d’hier ne changent plus.")
            ),
            territory.UnknownSector: lambda data: (
                _("Ce brouillon n’a pas de secteur %(letter)s.") % data
            ),
            territory.InvalidSectorPlan: _invalid_plan,
            dispatch.NoSectorCut: _no_cut,
            territory.NoCommune: _plain(_("Aucune commune : choisissez d’abord lesquelles.")),
            territory.UnreadableFiles: _plain(
                _("Ces communes ne peuvent plus être prises : voyez ce qui est écrit dessous.")
            ),
            people.MissionOver: _mission_over,
            people.UnreachableChannel: lambda data: UNREACHABLE[data["channel"]],
            people.NotAllowed: _plain(_("Votre rôle ne permet pas de faire cela.")),
            people.MissingName: _plain(_("Il manque le nom de la personne.")),
            people.CredentialInNote: _plain(
                _("Une note semble contenir un mot de passe ou un code secret : effacez-le.")
            ),
            people.InvalidMission: _plain(_("La mission finit avant de commencer.")),
            people.HoursOutsideLaw: _outside_law,
            people.NameTaken: lambda data: (
                _("Il y a déjà un volontaire nommé %(name)s.") % data
            ),
            people.AccountTaken: _plain(_("Ce compte est déjà celui d’un autre volontaire.")),
            people.LastAdmin: _plain(
                _("C’est le dernier accès d’administration : donnez-en d’abord un autre.")
            ),
            agenda.SlotTaken: _slot_taken,
            agenda.AlreadyBooked: _plain(_("Cet appel avait déjà son rendez-vous : le voici.")),
            agenda.VisitAlreadyStarted: _plain(
                _("Cette visite a commencé : elle ne se déplace ni ne s’annule plus.")
            ),
            agenda.VisitNotBooked: _plain(
                _("Cette visite n’est plus prévue : elle a été faite ou annulée.")
            ),
            agenda.RequestNotOpen: _plain(_("Cet appel a déjà reçu sa réponse.")),
            agenda.IncompleteRequest: _plain(
                _("Il manque de quoi chercher un rendez-vous : l’adresse ou la durée.")
            ),
            agenda.PersonalAbsence: _plain(
                _(
                    "Cette absence vient du téléphone du volontaire : elle se retire "
                    "là-bas, dans son agenda."
                )
            ),
            agenda.InvalidPeriod: _plain(
                _("Cette période finit avant de commencer, ou elle est passée.")
            ),
            agenda.InvalidWeek: _plain(_("Deux moments d’un jour se chevauchent.")),
            agenda.OutsideLaw: _breach,
            agenda.EmptyRule: _plain(
                _("Aucun jour ne correspond : regardez le début, la fin et les jours cochés.")
            ),
            dispatch.InfeasibleSlot: _infeasible,
            dispatch.SlotInThePast: _plain(
                _("Ce moment est déjà passé : choisissez un moment à venir.")
            ),
            dispatch.NoRoomAfter: _plain(
                _("Une autre visite commence avant la fin : déplacez-la d’abord.")
            ),
            dispatch.InvalidLength: lambda data: (
                _("Choisissez une durée de %(least)s à %(most)s minutes.") % data
            ),
            dispatch.ChangedSince: _plain(
                _(
                    "La visite vient de changer : rien n’a été modifié. Regardez où elle en "
                    "est avant de recommencer."
                )
            ),
            agenda.EntryNotKept: _plain(_("Cette note a déjà été traitée.")),
            agenda.AlarmOver: _plain(_("Cette alerte est déjà terminée.")),
            dispatch.OrderOutdated: _plain(
                _("La tournée a changé depuis cette proposition : rien n’a été modifié.")
            ),
            dispatch.ReasonMissing: _plain(_("Dites pourquoi ces chiffres sont corrigés.")),
            dispatch.PlanOutdated: _plain(
                _(
                    "L’agenda de ce jour a changé depuis la proposition : rien n’a été "
                    "modifié. Cherchez de nouveau."
                )
            ),
            dispatch.PlanAlreadyDecided: _plain(
                _("Cette proposition a déjà reçu sa réponse : la voici.")
            ),
            dispatch.InvalidPlanningSettings: _invalid_setting,
            dispatch.InvalidLocalTime: _plain(
                _("Cette heure n’existe pas ce jour-là : on change d’heure pendant la nuit.")
            ),
        }
    )
)
