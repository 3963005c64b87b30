"""A draft of sectors to look at: today's plan of the village, one commune taken out."""

from tests.cast import Cast
from tests.factories import NOW
from toctoc.dispatch.operations.sector_drafts import CutWish, draft_sectors
from toctoc.territory.enums import DraftOrigin
from toctoc.territory.models import SectorDraft
from toctoc.territory.operations import add_street_rule, place_communes

LEMBEYE = "64331"


def draft_today(cast: Cast) -> SectorDraft:
    """Start a draft from the plan in force, with a commune left out and a street apart."""
    wish = CutWish(origin=DraftOrigin.TODAY)
    draft = draft_sectors(cast.programme, name="Printemps 2027", wish=wish, now=NOW)
    place_communes(draft, placements={LEMBEYE: ""}, now=NOW)
    rule = {"commune": "64405", "name": "Rue du Bourg", "code": "", "letter": "B"}
    return add_street_rule(draft, rule=rule, now=NOW)
