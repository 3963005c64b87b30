"""Closed lists of the agenda. Labels are in French."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PromiseKind(models.TextChoices):
    """What the resident is told: how wide the window of arrival is."""

    EXACT = "exact", _("Une heure (à une demi-heure près)")
    WIDE = "wide", _("Deux heures")
    HALF_DAY = "half_day", _("Une demi-journée, l’heure étant dite la veille")


class RequestStatus(models.TextChoices):
    """Where a help request stands; only OPEN ones are being worked on."""

    OPEN = "open", _("En cours")
    BOOKED = "booked", _("Rendez-vous retenu")
    WAITING = "waiting", _("Sur liste d’attente")
    PHONE = "phone", _("À aider par téléphone")
    HANDED_OVER = "handed_over", _("Orientée ailleurs")
    CLOSED = "closed", _("Sans suite")


class RequestSource(models.TextChoices):
    CALL = "call", _("Appel")


class VisitStatus(models.TextChoices):
    BOOKED = "booked", _("Retenue")
    DONE = "done", _("Faite")
    NO_SHOW = "no_show", _("Personne absente")
    CANCELLED = "cancelled", _("Annulée")


# A visit in one of these states fills its volunteer's time: the database lets no two overlap.
OCCUPYING = (VisitStatus.BOOKED, VisitStatus.DONE, VisitStatus.NO_SHOW)


class VisitKind(models.TextChoices):
    HOME = "home", _("À domicile")


class CancelReason(models.TextChoices):
    RESIDENT = "resident", _("La personne ne peut pas ou ne souhaite plus")
    VOLUNTEER_ABSENT = "volunteer_absent", _("Volontaire absent")
    ILLNESS = "illness", _("Maladie dans le foyer")
    WEATHER = "weather", _("Météo ou route coupée")
    MISTAKE = "mistake", _("Erreur de saisie")
    OTHER = "other", _("Autre raison")


class MoveReason(models.TextChoices):
    RESIDENT = "resident", _("Demande de la personne")
    VOLUNTEER_ABSENT = "volunteer_absent", _("Volontaire absent")
    TOUR = "tour", _("Pour regrouper une tournée")
    OTHER = "other", _("Autre raison")


class AbsenceKind(models.TextChoices):
    LEAVE = "leave", _("Congé")
    ILLNESS = "illness", _("Maladie")
    TRAINING = "training", _("Formation")
    TEAM = "team", _("Réunion d’équipe")
    OTHER = "other", _("Autre")


class VisitEventKind(models.TextChoices):
    BOOKED = "booked", _("Rendez-vous retenu")
    TOLD = "told", _("Personne prévenue")
    MOVED = "moved", _("Rendez-vous déplacé")
    RETIMED = "retimed", _("Heure prévue ajustée dans la promesse")
    REASSIGNED = "reassigned", _("Confié à un autre volontaire")
    HOUR_FIXED = "hour_fixed", _("Heure fixée la veille")
    CANCELLED = "cancelled", _("Rendez-vous annulé")
