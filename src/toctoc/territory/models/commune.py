"""A French commune: facts of the national code (INSEE, La Poste), shared by all programmes."""

from django.db import models

from toctoc.common.names import fold


class Commune(models.Model):
    """A commune; its key is the INSEE code, never the postcode (communes share postcodes)."""

    code_insee = models.CharField(primary_key=True, max_length=5)
    name = models.CharField(max_length=60)
    name_folded = models.CharField(max_length=60, editable=False, db_index=True)
    postcode = models.CharField(max_length=5, blank=True)  # empty: not told by the file read
    population = models.PositiveIntegerField()
    lat_deg = models.FloatField()
    lon_deg = models.FloatField()
    area_km2 = models.FloatField()
    epci_code = models.CharField(max_length=9, blank=True, default="", db_index=True)  # SIREN
    epci_name = models.CharField(max_length=120, blank=True, default="")

    class Meta:
        ordering = ["name_folded"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat_deg__range=(-90, 90), lon_deg__range=(-180, 180)),
                name="commune_centre_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.postcode})" if self.postcode else self.name

    def save(self, **kwargs: object) -> None:
        self.name_folded = fold(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]  # Django's own keyword arguments


class Contour(models.Model):
    """A commune's border. Apart from the commune: most reads of one need no kilobytes of it."""

    commune = models.OneToOneField(
        Commune, on_delete=models.CASCADE, primary_key=True, related_name="contour"
    )
    geometry = models.JSONField()  # GeoJSON Polygon or MultiPolygon, (longitude, latitude)

    def __str__(self) -> str:
        return str(self.pk)


class FormerCommune(models.Model):
    """A code or a name that was a commune and is now part of one: people still say it."""

    code_insee = models.CharField(primary_key=True, max_length=5)
    name = models.CharField(max_length=60)
    name_folded = models.CharField(max_length=60, editable=False, db_index=True)
    commune = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="former")

    class Meta:
        ordering = ["name_folded"]

    def __str__(self) -> str:
        return f"{self.name} → {self.commune_id}"

    def save(self, **kwargs: object) -> None:
        self.name_folded = fold(self.name)
        super().save(**kwargs)  # type: ignore[arg-type]  # Django's own keyword arguments
