"""Closed lists about people: roles, rights, needs, channels. Labels are in French."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What someone does in a programme (a person may hold several)."""

    AGENT = "agent", _("Agent d’accueil")
    COORDINATOR = "coordinator", _("Coordination")
    VOLUNTEER = "volunteer", _("Volontaire")
    PARTNER = "partner", _("Partenaire")
    OBSERVER = "observer", _("Observation")
    ADMIN = "admin", _("Administration")


class Action(models.TextChoices):
    """What a role may be allowed; the table that grants them is `people.permissions`."""

    ANSWER_CALLS = "answer_calls", _("Répondre aux appels et retenir des rendez-vous")
    SEE_RESIDENTS = "see_residents", _("Voir les fiches des personnes")
    EDIT_RESIDENTS = "edit_residents", _("Tenir les fiches des personnes")
    SEE_AGENDA = "see_agenda", _("Voir l’agenda partagé")
    CHANGE_AGENDA = "change_agenda", _("Déplacer ou annuler des visites, noter des absences")
    MANAGE_SESSIONS = "manage_sessions", _("Tenir les lieux, les ateliers, les inscriptions")
    SEE_ALL_TOURS = "see_all_tours", _("Voir les tournées de tout le monde")
    SEE_OWN_TOURS = "see_own_tours", _("Voir ses propres tournées")
    SEE_TEAM = "see_team", _("Voir l’équipe")
    MANAGE_TEAM = "manage_team", _("Gérer l’équipe")
    SEE_TERRITORY = "see_territory", _("Voir le territoire")
    MANAGE_TERRITORY = "manage_territory", _("Gérer le territoire")


class OrganisationKind(models.TextChoices):
    LOCAL_AUTHORITY = "local_authority", _("Collectivité")
    ASSOCIATION = "association", _("Association")
    PARTNER = "partner", _("Structure partenaire")


class Need(models.TextChoices):
    """The three kinds of help; also what a volunteer is able to do."""

    EQUIPMENT = "equipment", _("Matériel")
    TECHNICAL = "technical", _("Technique")
    PRACTICAL = "practical", _("Démarches")


class Travel(models.TextChoices):
    """How a volunteer moves between homes."""

    CAR = "car", _("Voiture")
    BICYCLE = "bicycle", _("Vélo")
    FOOT = "foot", _("À pied")
    DRIVEN = "driven", _("Conduit par quelqu’un")


class Channel(models.TextChoices):
    """How a resident can really be reached."""

    PHONE = "phone", _("Téléphone")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("Courriel")
    LETTER = "letter", _("Lettre")
    RELATIVE = "relative", _("Par un proche")


class Equipment(models.TextChoices):
    """What the person has at home (the national report's `materiel`, plus the connection)."""

    COMPUTER = "computer", _("Ordinateur")
    PHONE = "phone", _("Smartphone")
    TABLET = "tablet", _("Tablette")
    PRINTER = "printer", _("Imprimante")
    BOX = "box", _("Box internet")


class PointSource(models.TextChoices):
    """Where a resident's position comes from, from rough to exact."""

    COMMUNE = "commune", _("Centre de la commune")
    LOCALITY = "locality", _("Lieu-dit")
    STREET = "street", _("Rue")
    ADDRESS = "address", _("Adresse exacte")
    MAP = "map", _("Point placé sur la carte")


class DuplicateReason(models.TextChoices):
    """Why an existing file may be the same person's, the strongest reason first."""

    SAME_PHONE = "same_phone", _("même numéro de téléphone")
    SAME_NAME = "same_name", _("même nom")
    SOUNDS_ALIKE = "sounds_alike", _("se prononce pareil")
    CLOSE_NAME = "close_name", _("nom très proche")


class CalendarDetail(models.TextChoices):
    """How much a calendar outside Toctoc says of the people visited; never an access note."""

    BRIEF = "brief", _("Initiales et commune")
    FULL = "full", _("Nom, adresse et téléphone")
