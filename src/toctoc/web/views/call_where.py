"""Where the person lives: the commune as typed and as understood, its sector, a point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self, cast

from toctoc.territory.queries import find_sector
from toctoc.web.components import SectorBadge
from toctoc.web.forms.call import CallForm, TypedCommuneField


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """`commune` is the one understood, "" while none is; `communes` those to choose from."""

    communes: Sequence[str]
    commune: str
    sector: SectorBadge | None
    is_placed: bool

    @classmethod
    def of(cls, form: CallForm, *, today: date) -> Self:
        """Read it; three queries once the commune is known."""
        commune = form.cleaned_data.get("commune")
        sector = None
        if commune:
            street = str(form["street"].value() or "")
            sector = find_sector(form.programme, commune.pk, street=street, on=today).sector
        return cls(
            communes=cast("TypedCommuneField", form.fields["commune"]).labels,
            commune=str(commune or ""),
            sector=SectorBadge.of(sector),
            is_placed=form["lat"].value() not in {None, ""} and not form.is_typed_over(),
        )
