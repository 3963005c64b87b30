"""What the five positions between waiting and driving give: the figures of the settings page.

    python benchmarks/positions.py FOLDER

Plays the seasons of a folder that promise the half hour, with each position's parameters as the
call screen would use them; prints the geometric mean of kilometres a visit and the mean wait.
"""

import argparse
import os
import sys
from math import exp, log
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings_test")

import django  # noqa: E402 -- the environment is set first

django.setup()

from toctoc.dispatch.bridge import build_params  # noqa: E402 -- after set-up
from toctoc.dispatch.models import PlanningSettings  # noqa: E402 -- after set-up
from toctoc.planning.model import PromiseKind  # noqa: E402 -- after set-up
from toctoc.planning.season.instance import read_instance  # noqa: E402 -- after set-up
from toctoc.planning.season.referee import play_out  # noqa: E402 -- after set-up
from toctoc.web.forms.planning import BALANCES  # noqa: E402 -- after set-up

BESIDE = "scoreboard.json"


def main():
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    files = sorted(parser.parse_args().folder.glob("*.json"))
    seasons = [read_instance(file.read_text()) for file in files if file.name != BESIDE]
    exact = [one for one in seasons if one.season.promise is PromiseKind.EXACT]
    for balance in BALANCES:
        params = build_params(PlanningSettings(wait_weight=balance.weight))
        scores = [play_out(one, params) for one in exact]
        km = exp(sum(log(one.metres_per_visit / 1_000) for one in scores) / len(scores))
        wait = sum(one.mean_wait_days for one in scores) / len(scores)
        print(f"{balance.label!s:<32}{km:6.1f} km a visit{wait:7.1f} days", flush=True)


if __name__ == "__main__":
    main()
