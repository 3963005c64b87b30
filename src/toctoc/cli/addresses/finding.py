"""`toctoc addresses find`: what the screens suggest, as lines or as JSON."""

import argparse
import json
import sys
from dataclasses import asdict

from toctoc.cli.arguments import find_programme
from toctoc.territory.addresses.found import FoundAddress
from toctoc.territory.addresses.suggestions import suggest_addresses

NOTHING_FOUND = 1


def find_address(options: argparse.Namespace) -> int:
    """Print the addresses that may be meant, likeliest first; status 1 where there is none."""
    programme = find_programme(options.programme) if options.programme else None
    found = suggest_addresses(options.text, programme=programme, limit=options.limit)
    if options.json:
        answer = [{**asdict(one), "label": str(one)} for one in found]
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for one in found:
            print(_line(one))
    if not found and not options.json:
        print("aucune adresse trouvée", file=sys.stderr)
    return 0 if found else NOTHING_FOUND


def _line(found: FoundAddress) -> str:
    where = f"{found.lat_deg:.6f}, {found.lon_deg:.6f}"
    outside = "" if found.is_inside else ", hors du territoire"
    return f"{found} ({found.precision.label.lower()}{outside}) {where}"
