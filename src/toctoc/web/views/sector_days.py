"""Days of the week given to sectors: which, in a draft; and what they are worth, at once."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from toctoc.people.enums import Action
from toctoc.territory.enums import SectorDays
from toctoc.territory.models import SectorDraft
from toctoc.territory.models.sector import EVERY_DAY
from toctoc.territory.operations import choose_sector_days, give_days
from toctoc.territory.queries import get_sector_draft
from toctoc.web.access import StaffRequest, needs, or_404
from toctoc.web.components import SectorBadge
from toctoc.web.forms.sectors import DaysRuleForm

FIELD = "d-"  # before a sector's letter
WEEKDAYS = (
    gettext_lazy("lundi"),
    gettext_lazy("mardi"),
    gettext_lazy("mercredi"),
    gettext_lazy("jeudi"),
    gettext_lazy("vendredi"),
)


@dataclass(frozen=True, slots=True)
class DaysRow:
    """A sector's days: its sign, and the days of the week, each given or not."""

    badge: SectorBadge | None
    letter: str
    days: list[tuple[int, object, bool]]


def rows_of(draft: SectorDraft) -> list[DaysRow]:
    """Return the days of each sector of a draft."""
    return [
        DaysRow(
            badge=SectorBadge.lettered(letter),
            letter=letter,
            days=[
                (number, name, draft.days.get(letter, EVERY_DAY)[number] == "1")
                for number, name in enumerate(WEEKDAYS)
            ],
        )
        for letter in draft.sectors
    ]


@require_POST
@needs(Action.MANAGE_TERRITORY)
def give(request: StaffRequest, pk: int) -> HttpResponse:
    """Give days to the sectors of a draft; a sector with none keeps them all."""
    draft = or_404(get_sector_draft, request.programme, pk)
    days = {}
    for letter in draft.sectors:
        given = request.POST.getlist(f"{FIELD}{letter}")
        days[letter] = "".join("1" if str(n) in given else "0" for n in range(len(WEEKDAYS)))
    give_days(draft, days=days, now=request.now)
    messages.success(request, _("Les jours des secteurs sont notés dans le brouillon."))
    return redirect("sectors:edit-draft", request.programme.slug, pk)


@require_POST
@needs(Action.MANAGE_TERRITORY)
def choose_rule(request: StaffRequest) -> HttpResponse:
    """Say what the days given to sectors are worth when appointments are offered."""
    form = DaysRuleForm(request.POST)
    if form.is_valid():
        choose_sector_days(request.programme, rule=SectorDays(form.cleaned_data["rule"]))
        messages.success(
            request, _("C’est noté : les propositions suivantes en tiennent compte.")
        )
    return redirect("sectors:list-plans", request.programme.slug)
