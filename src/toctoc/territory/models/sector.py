"""How a programme's territory is cut in sectors; a cut is a dated version, never rewritten."""

from django.db import models

from toctoc.common.names import fold
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.models.commune import Commune
from toctoc.territory.models.programme import Programme

EVERY_DAY = "11111"


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
    days = models.CharField(max_length=5, default=EVERY_DAY)  # a flag a day, from Monday

    class Meta:
        ordering = ["plan", "letter"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__regex=r"^[01]{5}$") & ~models.Q(days="00000"),
                name="sector_has_a_day",
            ),
            models.UniqueConstraint(fields=["plan", "letter"], name="one_letter_a_sector"),
        ]

    def __str__(self) -> str:
        return f"{self.letter} – {self.name}"


class SectorCommune(models.Model):
    """A commune's place in a plan: in exactly one sector, whole but for its streets named."""

    plan = models.ForeignKey(SectorPlan, on_delete=models.CASCADE, related_name="placements")
    sector = models.ForeignKey(Sector, on_delete=models.CASCADE, related_name="placements")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "commune"], name="one_sector_a_commune"),
        ]

    def __str__(self) -> str:
        return f"{self.commune_id} in {self.sector_id}"


class SectorStreet(models.Model):
    """A street that is in another sector than the rest of its commune."""

    plan = models.ForeignKey(SectorPlan, on_delete=models.CASCADE, related_name="streets")
    sector = models.ForeignKey(Sector, on_delete=models.CASCADE, related_name="streets")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    name_folded = models.CharField(max_length=120, editable=False)
    code = models.CharField(max_length=20, blank=True)  # as the address base writes it

    class Meta:
        ordering = ["commune", "name_folded"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "commune", "name_folded"], name="one_sector_a_street"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: object) -> None:
        self.name_folded = fold(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]  # Django's own keyword arguments


class SectorDraft(models.Model):
    """A plan in the making: nobody is sent anywhere by it until it is put in force.

    `sectors` {letter: name}; `days` {letter: flags}, every day where missing; `placements`
    {commune code: letter}, a commune missing is not placed yet; `streets` [{commune, name,
    code, letter}]; `undone` what was before each step, the last one last: [{commune code:
    letter or ""}]; `design` what its making said of it.
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="sector_drafts"
    )
    name = models.CharField(max_length=80)
    origin = models.CharField(max_length=12, choices=DraftOrigin.choices)
    sectors = models.JSONField(default=dict)
    days = models.JSONField(default=dict)
    placements = models.JSONField(default=dict)
    streets = models.JSONField(default=list)
    undone = models.JSONField(default=list)
    design = models.JSONField(default=dict)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-changed_at"]

    def __str__(self) -> str:
        return self.name
