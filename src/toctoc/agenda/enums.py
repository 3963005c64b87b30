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
    WORKSHOP = "workshop", _("Inscrite à un atelier")
    HANDED_OVER = "handed_over", _("Orientée ailleurs")
    CLOSED = "closed", _("Sans suite")


class RequestSource(models.TextChoices):
    CALL = "call", _("Appel")
    VISIT = "visit", _("Demandé pendant une visite")


class VisitStatus(models.TextChoices):
    BOOKED = "booked", _("Retenue")
    DONE = "done", _("Faite")
    NO_SHOW = "no_show", _("Personne absente")
    CANCELLED = "cancelled", _("Annulée")


# A visit in one of these states fills its volunteer's time: the database lets no two overlap.
OCCUPYING = (VisitStatus.BOOKED, VisitStatus.DONE, VisitStatus.NO_SHOW)


class VisitKind(models.TextChoices):
    """Where somebody is helped: at home, on the phone, or in a place of the programme."""

    HOME = "home", _("À domicile")
    PHONE = "phone", _("Par téléphone")
    PLACE = "place", _("Dans un lieu")


class Urgency(models.TextChoices):
    NORMAL = "normal", _("Comme d’habitude")
    SOON = "soon", _("Bientôt")
    URGENT = "urgent", _("Urgent")


class CancelReason(models.TextChoices):
    """Why a visit does not take place; each but the last two tells whose side it is."""

    RESIDENT = "resident", _("La personne ne peut pas ou ne souhaite plus")
    VOLUNTEER_ABSENT = "volunteer_absent", _("Volontaire absent")
    ILLNESS = "illness", _("Maladie dans le foyer")
    WEATHER = "weather", _("Météo ou route coupée")
    SERVICE = "service", _("Le service ne peut pas venir")
    MISTAKE = "mistake", _("Erreur de saisie")
    OTHER = "other", _("Autre raison")

    @property
    def is_excused(self) -> bool:
        """The person cannot, or does not wish to any more."""
        return self in {CancelReason.RESIDENT, CancelReason.ILLNESS}

    @property
    def is_revoked(self) -> bool:
        """The service takes back what it promised."""
        return self in {
            CancelReason.VOLUNTEER_ABSENT,
            CancelReason.WEATHER,
            CancelReason.SERVICE,
        }


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


class LawRule(models.TextChoices):
    """A rule on volunteers’ hours, in the words of a screen; `article` says which one."""

    WEEK_HOURS = "week_hours", _("au plus 48 heures par semaine")
    MINOR_WEEK_HOURS = "minor_week_hours", _("au plus 35 heures par semaine avant 18 ans")
    CONTRACT = "contract", _("les heures de la mission ne sont pas dépassées")
    LEAST_HOURS = "least_hours", _("au moins 24 heures par semaine")
    REST_DAY = "rest_day", _("au plus 6 jours par semaine")
    MINOR_DAYS = "minor_days", _("au plus 5 jours par semaine avant 18 ans")
    MINOR_REST = "minor_rest", _("deux jours de repos de suite chaque semaine avant 18 ans")
    MINOR_DAY = "minor_day", _("au plus 7 heures par jour avant 18 ans")
    MINOR_BREAK = "minor_break", _("30 minutes de pause après 4 h 30 avant 18 ans")
    MINOR_NIGHT = "minor_night", _("rien entre 22 h et 6 h avant 18 ans")
    MINOR_HOLIDAY = "minor_holiday", _("jamais un jour férié avant 18 ans")
    LEAVE = "leave", _("deux jours de congé par mois de mission, trois avant 18 ans")

    @property
    def article(self) -> str:
        """Where it is written, for people: "art. R.121-12 du code du service national"."""
        return _("art. %(number)s du code du service national") % {"number": ARTICLES[self]}


_MINORS = {
    LawRule.MINOR_REST, LawRule.MINOR_DAY, LawRule.MINOR_BREAK,
    LawRule.MINOR_NIGHT, LawRule.MINOR_HOLIDAY,
}  # fmt: skip
ARTICLES = {
    **dict.fromkeys(LawRule, "L.120-8"),
    **dict.fromkeys(_MINORS, "R.121-12"),
    LawRule.CONTRACT: "L.120-7",
    LawRule.LEAVE: "R.121-17",
}


class SchoolTime(models.TextChoices):
    """Whether a rule of the week looks at the school holidays of the programme's zone."""

    ALWAYS = "always", _("Toute l’année")
    TERM = "term", _("Seulement en période scolaire")
    HOLIDAYS = "holidays", _("Seulement pendant les vacances scolaires")


class VisitEventKind(models.TextChoices):
    BOOKED = "booked", _("Rendez-vous retenu")
    TOLD = "told", _("Personne prévenue")
    MOVED = "moved", _("Rendez-vous déplacé")
    RETIMED = "retimed", _("Heure prévue ajustée dans la promesse")
    REASSIGNED = "reassigned", _("Confié à un autre volontaire")
    RESIZED = "resized", _("Durée changée")
    HOUR_FIXED = "hour_fixed", _("Heure fixée la veille")
    CANCELLED = "cancelled", _("Rendez-vous annulé")
    RESTORED = "restored", _("Annulation retirée")
    DONE = "done", _("Visite notée faite")
    NO_SHOW = "no_show", _("Personne notée absente")
    REOPENED = "reopened", _("Issue retirée, à noter de nouveau")
    ARRIVED = "arrived", _("Volontaire arrivé sur place")
    LEFT = "left", _("Volontaire reparti")
    LATE = "late", _("Retard annoncé")


