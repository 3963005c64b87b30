"""A programme: the tenant. One territory, its partner organisations, its rules."""

from django.db import models

from toctoc.territory.models.commune import Commune


class Programme(models.Model):
    """One home-visit service. All else belongs to one; nobody sees across without a role."""

    name = models.CharField(max_length=120)
    slug = models.SlugField(max_length=60, unique=True)
    siren = models.CharField(max_length=9, blank=True)
    service_phone = models.CharField(max_length=16, blank=True)  # E.164
    time_zone = models.CharField(max_length=40, default="Europe/Paris")
    communes = models.ManyToManyField(Commune, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
