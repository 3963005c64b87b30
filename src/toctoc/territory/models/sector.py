"""How a programme's territory is cut in sectors; a cut is a dated version, never rewritten."""

from django.db import models

from toctoc.territory.models.commune import Commune
from toctoc.territory.models.programme import Programme


class SectorPlan(models.Model):
    """One way of cutting the territory, in force from a day until the next plan starts."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="sector_plans"
    )
    name = models.CharField(max_length=80)
    starts_on = models.DateField()

    class Meta:
        ordering = ["programme", "starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "starts_on"], name="one_sector_plan_starts_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Sector(models.Model):
    """A part of the territory: a letter, a name, a colour with its own hatching."""

    plan = models.ForeignKey(SectorPlan, on_delete=models.CASCADE, related_name="sectors")
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["plan", "letter"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "letter"], name="one_letter_a_sector"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} – {self.name}"


class SectorCommune(models.Model):
    """A commune's place in a plan: whole, in exactly one sector."""

    plan = models.ForeignKey(SectorPlan, on_delete=models.CASCADE, related_name="placements")
    sector = models.ForeignKey(Sector, on_delete=models.CASCADE, related_name="placements")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "commune"], name="one_sector_a_commune"),
        ]

    def __str__(self) -> str:
        return f"{self.commune_id} in {self.sector_id}"
