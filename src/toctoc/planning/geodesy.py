"""Great-circle distances on a sphere of mean Earth radius."""

import numpy as np
from numpy.typing import NDArray

EARTH_RADIUS_M = 6_371_008.8

type Degrees = NDArray[np.float64]


def great_circle_m(
    from_lat_deg: Degrees, from_lon_deg: Degrees, to_lat_deg: Degrees, to_lon_deg: Degrees
) -> NDArray[np.float64]:
    """Return great-circle distances between points, element by element.

    Parameters
    ----------
    from_lat_deg, from_lon_deg, to_lat_deg, to_lon_deg : ndarray of float64, in degrees
        Any shapes that broadcast together, such as shape (n, 1) against shape (1, n).

    Returns
    -------
    ndarray of float64, the broadcast shape, in metres.

    Examples
    --------
    One degree of longitude at 43.6° N, which a flat "111 km a degree" gets 38 % wrong:

    >>> one = lambda x: np.array([x])
    >>> round(great_circle_m(one(43.6), one(0.0), one(43.6), one(1.0)).item() / 1000, 1)
    80.5

    Notes
    -----
    Half the chord between two points of the unit sphere is the sine of half their angle. As
    exact as the haversine formula at any distance, with one inverse sine an element instead of
    five trigonometric functions.
    """
    from_x, from_y, from_z = _on_unit_sphere(from_lat_deg, from_lon_deg)
    to_x, to_y, to_z = _on_unit_sphere(to_lat_deg, to_lon_deg)
    chord = np.sqrt((from_x - to_x) ** 2 + (from_y - to_y) ** 2 + (from_z - to_z) ** 2)
    distance_m: NDArray[np.float64] = 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(chord / 2, 1.0))
    return distance_m


def _on_unit_sphere(lat_deg: Degrees, lon_deg: Degrees) -> tuple[Degrees, Degrees, Degrees]:
    """Return x, y and z of points given in degrees, any shape."""
    lat, lon = np.radians(lat_deg), np.radians(lon_deg)
    return np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)
