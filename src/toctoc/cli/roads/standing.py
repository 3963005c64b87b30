"""`toctoc roads update` and `toctoc roads status`: what a programme knows of its roads."""

import argparse
import json
from typing import Any

from tqdm import tqdm

from toctoc.cli.arguments import find_programme, read_clock
from toctoc.cli.errors import CommandFailed
from toctoc.dispatch.operations.roads import update_roads
from toctoc.dispatch.queries.roads import RoadStatus, road_status
from toctoc.territory.enums import Doubt, RoadMode
from toctoc.territory.errors import RoadEngineMissing, RoadsUnreachable, UnknownEngine
from toctoc.territory.roads.choosing import BUILD, chosen_engine
from toctoc.territory.roads.port import RoadEngine


def update_programme(options: argparse.Namespace) -> int:
    """Ask for what is missing or stale, now. Raises CommandFailed."""
    programme = find_programme(options.programme)
    engine = _engine()
    with tqdm(desc="Trajets", unit=" lieux", leave=False, disable=None) as bar:

        def advance(done: int, total: int) -> None:
            bar.total, bar.n = total, done
            bar.refresh()

        try:
            made = update_roads(programme, engine, now=read_clock(), advance=advance)
        except RoadsUnreachable as error:
            raise CommandFailed(
                f"{error.data['engine']} ne répond pas : {error.data['reason']}"
            ) from error
    print(
        f"{programme.slug} : {made.known} nouveaux lieux, {made.forgotten} oubliés, "
        f"{made.asked} calculés, {made.drawn} tracés."
    )
    return 0


def print_status(options: argparse.Namespace) -> int:
    """Print how a programme's roads stand."""
    programme = find_programme(options.programme)
    status = road_status(programme)
    if options.json:
        print(json.dumps(_plain(status), ensure_ascii=False, indent=2))
        return 0
    if status.network is None:
        print(f"{programme.slug} : distances à vol d’oiseau × 1,3, aucune route connue.")
        return 0
    print(
        f"{programme.slug} : {status.places} lieux, {status.missing} à calculer, "
        f"{status.stale} à recalculer ({status.network.engine or 'aucun moteur encore'})."
    )
    for mode, told in status.network.calibrations.items():
        print(f"  {RoadMode(mode).label.lower()} : {_tell_model(told)}")
    for doubt, count in status.doubts.items():
        print(f"  {count} trajets à vérifier : {doubt.label.lower()}")
    if status.network.problem:
        print(f"  dernier essai : {status.network.problem}")
    return 0


def _engine() -> RoadEngine:
    """Return the engine of the settings. Raises CommandFailed where there is none."""
    try:
        engine = chosen_engine()
    except RoadEngineMissing as error:
        raise CommandFailed(f"pas de routes ici : {error.data['install']}") from error
    except UnknownEngine as error:
        raise CommandFailed(f"TOCTOC_ROADS : moteur inconnu {error.data['typed']}") from error
    if engine is None:
        raise CommandFailed(f"aucun moteur de routes : {BUILD}, ou TOCTOC_ROADS")
    return engine


def _tell_model(told: dict[str, Any]) -> str:
    model, before, after = told["model"], told["before"], told["after"]
    ratio = f"{model['circuity_ratio']:.2f}".replace(".", ",")
    return (
        f"vol d’oiseau × {ratio} + {model['extra_m']} m ; écart moyen {after['mean_m']} m et "
        f"{after['mean_s']} s, médian {after['median_m']} m et {after['median_s']} s "
        f"(sans réglage : {before['mean_m']} m et {before['mean_s']} s)"
    )


def _plain(status: RoadStatus) -> dict[str, Any]:
    network = status.network
    return {
        "engine": network.engine if network else "model",
        "modes": network.modes if network else [],
        "places": status.places,
        "missing": status.missing,
        "stale": status.stale,
        "problem": network.problem if network else "",
        "calibrations": network.calibrations if network else {},
        "doubts": {Doubt(doubt).value: count for doubt, count in status.doubts.items()},
    }
