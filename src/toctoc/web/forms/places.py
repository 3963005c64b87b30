"""A form that places a home or a base: its commune, and a point where one was chosen."""

from typing import ClassVar

from django import forms

from toctoc.people.queries import Place
from toctoc.web.forms.fields import ProgrammeForm


class PlacedForm(ProgrammeForm):
    """Two hidden fields the map writes to, beside the commune named by COMMUNE."""

    COMMUNE: ClassVar[str] = "commune"

    lat = forms.FloatField(
        required=False, min_value=-90, max_value=90, widget=forms.HiddenInput
    )
    lon = forms.FloatField(
        required=False, min_value=-180, max_value=180, widget=forms.HiddenInput
    )

    def typed_place(self) -> Place | None:
        """Return the point, or None where the commune's centre stands for it.

        A point that stays while the commune changes is the old home's: it is forgotten.
        """
        lat_deg, lon_deg = self.cleaned_data["lat"], self.cleaned_data["lon"]
        if lat_deg is None or lon_deg is None:
            return None
        changed = set(self.changed_data)
        is_left_behind = self.COMMUNE in changed and not changed & {"lat", "lon"}
        return None if is_left_behind else Place(lat_deg, lon_deg)
