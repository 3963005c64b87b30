"""Closed lists of dispatch. Labels are in French."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvePlanning(models.TextChoices):
    """What happens to tomorrow's tours at the hour they are looked at for the last time."""

    OFF = "off", _("Ne rien changer")
    PROPOSE = "propose", _("Proposer, la coordination décide")
    AUTOMATIC = "automatic", _("Appliquer sans demander")


class DayPlanStatus(models.TextChoices):
    """Where a plan of a day stands; only a PROPOSED one can be decided."""

    PROPOSED = "proposed", _("À décider")
    ACCEPTED = "accepted", _("Appliqué")
    DECLINED = "declined", _("Tournées gardées telles quelles")
    OUTDATED = "outdated", _("Dépassé, l’agenda a changé")
