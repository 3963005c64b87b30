"""A resident: who is helped, where they live, how they can really be reached."""

from collections.abc import Iterable

from django.db import models

from toctoc.common.encryption import EncryptedTextField
from toctoc.common.half_days import COUNT, HalfDays
from toctoc.common.names import fold, sound_key
from toctoc.people.enums import Channel, PointSource
from toctoc.territory.models import Commune, Programme


class Resident(models.Model):
    """A person of the territory. No field is meant for passwords, identifiers or health."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="residents")
    last_name = models.CharField(max_length=80)
    first_name = models.CharField(max_length=80, blank=True)
    name_folded = models.CharField(max_length=170, editable=False, db_index=True)
    name_sound = models.CharField(max_length=80, editable=False, db_index=True)
    landline = models.CharField(max_length=16, blank=True, db_index=True)  # E.164
    mobile = models.CharField(max_length=16, blank=True, db_index=True)  # E.164
    email = models.EmailField(blank=True)
    channel = models.CharField(max_length=10, choices=Channel, default=Channel.PHONE)

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    house_number = models.CharField(max_length=10, blank=True)
    street = models.CharField(max_length=120, blank=True)
    ban_id = models.CharField(max_length=80, blank=True)  # in the national base
    lat_deg = models.FloatField()
    lon_deg = models.FloatField()
    point_source = models.CharField(
        max_length=10, choices=PointSource, default=PointSource.COMMUNE
    )
    access_note = EncryptedTextField(blank=True, default="")
    two_people_only = models.BooleanField(default=False)

    suits = models.CharField(max_length=COUNT, default=str(HalfDays.whole_week()))
    equipment = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    last_contact_at = models.DateTimeField()

    class Meta:
        ordering = ["name_folded", "pk"]
        indexes = [models.Index(fields=["programme", "name_folded"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(lat_deg__range=(-90, 90), lon_deg__range=(-180, 180)),
                name="resident_on_earth",
            ),
            models.CheckConstraint(
                condition=models.Q(suits__regex=r"^[01]{10}$"), name="resident_suits_ten_flags"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def save(self, **kwargs: object) -> None:
        self.name_folded = fold(f"{self.last_name} {self.first_name}")
        self.name_sound = sound_key(self.last_name)
        fields = kwargs.get("update_fields")
        if isinstance(fields, Iterable):
            kwargs["update_fields"] = {*fields, "name_folded", "name_sound"}
        super().save(**kwargs)  # type: ignore[arg-type]  # Django's own keyword arguments

    @property
    def street_line(self) -> str:
        """The first line of the address, "12 chemin des Crêtes"; empty where unknown."""
        return f"{self.house_number} {self.street}".strip()

    @property
    def half_days(self) -> HalfDays:
        return HalfDays.from_text(self.suits)


class Relative(models.Model):
    """A relative, neighbour or proxy who may be told or asked on the resident's behalf."""

    resident = models.ForeignKey(Resident, on_delete=models.CASCADE, related_name="relatives")
    name = models.CharField(max_length=120)
    link = models.CharField(max_length=60, blank=True)  # "fille", "voisin", "aide à domicile"
    phone = models.CharField(max_length=16, blank=True)  # E.164
    email = models.EmailField(blank=True)
    is_proxy = models.BooleanField(default=False)  # may decide for the resident (guardian)

    class Meta:
        ordering = ["-is_proxy", "name"]

    def __str__(self) -> str:
        return self.name