class SessionKind(models.TextChoices):
    WORKSHOP = "workshop", _("Atelier")
    MEETING = "meeting", _("Réunion")
    TRAINING = "training", _("Formation")


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("Prévu")
    HELD = "held", _("Tenu")
    CANCELLED = "cancelled", _("Annulé")


class SessionLevel(models.TextChoices):
    DISCOVERY = "discovery", _("Découverte")
    BEGINNER = "beginner", _("Débutant")
    INTERMEDIATE = "intermediate", _("Intermédiaire")


class SessionEventKind(models.TextChoices):
    PLANNED = "planned", _("Prévu")
    EDITED = "edited", _("Modifié")
    MOVED = "moved", _("Déplacé")
    CREW = "crew", _("Volontaires changés")
    CANCELLED = "cancelled", _("Annulé")
    HELD = "held", _("Présences notées")


class EnrolmentStatus(models.TextChoices):
    """Where someone stands in a session; all but waiting and cancelled hold a seat."""

    ENROLLED = "enrolled", _("Inscrite")
    WAITING = "waiting", _("En attente")
    CANCELLED = "cancelled", _("Désistée")
    PRESENT = "present", _("Présente")
    ABSENT = "absent", _("Absente")


SEATED = (EnrolmentStatus.ENROLLED, EnrolmentStatus.PRESENT, EnrolmentStatus.ABSENT)


class EnrolmentSource(models.TextChoices):
    AGENT = "agent", _("Par un agent")
    CALL = "call", _("Pendant un appel")
    LINK = "link", _("Par un lien")
    ON_SITE = "on_site", _("Sur place")


class FieldEntryKind(models.TextChoices):
    """What a volunteer notes on the spot."""

    ARRIVED = "arrived", _("Arrivée")
    LEFT = "left", _("Départ, visite faite")
    NO_SHOW = "no_show", _("Personne absente")
    REPORT = "report", _("Compte rendu")
    WANTS_MORE = "wants_more", _("Souhaite une autre visite")
    SIGNATURE = "signature", _("Accord signé")
    LATE = "late", _("Retard annoncé")
    CALL_ME = "call_me", _("Demande à être appelé")
    NOTE = "note", _("Note")


class FieldEntrySource(models.TextChoices):
    """How an entry came to us."""

    PHONE = "phone", _("Téléphone du volontaire")
    PAPER = "paper", _("Feuille papier, saisie ensuite")
    OFFICE = "office", _("Noté par la coordination")


class FieldEntryState(models.TextChoices):
    APPLIED = "applied", _("Pris en compte")
    KEPT = "kept", _("À traiter par la coordination")


class KeptReason(models.TextChoices):
    """Why an entry could not be applied: it is kept as a note, never lost."""

    UNKNOWN_VISIT = "unknown_visit", _("Cette visite n’est plus dans l’agenda.")
    CANCELLED = "cancelled", _("La visite avait été annulée entre-temps.")
    MOVED = "moved", _("La visite avait été déplacée à un autre jour entre-temps.")
    OTHER_VOLUNTEER = (
        "other_volunteer",
        _("La visite avait été confiée à quelqu’un d’autre entre-temps."),
    )
    OTHER_DEVICE = "other_device", _("Un autre appareil l’avait déjà noté autrement.")
    OFFICE_SAID = "office_said", _("La coordination l’avait déjà noté autrement.")
    IMPOSSIBLE_TIMES = (
        "impossible_times",
        _("Le départ aurait lieu avant l’arrivée déjà notée."),
    )
    ANSWERED = "answered", _("La demande ouverte par cette visite a déjà reçu sa réponse.")
    TOO_LATE = "too_late", _("Reçu trop tard pour que quelqu’un soit prévenu.")
    UNREADABLE = "unreadable", _("Ce qui a été envoyé n’a pas pu être lu en entier.")


class ConsentText(models.TextChoices):
    """What a signature agrees to, word for word; a changed text takes a new version."""

    V1 = (
        "2026-11",
        _(
            "J’accepte d’être aidé chez moi pour l’usage du numérique. Je sais que le service "
            "garde mon nom, mon adresse, mon téléphone et ce qui a été fait, pour organiser "
            "les visites. Je peux demander à tout moment à voir, corriger ou effacer ces "
            "informations."
        ),
    )


class AlarmKind(models.TextChoices):
    """Why somebody has to make sure that a volunteer is all right."""

    NO_ARRIVAL = "no_arrival", _("Arrivée non signalée")
    NO_DEPARTURE = "no_departure", _("Départ non signalé")
    CALL_ME = "call_me", _("Demande à être appelé")


class CalendarKind(models.TextChoices):
    """The calendars that phones and other programs may show."""

    VOLUNTEER = "volunteer", _("Mon agenda")
    PROGRAMME = "programme", _("Agenda de l’équipe")
    WORKSHOPS = "workshops", _("Ateliers")
