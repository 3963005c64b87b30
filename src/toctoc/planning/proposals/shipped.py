"""The policy of 2026-11-25, as `toctoc season ship` wrote it from its file."""

from toctoc.planning.proposals.params import ProposalParams, TunedPolicy

SHIPPED = TunedPolicy(
    date="2026-11-25",
    exact=(
        ProposalParams(
            share_empty_ratio=0.6021,
            share_single_ratio=0.06055,
            ramp_days=8.741,
            wait_m_per_day=323.1,
            far_wait_ratio=2.712,
            opening_m=-1023.0,
            first_tour_m=510.7,
            further_tour_m=1834.0,
            crowd_m=1278.0,
            idle_m_per_h=93.78,
            continuity_m=2000.0,
            future_calls=10.89,
            future_opening_m=-2518.0,
            future_opening_ratio=0.5227,
            suits_ratio=0.1993,
        ),
        ProposalParams(
            share_empty_ratio=0.505,
            share_single_ratio=0.089,
            ramp_days=6.13,
            wait_m_per_day=2270.0,
            far_wait_ratio=1.0,
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
