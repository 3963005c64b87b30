"""How a service becomes known, commune by commune, as its visits are talked about."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from toctoc.planning.days.arrays import Floats
from toctoc.planning.geodesy import great_circle_m
from toctoc.planning.season.demand.model import WordOfMouth
from toctoc.planning.season.facts import Place
from toctoc.planning.travel import coordinates_deg


class Awareness:
    """The share of each commune that has heard of the service, day after day.

    With a_k the share of commune k and w_jk = exp(−distance / reach), a visit at j makes
    a_k ← a_k + (1 − a_k) · min(1, told · w_jk / Σᵢ populationᵢ w_ji).
    """

    def __init__(self, places: Sequence[Place], model: WordOfMouth) -> None:
        """Start where nobody but `known_ratio` knows."""
        self.model = model
        weight = np.array([place.weight for place in places], np.float64)
        self.share: Floats = weight / (weight.sum() or 1.0)
        self.known: Floats = np.full(len(places), model.known_ratio)
        self._visits_on: dict[int, list[int]] = defaultdict(list)
        self._told = _told_ratios(places, model)

    def add_call(self, day: int, place: int) -> None:
        """Take note that a call will have become a visit some days later."""
        self._visits_on[day + self.model.told_after_days].append(place)

    def shares_on(self, day: int) -> Floats:
        """Return each commune's share of the calls of a day, shape (K,): 1 in all when known.

        Days are asked for in order.
        """
        if self.model.known_ratio < 1:
            for place in self._visits_on.pop(day, []):
                self.known += (1 - self.known) * self._told[place]
        shares: Floats = self.share * self.known
        return shares


def _told_ratios(places: Sequence[Place], model: WordOfMouth) -> Floats:
    """Return what share of k a visit at j tells of the service, shape (K, K)."""
    places_deg = coordinates_deg([place.point for place in places])
    lat_deg, lon_deg = places_deg[:, 0], places_deg[:, 1]
    apart_m = great_circle_m(lat_deg[:, None], lon_deg[:, None], lat_deg, lon_deg)
    near = np.exp(-apart_m / model.reach_m)
    reached = near @ np.array([place.population for place in places], np.float64)
    told: Floats = np.minimum(1.0, model.told_people * near / np.maximum(reached, 1.0)[:, None])
    return told
