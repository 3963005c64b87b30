"""Which engine plays a season: machine code where it knows all of it, visit by visit else."""

from collections.abc import Callable

from toctoc.planning.proposals import ProposalParams
from toctoc.planning.season.facts import Instance
from toctoc.planning.season.referee import play_out
from toctoc.planning.season.score import SeasonScore

# Plays one season, laid out once, at any parameters.
type Player = Callable[[ProposalParams], SeasonScore]


def is_simulated(instance: Instance) -> bool:
    """Tell whether the compiled simulator knows all that happens in a season."""
    return instance.is_plain


def make_player(instance: Instance, *, is_checked: bool = False) -> Player:
    """Return what plays a season.

    Both engines give the same figures where both can, but for wide promises, where two plans of
    a day may be equally long. `is_checked`: visit by visit, promises checked by `evaluate`.
    """
    if is_checked or not is_simulated(instance):
        return lambda params: play_out(instance, params)
    from toctoc.planning.season.simulator import lay_out, simulate  # noqa: PLC0415 -- slow import

    laid_out = lay_out(instance)
    return lambda params: simulate(laid_out, params)
