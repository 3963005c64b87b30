"""The tuned policy at any wait weight: what `--wait-weight` moves along."""

from dataclasses import replace

from toctoc.planning.proposals import ProposalParams

# Kilometres that one working day of wait is worth, from patient to hurried.
WAIT_LADDER_KM = (0.2, 0.4, 0.7, 1.0, 1.4, 2.0, 3.0, 4.5, 7.0)


def policy_at(wait_m_per_day: float) -> ProposalParams:
    """Return the tuned parameters with this weight of the wait."""
    return replace(ProposalParams(), wait_m_per_day=wait_m_per_day)
