"""Addresses suggested in forms: as options while typing, as a list of radios without script.

What is typed is sent by POST: an address never stands in an address bar or a log.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.forms import BoundField
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from toctoc.people.enums import Action, PointSource
from toctoc.territory.addresses.found import FoundAddress
from toctoc.territory.addresses.queries import has_addresses
from toctoc.territory.addresses.suggestions import suggest_addresses
from toctoc.territory.errors import UnknownCommune
from toctoc.territory.models import Commune
from toctoc.territory.queries import get_commune
from toctoc.web.access import StaffRequest, needs
from toctoc.web.components import Option
from toctoc.web.forms.call import CallForm
from toctoc.web.forms.place_files import PlaceForm
from toctoc.web.forms.places import PlacedForm
from toctoc.web.forms.residents import ResidentForm
from toctoc.web.forms.team import VolunteerForm

SHOWN = 8
SEARCH, TAKE = "find_address", "take_address"  # buttons of the way without script
FORMS: Mapping[str, type[PlacedForm]] = MappingProxyType(
    {"appel": CallForm, "fiche": ResidentForm, "depart": VolunteerForm, "lieu": PlaceForm}
)


@require_POST
@needs(Action.ANSWER_CALLS, Action.EDIT_RESIDENTS, Action.MANAGE_TEAM, Action.MANAGE_SESSIONS)
def list_suggestions(request: StaffRequest, form: str) -> HttpResponse:
    """Answer the addresses that may be meant, as options of the address box."""
    if form not in FORMS:
        raise Http404
    options = suggest_options(request, FORMS[form], request.POST)
    return render(request, "addresses/options.html", {"options": options})


def suggest_options(
    request: StaffRequest, kind: type[PlacedForm], data: Mapping[str, str]
) -> list[Option]:
    """Return what a form's address box may mean, with what choosing it fills in."""
    text = kind.searched_text(data)
    if not text:
        return []
    chosen = _find_commune(request, data.get(kind.COMMUNE, ""))
    found = suggest_addresses(text, programme=request.programme, commune=chosen, limit=SHOWN)
    codes = {one.code_insee for one in found}
    communes = request.programme.communes.in_bulk(codes) if found else {}
    return [_option(one, kind, communes.get(one.code_insee)) for one in found]


def is_searching(request: StaffRequest) -> bool:
    """Tell whether the form was posted only to look for an address, or to take one."""
    return request.method == "POST" and not request.POST.keys().isdisjoint({SEARCH, TAKE})


@dataclass(frozen=True)
class AddressBox:
    """The address box of a form, for its template (addresses/box.html)."""

    request: StaffRequest
    name: str  # of FORMS
    form: PlacedForm
    is_asked: bool = False  # by the button that stands where no script runs

    @property
    def street(self) -> BoundField:
        return self.form[self.form.STREET]

    @property
    def url(self) -> str:
        return reverse(
            "addresses:list-suggestions", args=[self.request.programme.slug, self.name]
        )

    @property
    def target(self) -> str:
        return f"#{self.street.auto_id}-list"

    @property
    def sends(self) -> str:
        """Name the boxes that are sent while typing: the address, nothing about the person."""
        names = (self.form.STREET, self.form.HOUSE_NUMBER, self.form.COMMUNE)
        return ",".join((*filter(None, names), "csrfmiddlewaretoken"))

    @cached_property
    def options(self) -> list[Option]:
        """Return what was found for the text in the box; nothing unless it was asked for."""
        if not self.is_asked:
            return []
        names = (self.form.STREET, self.form.HOUSE_NUMBER, self.form.COMMUNE)
        data = {name: str(self.form[name].value() or "") for name in names if name}
        return suggest_options(self.request, type(self.form), data)

    @property
    def source(self) -> str:
        """Say where the point that the form holds comes from; "" where it holds none."""
        has_point = self.form["lat"].value() not in {None, ""}
        if self.form.is_bound:
            self.form.is_valid()  # so that it is read: a point typed over is none
            has_point = self.form.typed_place() is not None
        held = str(self.form["origin"].value() or PointSource.MAP)
        return held.partition("|")[0] if has_point else ""

    @property
    def says(self) -> dict[str, str]:
        """The words for each source of a point."""
        return {
            PointSource.ADDRESS: _("Adresse exacte : le point est posé."),
            PointSource.STREET: _("Rue trouvée, pas le numéro : le point est dans la rue."),
            PointSource.LOCALITY: _("Lieu-dit trouvé : le point est au lieu-dit."),
            PointSource.MAP: _("Point posé sur la carte."),
            "": _("Sans point : le centre de la commune servira."),
        }

    @property
    def said(self) -> str:
        return self.says.get(self.source, self.says[PointSource.MAP])

    @cached_property
    def asks_for_import(self) -> bool:
        """Tell whether to say how addresses are imported: none are, and this person may."""
        may = Action.MANAGE_TERRITORY in self.request.actions
        return may and not has_addresses(self.request.programme)


def _option(found: FoundAddress, kind: type[PlacedForm], commune: Commune | None) -> Option:
    filled = kind.filled_with(found, commune)
    detail = found.town if found.line else ""
    precision = found.precision.label.lower()
    outside = "" if commune else _("hors du territoire")
    told = " · ".join(filter(None, (detail, precision, outside)))
    return Option(
        label=found.line or found.town,
        value=filled["origin"],
        detail=told,
        fill=json.dumps(filled, ensure_ascii=False),
        is_shown_only=commune is None,
    )


def _find_commune(request: StaffRequest, typed: str) -> Commune | None:
    if not typed.strip():
        return None
    try:
        return get_commune(request.programme, typed)
    except UnknownCommune:
        return None
