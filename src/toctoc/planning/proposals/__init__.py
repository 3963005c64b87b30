"""Which appointments to offer during the call, why these, and why not others."""

from toctoc.planning.insertion import Reason
from toctoc.planning.proposals.booking import Insertion, check_insertion
from toctoc.planning.proposals.explain import Explanation, Motive
from toctoc.planning.proposals.offers import Offer, Proposal, join_proposals, propose
from toctoc.planning.proposals.params import ProposalParams
from toctoc.planning.proposals.policy import ScoreTerms
from toctoc.planning.proposals.refusals import HalfDayRefusal, Refusal, RefusalReport
from toctoc.planning.proposals.tuned import tuned_for
from toctoc.planning.proposals.warming import warm_up

__all__ = [
    "Explanation",
    "HalfDayRefusal",
    "Insertion",
    "Motive",
    "Offer",
    "Proposal",
    "ProposalParams",
    "Reason",
    "Refusal",
    "RefusalReport",
    "ScoreTerms",
    "check_insertion",
    "join_proposals",
    "propose",
    "tuned_for",
    "warm_up",
]
