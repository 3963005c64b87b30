"""`toctoc season score`: play season files of either format once, and print all measures."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from toctoc.cli.season.files import OURS, read_policy_named, read_season_file
from toctoc.cli.season.play import wait_m_per_day
from toctoc.cli.season.playing import add_jobs, play_tasks
from toctoc.cli.season.wording import days, km, number
from toctoc.planning.season.score import SeasonScore

HOUR_S = 3_600


def add_parser(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Register the action."""
    parser = actions.add_parser("score", help="jouer des saisons et dire tout ce qu’on mesure")
    parser.add_argument("seasons", nargs="+", type=Path, metavar="SAISON.json")
    parser.add_argument("--policy", default=OURS, metavar="POLITIQUE", help="« toctoc » sinon")
    parser.add_argument(
        "--wait-weight", type=float, metavar="KM", help="kilomètres que vaut un jour d’attente"
    )
    parser.add_argument("--json", action="store_true", help="en JSON")
    add_jobs(parser)
    parser.set_defaults(run=lambda options: score(options, sys.stdout))


def score(options: argparse.Namespace, stdout: TextIO) -> int:
    """Play each season visit by visit, every promise checked, and print its figures."""
    policy, weight_m = read_policy_named(options.policy), wait_m_per_day(options.wait_weight)
    instances = [read_season_file(path) for path in options.seasons]
    tasks = [(one, [policy.at(weight_m, one.season.tuned_as)]) for one in instances]
    played = play_tasks(tasks, jobs=options.jobs, label="saisons", is_checked=True)
    scores = {one.season.name: found for one, (found,) in zip(instances, played, strict=True)}
    if options.json:
        told = [{"season": name} | tell(found) for name, found in scores.items()]
        stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
        return 0
    for name, found in scores.items():
        stdout.write(f"{name}\n")
        stdout.writelines(f"  {label:<32}{value:>10}\n" for label, value in lines(found))
    return 0


def tell(found: SeasonScore) -> dict[str, Any]:
    """Return all figures of a season, named as they are in the code."""
    names = (
        "calls", "served", "refused", "short", "tours", "no_shows", "cancelled", "lost",
        "redealt", "moved", "p95_wait_days", "longest_wait_days",
    )  # fmt: skip
    told: dict[str, Any] = {name: getattr(found, name) for name in names}
    told["km_per_visit"] = round(found.metres_per_visit / 1_000, 3)
    told["mean_wait_days"] = round(found.mean_wait_days, 3)
    told["remote_ratio"] = round(found.remote_ratio, 3)
    told["visits_per_tour"] = round(found.visits_per_tour, 2)
    if found.load is not None:
        told["work_h"] = [round(work_s / HOUR_S, 1) for work_s in found.load.work_s]
    return told


def lines(found: SeasonScore) -> Iterator[tuple[str, str]]:
    """Yield what people read: a name and a figure."""
    yield "appels", str(found.calls)
    yield "visites faites", str(found.served)
    yield "refusés", str(found.refused)
    yield "moins de trois propositions", str(found.short)
    yield "km par visite", km(found.metres_per_visit)
    yield "attente moyenne (jours)", days(found.mean_wait_days)
    yield "attente, 95 % sous (jours)", str(found.p95_wait_days)
    yield "attente la plus longue (jours)", str(found.longest_wait_days)
    yield "attente loin/près", days(found.remote_ratio)
    yield "tournées", str(found.tours)
    yield "visites par tournée", days(found.visits_per_tour)
    yield "portes closes", str(found.no_shows)
    yield "annulées", str(found.cancelled)
    yield "dont perdues", str(found.lost)
    yield "données à quelqu’un d’autre", str(found.redealt)
    yield "proposées à nouveau", str(found.moved)
    if found.load is not None:
        yield "écart d’heures entre bénévoles", number(found.load.spread_s / HOUR_S, 1)
