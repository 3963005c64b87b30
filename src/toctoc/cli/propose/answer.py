"""From arguments to offers, told as text or JSON. Nothing is stored."""

import argparse
import json

from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone

from toctoc.agenda.models import HelpRequest
from toctoc.agenda.models.help_request import MAX_LENGTH_MIN
from toctoc.cli.arguments import find_programme, read_clock
from toctoc.cli.errors import CommandFailed
from toctoc.common.wording import NBSP, added_distance, clock, day_long
from toctoc.dispatch.queries import OfferRow, OfferSet, list_offers
from toctoc.people.models import Resident
from toctoc.people.queries import get_resident, place_in_commune
from toctoc.territory.models import Programme
from toctoc.territory.queries import get_commune

MIN_LENGTH_MIN = 5


def propose(options: argparse.Namespace) -> str:
    """Answer for a home and a need. Raises CommandFailed where they make no sense."""
    programme = find_programme(options.programme)
    found = list_offers(build_request(programme, options), now=read_clock())
    if options.json:
        return json.dumps(as_plain(found), ensure_ascii=False, indent=2)
    with timezone.override(programme.time_zone):
        return as_text(found).replace(NBSP, " ")


def build_request(programme: Programme, options: argparse.Namespace) -> HelpRequest:
    """Return the request the arguments describe; it is never stored."""
    if not MIN_LENGTH_MIN <= options.length <= MAX_LENGTH_MIN:
        raise CommandFailed(
            f"--length va de {MIN_LENGTH_MIN} à {MAX_LENGTH_MIN} minutes, pas {options.length}"
        )
    resident = _resident(programme, options)
    return HelpRequest(
        programme=programme,
        resident=resident,
        need=options.need,
        length_min=options.length,
        suits=str(options.suits or resident.half_days),
        not_before=options.not_before,
    )


def as_plain(found: OfferSet) -> dict[str, object]:
    """Return offers and reasons as JSON knows them: moments in ISO, metres, seconds."""
    return {
        "offers": [
            {
                "rank": row.rank,
                "volunteers": [volunteer.name for volunteer in row.volunteers],
                "promised_from": row.promised_from.isoformat(),
                "promised_until": row.promised_until.isoformat(),
                "starts_at": row.starts_at.isoformat(),
                "half": row.half,
                "added_m": row.added_m,
                "added_s": row.added_s,
                "motive": row.motive.value,
                "sentence": row.sentence.replace(NBSP, " "),
            }
            for row in found.offers
        ],
        "refusals": [text.replace(NBSP, " ") for text in found.refusals],
        "nearest": found.nearest.replace(NBSP, " "),
        "horizon_ends_on": found.horizon_ends_on.isoformat(),
    }


def as_text(found: OfferSet) -> str:
    """Return offers and reasons as the call screen words them."""
    lines = [line for row in found.offers for line in _lines(row)]
    return "\n".join([*lines, *found.refusals, *filter(None, [found.nearest])])


def _lines(row: OfferRow) -> list[str]:
    moment = f"{day_long(row.promised_from)} vers {clock(row.promised_from)}"
    names = " et ".join(volunteer.name for volunteer in row.volunteers)
    return [
        f"{row.rank}  {moment}  {names}  {added_distance(row.added_m)}",
        f"   « {row.sentence} »",
    ]


def _resident(programme: Programme, options: argparse.Namespace) -> Resident:
    has_point = options.lat is not None and options.lon is not None
    if (options.lat is None) != (options.lon is None) or (has_point and options.resident):
        raise CommandFailed("--lat et --lon vont ensemble, et seulement avec --commune")
    if options.resident is not None:
        try:
            return get_resident(programme, options.resident)
        except ObjectDoesNotExist as error:
            raise CommandFailed(f"aucune fiche n° {options.resident}") from error
    commune = get_commune(programme, options.commune)
    lat_deg, lon_deg = (options.lat, options.lon) if has_point else place_in_commune(commune)
    return Resident(programme=programme, commune=commune, lat_deg=lat_deg, lon_deg=lon_deg)
