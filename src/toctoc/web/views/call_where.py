"""Where the person lives: the commune as typed and as understood, its sector, a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self, cast

from toctoc.territory.queries import sector_by_commune
from toctoc.web.components import SectorBadge
from toctoc.web.forms.call import CallForm, TypedCommuneField
from toctoc.web.views.territory import badge_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """`commune` is the one understood, "" while none is; `communes` those to choose from."""

    communes: Sequence[str]
    commune: str
    sector: SectorBadge | None
    is_placed: bool

    @classmethod
    def of(cls, form: CallForm, *, today: date) -> Self:
        """Read it; two queries once the commune is known."""
        commune = form.cleaned_data.get("commune")
        sectors = sector_by_commune(form.programme, on=today) if commune else {}
        return cls(
            communes=cast("TypedCommuneField", form.fields["commune"]).labels,
            commune=str(commune or ""),
            sector=badge_of(sectors.get(commune.pk)) if commune else None,
            is_placed=form["lat"].value() not in {None, ""},
        )
