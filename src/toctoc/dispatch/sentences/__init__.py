"""French for what the planning core found: why an offer is made, why there is none.

Whole sentences that an agent can read aloud, true of the figures they are made from. A
neighbour is only ever named by the commune.
"""

from toctoc.dispatch.sentences.gains import gain_sentence, waiting_sentence
from toctoc.dispatch.sentences.hours import (
    say_days,
    say_hours_left,
    say_least,
    say_leave_left,
    say_minor_day,
)
from toctoc.dispatch.sentences.offers import Asked, Neighbour, offer_sentence
from toctoc.dispatch.sentences.refusals import (
    Search,
    nearest_sentence,
    refusal_sentences,
    slot_sentence,
)

__all__ = [
    "Asked",
    "Neighbour",
    "Search",
    "gain_sentence",
    "nearest_sentence",
    "offer_sentence",
    "refusal_sentences",
    "say_days",
    "say_hours_left",
    "say_least",
    "say_leave_left",
    "say_minor_day",
    "slot_sentence",
    "waiting_sentence",
]
