"""A form that places a home or a base: its commune, its address, a point where there is one."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from toctoc.common.names import fold
from toctoc.people.enums import PointSource
from toctoc.people.operations import ResidentFields
from toctoc.people.queries import Place
from toctoc.territory.addresses.found import FoundAddress
from toctoc.territory.enums import Precision
from toctoc.territory.models import Commune
from toctoc.web.forms.fields import ProgrammeForm

KM_A_DEGREE = 111.2
# A commune is no disc: from this many times the radius of a disc of its area, another is meant.
FAR_RATIO, LEAST_REACH_KM = 4, 4
FOUND = "found"  # the box of an address chosen without script: all that choosing it fills in


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a point comes from, in one hidden box; `line`: the address it was found for."""

    source: PointSource = PointSource.MAP
    ban_id: str = ""
    line: str = ""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read the box; anything else than what `__str__` wrote is a point placed by hand."""
        source, _first, rest = text.partition("|")
        ban_id, _second, line = rest.partition("|")
        if source not in PointSource.values:
            return cls()
        return cls(PointSource(source), ban_id, line)

    def __str__(self) -> str:
        return f"{self.source.value}|{self.ban_id}|{self.line}"


def origin_of(fields: ResidentFields) -> str:
    """Return the box of a home already on file."""
    line = (
        ""
        if fields.point_source == PointSource.MAP
        else f"{fields.house_number} {fields.street}"
    )
    return str(Origin(fields.point_source, fields.ban_id, fold(line))) if fields.place else ""


class PlacedForm(ProgrammeForm):
    """Three hidden fields that the map and the address list write to, beside the address.

    COMMUNE, STREET and HOUSE_NUMBER name the boxes of the address; "" where it has none.
    """

    COMMUNE: ClassVar[str] = "commune"
    STREET: ClassVar[str] = "street"
    HOUSE_NUMBER: ClassVar[str] = ""

    lat = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    lon = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )
    origin = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    @classmethod
    def searched_text(cls, data: Mapping[str, str]) -> str:
        """Return the address as far as it is typed, number first."""
        names = filter(None, (cls.HOUSE_NUMBER, cls.STREET))
        return " ".join(data.get(name, "") for name in names).strip()

    @classmethod
    def filled_with(cls, found: FoundAddress, commune: Commune | None) -> dict[str, str]:
        """Return what choosing an address writes in the boxes, in the order it is written."""
        is_centre = found.precision is Precision.COMMUNE
        shown = cls.base_fields[cls.COMMUNE].prepare_value(commune)
        filled = {
            cls.COMMUNE: str(shown or found.commune),
            cls.STREET: found.street if cls.HOUSE_NUMBER else found.line,
            "lat": "" if is_centre else f"{found.lat_deg:.6f}",
            "lon": "" if is_centre else f"{found.lon_deg:.6f}",
            "origin": "" if is_centre else cls._origin_of(found),
        }
        if cls.HOUSE_NUMBER:
            filled[cls.HOUSE_NUMBER] = found.house_number
        return filled

    @classmethod
    def _origin_of(cls, found: FoundAddress) -> str:
        return str(Origin(PointSource(found.precision), found.ban_id, fold(found.line)))

    @classmethod
    def with_chosen(cls, data: MultiValueDict[str, str]) -> MultiValueDict[str, str]:
        """Return what was posted, an address chosen from a list without script filled in."""
        filled = MultiValueDict(dict(data.lists()))
        try:
            chosen = json.loads(data.get(FOUND) or "{}")
        except ValueError:
            return filled
        names = {cls.COMMUNE, cls.STREET, cls.HOUSE_NUMBER, "lat", "lon", "origin"} - {""}
        for name in names.intersection(chosen if isinstance(chosen, dict) else ()):
            filled[name] = str(chosen[name])
        return filled

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        commune, place = cleaned.get(self.COMMUNE), self.typed_place()
        if commune and place and _distance_km(commune, place) > _reach_km(commune):
            sentence = _("Le point placé est loin de %(commune)s : placez-le de nouveau.")
            error = ValidationError(sentence, "far", {"commune": commune.name})
            self.add_error(self.COMMUNE, error)
        return cleaned

    def typed_place(self) -> Place | None:
        """Return the point, or None where the commune's centre stands for it.

        A point that stays while the commune changes is the old home's, and one found for an
        address that was typed over since is another's: both are forgotten.
        """
        lat_deg, lon_deg = self.cleaned_data.get("lat"), self.cleaned_data.get("lon")
        if lat_deg is None or lon_deg is None or self.cleaned_data.get("at_centre"):
            return None
        changed = set(self.changed_data)
        is_left_behind = self.COMMUNE in changed and not changed & {"lat", "lon"}
        if is_left_behind or self.is_typed_over():
            return None
        return Place(lat_deg, lon_deg)

    def typed_origin(self) -> Origin:
        """Return where the point comes from."""
        return Origin.read(self.cleaned_data.get("origin", ""))

    def is_typed_over(self) -> bool:
        """Tell whether the point was found for another address than the one typed now."""
        line = self.typed_origin().line
        typed = {name: str(value) for name, value in self.cleaned_data.items()}
        return bool(self.STREET and line) and line != fold(self.searched_text(typed))


def _distance_km(commune: Commune, place: Place) -> float:
    """Return a flat-earth distance to the commune's centre: only to tell near from far."""
    north = (place.lat_deg - commune.lat_deg) * KM_A_DEGREE
    east = (place.lon_deg - commune.lon_deg) * KM_A_DEGREE
    return math.hypot(north, east * math.cos(math.radians(commune.lat_deg)))


def _reach_km(commune: Commune) -> float:
    return max(LEAST_REACH_KM, FAR_RATIO * math.sqrt(commune.area_km2 / math.pi))
