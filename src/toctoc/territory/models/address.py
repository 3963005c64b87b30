"""Addresses of the national base (BAN): streets and hamlets, and the doors along them.

They stand by themselves: a file may tell of communes that no programme has.
"""

from django.db import models

from toctoc.territory.enums import AddressFile, StreetKind


class Street(models.Model):
    """A street or a hamlet of one commune. `text` is what the database indexes (see index)."""

    ban_id = models.CharField(max_length=60, unique=True)
    file = models.CharField(max_length=10, choices=AddressFile)
    kind = models.CharField(max_length=10, choices=StreetKind)
    name = models.CharField(max_length=200)
    code_insee = models.CharField(max_length=5, db_index=True)
    commune_name = models.CharField(max_length=60)
    postcode = models.CharField(max_length=5, blank=True)
    former_commune = models.CharField(max_length=60, blank=True)  # the merged one it was in
    text = models.CharField(max_length=600, editable=False)
    doors = models.PositiveIntegerField(default=0)  # how many addresses it has
    lat_deg = models.FloatField()
    lon_deg = models.FloatField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat_deg__range=(-90, 90), lon_deg__range=(-180, 180)),
                name="street_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.commune_name}"


class Address(models.Model):
    """A numbered door of a street."""

    ban_id = models.CharField(max_length=80, unique=True)
    street = models.ForeignKey(Street, on_delete=models.CASCADE, related_name="addresses")
    number = models.PositiveIntegerField()
    suffix = models.CharField(max_length=20, blank=True)  # bis, ter, a…
    lat_deg = models.FloatField()
    lon_deg = models.FloatField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat_deg__range=(-90, 90), lon_deg__range=(-180, 180)),
                name="address_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.suffix}".strip()


class StreetWord(models.Model):
    """A word of the streets' texts, each once: what a misspelt word is compared with."""

    word = models.CharField(max_length=60, unique=True)
    padded = models.CharField(max_length=62)  # between spaces: how words begin and end counts

    def __str__(self) -> str:
        return self.word
