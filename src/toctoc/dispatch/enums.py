"""Closed lists of dispatch. Labels are in French."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PromiseKind(models.TextChoices):
    """What the resident is told: how wide the window of arrival is."""

    EXACT = "exact", _("Une heure (à une demi-heure près)")
    WIDE = "wide", _("Deux heures")
    HALF_DAY = "half_day", _("Une demi-journée, l’heure étant dite la veille")
