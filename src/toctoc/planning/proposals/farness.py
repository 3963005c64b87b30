"""How far out a home lies, so that who lives far from every base does not wait for it.

Tours come by rarely there, and callers would be sent to the day on which one does. The farther
out, the more a day of wait weighs (`far_wait_ratio`).
"""

import numpy as np

from toctoc.planning.days.arrays import Floats
from toctoc.planning.geodesy import great_circle_m
from toctoc.planning.model import DemandPoint, Point
from toctoc.planning.travel import coordinates_deg

MOST = 2.0


def farness(homes_deg: Floats, bases: list[Point], demand: tuple[DemandPoint, ...]) -> Floats:
    """Say by how much homes lie farther from the nearest base than callers do on average.

    0 up to the average distance, 1 at twice the average, at most MOST. Nobody is far out
    where nothing is known of where calls come from.

    Parameters
    ----------
    homes_deg : ndarray of float64, shape (n, 2), in degrees
        Latitude and longitude.

    Returns
    -------
    ndarray of float64, shape (n,)
    """
    weight = np.array([place.weight for place in demand], np.float64)
    if not bases or not weight.sum() > 0:
        return np.zeros(len(homes_deg))
    bases_deg = coordinates_deg(bases)
    usual_m = _nearest_m(coordinates_deg([place.point for place in demand]), bases_deg)
    mean_m = float((usual_m * weight).sum() / weight.sum())
    if mean_m == 0:
        return np.zeros(len(homes_deg))
    return np.clip(_nearest_m(homes_deg, bases_deg) / mean_m - 1, 0.0, MOST)


def _nearest_m(places_deg: Floats, bases_deg: Floats) -> Floats:
    """Return how far the nearest base is, as the crow flies; shapes (n, 2), (b, 2) to (n,)."""
    from_deg, to_deg = places_deg[:, None], bases_deg[None]
    metres = great_circle_m(from_deg[..., 0], from_deg[..., 1], to_deg[..., 0], to_deg[..., 1])
    nearest_m: Floats = metres.min(axis=1)
    return nearest_m
