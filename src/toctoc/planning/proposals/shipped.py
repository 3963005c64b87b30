"""The policy of 2026-11-24, as `toctoc season ship` wrote it from its file."""

from toctoc.planning.proposals.params import ProposalParams, TunedPolicy

SHIPPED = TunedPolicy(
    date="2026-11-24",
    exact=(
        ProposalParams(
            share_empty_ratio=0.61,
            share_single_ratio=0.044,
            ramp_days=10.4,
            wait_m_per_day=670.0,
            opening_m=-1870.0,
            first_tour_m=926.0,
            further_tour_m=1825.0,
            crowd_m=1345.0,
            idle_m_per_h=18.0,
            continuity_m=2000.0,
            future_calls=8.99,
            future_opening_m=-1634.0,
            future_opening_ratio=0.476,
            suits_ratio=0.287,
        ),
        ProposalParams(
            share_empty_ratio=0.505,
            share_single_ratio=0.089,
            ramp_days=6.13,
            wait_m_per_day=2270.0,
            opening_m=-3480.0,
            first_tour_m=807.0,
            further_tour_m=2496.0,
            crowd_m=968.0,
            idle_m_per_h=150.0,
            continuity_m=2000.0,
            future_calls=6.55,
            future_opening_m=-795.0,
            future_opening_ratio=0.691,
            suits_ratio=0.267,
        ),
    ),
)
