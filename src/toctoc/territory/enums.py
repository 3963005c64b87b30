"""Closed lists about places. Labels are in French."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AddressFile(models.TextChoices):
    """Which of the national base's two files a street comes from: each replaces its own."""

    ADDRESSES = "addresses", _("Adresses")
    LOCALITIES = "localities", _("Lieux-dits")


class StreetKind(models.TextChoices):
    STREET = "street", _("Rue")
    LOCALITY = "locality", _("Lieu-dit")


class Precision(models.TextChoices):
    """How exactly an address that was found places a home."""

    ADDRESS = "address", _("Adresse exacte")
    STREET = "street", _("Rue")
    LOCALITY = "locality", _("Lieu-dit")
    COMMUNE = "commune", _("Centre de la commune")


class SectorDays(models.TextChoices):
    """What the days given to sectors are worth when appointments are offered."""

    NONE = "none", _("Rien : tous les jours se proposent partout")
    PREFER = "prefer", _("Une préférence : les autres jours quand il manque des propositions")
    ONLY = "only", _("Une règle : ces jours-là seulement")


class RoadMode(models.TextChoices):
    """How a road is used; who is driven by somebody uses it as a car does."""

    CAR = "car", _("Voiture")
    BICYCLE = "bicycle", _("Vélo")
    FOOT = "foot", _("À pied")


class Doubt(models.TextChoices):
    """Why a drive that an engine answered is doubtful. All but the last are not used."""

    NO_WAY = "no_way", _("Aucun chemin trouvé")
    TOO_SLOW = "too_slow", _("Beaucoup trop long pour la distance")
    TOO_FAST = "too_fast", _("Beaucoup trop court pour la distance")
    TOO_SHORT = "too_short", _("Plus court qu’à vol d’oiseau")
    TOO_FAR = "too_far", _("Détour démesuré")
    DETOUR = "detour", _("Grand détour (utilisé)")

    @property
    def number(self) -> int:
        """Return its place in the list, from 1: what arrays hold."""
        return list(Doubt).index(self) + 1


class SchoolZone(models.TextChoices):
    """Which school holidays hold; Corsica and overseas set their own and have no zone."""

    A = (
        "A",
        _(
            "Zone A (Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, "
            "Lyon, Poitiers)"
        ),
    )
    B = (
        "B",
        _(
            "Zone B (Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, "
            "Orléans-Tours, Reims, Rennes, Strasbourg)"
        ),
    )
    C = "C", _("Zone C (Créteil, Montpellier, Paris, Toulouse, Versailles)")


class DraftOrigin(models.TextChoices):
    """What a draft of sectors was started from."""

    TODAY = "today", _("Les secteurs d’aujourd’hui")
    OPTIMISED = "optimised", _("Un découpage optimisé")
    KMEANS = "kmeans", _("Des groupes par distance")
    NOTHING = "nothing", _("Une carte vide")
    FILE = "file", _("Un fichier")
