"""What the five positions between waiting and driving give: the figures of the settings page.

    python benchmarks/positions.py FOLDER

Plays the seasons of a folder that promise the half hour, at each position, and prints the
geometric mean of kilometres a visit and the mean wait.
"""

import argparse
import os
from math import exp, log
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toctoc.config.settings_test")

import django

django.setup()

from toctoc.cli.season import list_instances
from toctoc.planning.model import PromiseKind
from toctoc.planning.proposals import ProposalParams, tuned_for
from toctoc.planning.season.referee import play_out
from toctoc.web.forms.planning import BALANCES


def main():
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    instances = [one for _name, one in list_instances(folder) if is_exact(one)]
    for balance in BALANCES:
        weight_m = ProposalParams().wait_m_per_day * balance.weight
        scores = [play_out(one, tuned_for(weight_m)) for one in instances]
        km = exp(sum(log(one.metres_per_visit / 1_000) for one in scores) / len(scores))
        wait = sum(one.mean_wait_days for one in scores) / len(scores)
        print(f"{balance.label:<32} {km:6.1f} km a visit  {wait:5.1f} days", flush=True)


def is_exact(instance):
    return instance.rules.promise.kind is PromiseKind.EXACT


if __name__ == "__main__":
    main()
