"""The tuned policy at any weight of the wait, for any kind of promise.

Found by `toctoc season tune` on generated seasons of other seeds and territories than the
benchmark's; how, and what it gained on fresh ones, stands in docs/algorithms/proposals.md.
"""

from toctoc.planning.model import PromiseKind
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.shipped import SHIPPED


def tuned_for(
    wait_m_per_day: float, promise_kind: PromiseKind = PromiseKind.EXACT
) -> ProposalParams:
    """Return the tuned parameters where a working day of wait is worth so many metres.

    >>> tuned_for(500.0).wait_m_per_day
    500.0
    """
    return SHIPPED.at(wait_m_per_day, promise_kind)
