"""The line protocol of the season benchmark, as objects in and objects out."""

from collections.abc import Callable
from typing import Any

from toctoc.planning.errors import InvalidDocument
from toctoc.planning.model import DAY_S
from toctoc.planning.proposals import Offer, ProposalParams
from toctoc.planning.season.facts import Season
from toctoc.planning.season.instance import read_call, read_season
from toctoc.planning.season.play import SeasonPlay


class Dialogue:
    """Answers the messages of one season. Raises InvalidDocument on one out of turn."""

    def __init__(self, params_for: Callable[[Season], ProposalParams]) -> None:
        """Wait for the season, which decides the parameters."""
        self.params_for = params_for
        self._play: SeasonPlay | None = None
        self._offers: tuple[Offer, ...] = ()

    def answer(self, message: Any) -> dict[str, Any] | None:
        """Answer one message; None where the protocol expects silence."""
        if not isinstance(message, dict):
            raise InvalidDocument("message", "an object is needed")
        if "season" in message:
            season = read_season(message["season"])
            self._play = SeasonPlay(season, self.params_for(season))
            return None
        if self._play is None:
            raise InvalidDocument("message", "the season must come first")
        if "call" in message:
            self._offers = self._play.propose(
                read_call(message["call"], self._play.season)
            ).offers
            return {"offers": [_spoken(offer) for offer in self._offers]}
        if "chosen" in message:
            self._book(self._play, message["chosen"])
            return None
        if "end" in message:
            return {"tours": _driven(self._play)}
        raise InvalidDocument("message", f"{sorted(message)} is not understood")

    def _book(self, play: SeasonPlay, chosen: Any) -> None:
        if chosen is None:
            return
        if not isinstance(chosen, int) or not 0 <= chosen < len(self._offers):
            raise InvalidDocument("message.chosen", f"{chosen!r} is none of the offers")
        play.book(self._offers[chosen])
        self._offers = ()


def _spoken(offer: Offer) -> list[int]:
    return [offer.day, offer.volunteer, (offer.promised_start_s - offer.day * DAY_S) // 60]


def _driven(play: SeasonPlay) -> list[dict[str, Any]]:
    return [
        {
            "day": key.day,
            "volunteer": key.volunteer,
            "visits": [[visit.call, round(visit.start_s / 60, 3)] for visit in visits],
        }
        for key, visits in play.driven()
    ]
