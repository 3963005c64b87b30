"""Contours drawn on a square lattice: small, and worked by hand."""

STEP_DEG = 0.05  # some five kilometres


def square(x, y, *, size=1.0, lat_deg=43.0, shift_deg=0.0):
    """Return the contour of a lattice square whose south-west corner is (x, y)."""
    west, south = x * STEP_DEG + shift_deg, lat_deg + y * STEP_DEG
    east, north = west + size * STEP_DEG, south + size * STEP_DEG
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners]]}


def row(*xs):
    """Return squares side by side, named by their place: {"0": …, "1": …}."""
    return {str(x): square(x, 0) for x in xs}
