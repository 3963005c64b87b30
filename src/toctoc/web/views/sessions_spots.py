"""Where to hold a workshop: the communes that would serve most people, said and drawn."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from toctoc.dispatch.queries import Spot, list_spots
from toctoc.people.enums import Action, Need
from toctoc.web.access import StaffRequest, needs
from toctoc.web.screens import render_screen

LONG_WAIT_DAYS = 14


@require_safe
@needs(Action.MANAGE_SESSIONS)
def show_spots(request: StaffRequest) -> HttpResponse:
    """Show at most five communes, the best first, for all needs or for one."""
    asked = request.GET.get("besoin", "")
    need = asked if asked in Need.values else ""
    spots = list_spots(request.programme, now=request.now, need=need)
    context = {
        "spots": [(spot, say_spot(spot, is_first=not rank)) for rank, spot in enumerate(spots)],
        "need": need,
        "needs": Need.choices,
        "map_data": {
            "points": [_on_map(spot, rank) for rank, spot in enumerate(spots, start=1)],
            "focus": "all",
        },
    }
    return render_screen(request, "sessions/spots.html", "", context)


def say_spot(spot: Spot, *, is_first: bool) -> str:
    """Say whom a workshop there would serve, in one sentence."""
    people = ngettext(
        "À %(commune)s, %(people)s personne est à moins de 15 min",
        "À %(commune)s, %(people)s personnes sont à moins de 15 min",
        spot.people,
    ) % {"commune": spot.commune.name, "people": spot.people}
    parts = [people]
    if not is_first and spot.fresh < spot.people:
        parts.append(_("dont %(fresh)s loin des communes du dessus") % {"fresh": spot.fresh})
    if spot.pending:
        parts.append(_say_waits(spot))
    need, count = spot.needs[0]
    if len(spot.needs) > 1 and count < spot.people:
        parts.append(_("surtout pour : %(need)s") % {"need": Need(need).label.lower()})
    return ", ".join(parts) + "."


def _say_waits(spot: Spot) -> str:
    waits = ngettext(
        "dont %(count)s qui attend une réponse",
        "dont %(count)s qui attendent une réponse",
        spot.pending,
    ) % {"count": spot.pending}
    if spot.pending == spot.people:
        waits = ngettext("qui attend une réponse", "qui attendent une réponse", spot.pending)
    if spot.oldest_days < LONG_WAIT_DAYS:
        return waits
    return _("%(waits)s, depuis %(days)s jours pour la plus ancienne") % {
        "waits": waits,
        "days": spot.oldest_days,
    }


def _on_map(spot: Spot, rank: int) -> dict[str, object]:
    name = f"{rank}. {spot.commune.name}"
    return {"lat": spot.lat_deg, "lon": spot.lon_deg, "name": name, "mark": str(rank)}
