"""The test box: which sector an address is in, and why."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from toctoc.people.enums import Action
from toctoc.territory.queries import SectorFinding, find_sector
from toctoc.web.access import StaffRequest, needs
from toctoc.web.components import SectorBadge
from toctoc.web.forms.sectors import AddressForm
from toctoc.web.screens import render_screen


@require_safe
@needs(Action.SEE_TERRITORY)
def find_address(request: StaffRequest) -> HttpResponse:
    """Say an address's sector today, and whether its street or its commune decides."""
    form = AddressForm(
        request.GET if "commune" in request.GET else None,
        programme=request.programme,
        today=request.today,
    )
    finding: SectorFinding | None = None
    if form.is_bound and form.is_valid():
        finding = find_sector(
            request.programme,
            form.cleaned_data["commune"].pk,
            street=form.cleaned_data["street"],
            on=request.today,
        )
    context = {
        "form": form,
        "finding": finding,
        "commune": form.cleaned_data.get("commune") if finding else None,
        "badge": SectorBadge.of(finding.sector) if finding else None,
    }
    return render_screen(request, "sectors/address.html", "", context)
