"""The tuned policy at any weight of the wait, between two sets of parameters found by search.

Found by CMA-ES on generated seasons of other seeds and territories than the benchmark's; how,
and what it gained on fresh ones, stands in docs/algorithms/proposals.md.
"""

from dataclasses import fields, replace
from math import log
from typing import Any

from toctoc.planning.proposals.params import ProposalParams

# Found where waits are about today's practice, and where they are about half of it.
PATIENT = ProposalParams()
HURRIED = ProposalParams(
    share_empty_ratio=0.505,
    share_single_ratio=0.089,
    ramp_days=6.13,
    wait_m_per_day=2_270.0,
    opening_m=-3_480.0,
    first_tour_m=807.0,
    further_tour_m=2_496.0,
    crowd_m=968.0,
    idle_m_per_h=150.0,
    future_calls=6.55,
    future_opening_m=-795.0,
    future_opening_ratio=0.691,
    suits_ratio=0.267,
)


def tuned_for(wait_m_per_day: float) -> ProposalParams:
    """Return the tuned parameters where a working day of wait is worth so many metres.

    Between the two sets parameters move with the logarithm of the weight; beyond either, only
    the weight itself changes.

    >>> tuned_for(670.0) == PATIENT
    True
    """
    least, most = PATIENT.wait_m_per_day, HURRIED.wait_m_per_day
    held = min(max(wait_m_per_day, least), most)
    share = log(held / least) / log(most / least)
    between: dict[str, Any] = {
        field.name: _between(getattr(PATIENT, field.name), getattr(HURRIED, field.name), share)
        for field in fields(ProposalParams)
        if isinstance(field.default, float)
    }
    return replace(PATIENT, **between | {"wait_m_per_day": wait_m_per_day})


def _between(patient: float, hurried: float, share: float) -> float:
    return patient + share * (hurried - patient)
