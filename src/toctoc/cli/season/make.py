"""`toctoc season make`: draw a season over real communes and write it as an instance file."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from toctoc.cli.errors import CommandFailed
from toctoc.cli.season.arguments import a_count, a_seed
from toctoc.cli.season.files import write_whole
from toctoc.cli.season.ground import (
    RULES,
    Ground,
    add_communes,
    find_bases,
    read_places,
)
from toctoc.planning.errors import InvalidParameter
from toctoc.planning.model import PromiseKind, TravelProfile
from toctoc.planning.season.demand import AbsenceModel, DemandModel, Fates, WordOfMouth
from toctoc.planning.season.facts import Season
from toctoc.planning.season.writing import write_instance

# How volunteers travel: circuity, speed, minutes to park or wait at each stop.
TRAVELS = {
    "car": RULES.travel,
    "bicycle": TravelProfile(circuity_ratio=1.25, speed_m_per_h=15_000, stop_s=60),
    "public": TravelProfile(circuity_ratio=1.5, speed_m_per_h=25_000, stop_s=900),
}
USUAL_MIN = {PromiseKind.EXACT: 30, PromiseKind.WIDE: 120, PromiseKind.HALF_DAY: 150}


def add_parser(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the action."""
    parser = actions.add_parser("make", help="tirer une saison d’appels et l’écrire")
    parser.add_argument("out", type=Path, metavar="SORTIE.json")
    add_communes(parser, needed=True)
    parser.add_argument("--seed", type=a_seed, required=True)
    parser.add_argument("--days", type=a_count, default=RULES.days)
    parser.add_argument("--calls", type=float, default=7.0, help="appels par jour, en moyenne")
    parser.add_argument("--volunteers", type=a_count, default=2)
    parser.add_argument("--base", action="append", default=[], metavar="COMMUNE")
    parser.add_argument("--window", type=a_seed, metavar="MIN", help="largeur de la promesse")
    parser.add_argument(
        "--promise", choices=[kind.value for kind in PromiseKind], default="exact"
    )
    parser.add_argument(
        "--travel", action="append", default=[], choices=list(TRAVELS), help="par bénévole"
    )
    add_model(parser)
    parser.set_defaults(run=lambda options: make(options, sys.stdout))


def add_model(parser: argparse.ArgumentParser) -> None:
    """Let a command be told how people call; each option is a season-2 fact."""
    facts = parser.add_argument_group("ce que dit season-2")
    facts.add_argument("--known", type=float, default=1.0, help="part qui connaît au départ")
    facts.add_argument(
        "--told", type=float, default=60.0, help="personnes qu’une visite touche"
    )
    facts.add_argument("--tastes", type=float, default=0.0, help="part des goûts, 0 à 1")
    facts.add_argument("--cancelled", type=float, default=0.0, help="part qui annule")
    facts.add_argument("--no-shows", type=float, default=0.0, help="part d’absents")
    facts.add_argument(
        "--absences", type=float, default=0.0, help="risque par jour de bénévole"
    )
    facts.add_argument("--lengths", nargs="+", type=a_length, default=[], metavar="MIN:PART")


def a_length(typed: str) -> tuple[int, float]:
    """Read "60:0.5" for argparse: half of the visits last an hour."""
    try:
        length_min, weight = typed.split(":")
        return int(length_min), float(weight)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{typed!r}: écrire 60:0.5") from error


def make(options: argparse.Namespace, stdout: TextIO) -> int:
    """Draw a season and write it: season-1 where nothing new is used, else season-2."""
    try:
        instance = ground_of(options).draw(options.seed)
    except InvalidParameter as error:
        raise CommandFailed(f"season make: {error}") from error
    write_whole(options.out, write_instance(instance) + "\n")
    stdout.write(f"{instance.season.name} : {len(instance.calls)} appels\n")
    return 0


def ground_of(options: argparse.Namespace) -> Ground:
    """Return the territory, the team and the callers asked for."""
    if len(options.epci) > 1:
        raise CommandFailed("season make: one --epci at most")
    epci = options.epci[0] if options.epci else None
    season = rules_of(options, epci)
    name = f"{epci or options.communes.stem}-v{options.volunteers}-c{options.calls:g}"
    return Ground(
        name=f"{name}-w{season.window_s // 60}", season=season, model=model_of(options)
    )


def rules_of(options: argparse.Namespace, epci: str | None) -> Season:
    """Return the season's rules; a travel or a base for each volunteer, in turn."""
    places = read_places(options.communes, epci)
    promise = PromiseKind(options.promise)
    kinds = options.travel or ["car"]
    travels = tuple(TRAVELS[kinds[v % len(kinds)]] for v in range(options.volunteers))
    return replace(
        RULES,
        demand=places,
        bases=tuple(find_bases(places, options.base, options.volunteers)),
        days=options.days,
        window_s=60 * (USUAL_MIN[promise] if options.window is None else options.window),
        promise=promise,
        travels=travels if set(kinds) != {"car"} else (),
    )


def model_of(options: argparse.Namespace) -> DemandModel:
    """Return how people call."""
    return DemandModel(
        calls_per_day=options.calls,
        half_ratio=0.6 * options.tastes,
        weekday_ratio=0.4 * options.tastes,
        visit_min=tuple(options.lengths),
        word_of_mouth=WordOfMouth(known_ratio=options.known, told_people=options.told),
        fates=Fates(cancel_ratio=options.cancelled, no_show_ratio=options.no_shows),
        absences=AbsenceModel(start_ratio=options.absences),
    )
