"""Lines along roads: read and written as encoded polylines, thinned for drawing.

References
----------
"Encoded Polyline Algorithm Format", Google Maps Platform; OSRM and openrouteservice write five
decimals, Valhalla six.
"""

from math import cos, hypot, radians

from toctoc.territory.roads.port import Line

DECIMALS = 5
TOLERANCE_M = 25.0
M_PER_DEG = 111_195.0  # along a meridian, sphere of 6371.0088 km


def decode_line(text: str, decimals: int = DECIMALS) -> Line:
    """Read an encoded polyline. Raises ValueError where it is cut short.

    >>> decode_line("_p~iF~ps|U_ulLnnqC")
    [(38.5, -120.2), (40.7, -120.95)]
    """
    numbers, bits, shift = [], 0, 0
    for character in text:
        code = ord(character) - 63
        bits |= (code & 31) << shift
        shift += 5
        if code < 32:
            numbers.append(~(bits >> 1) if bits & 1 else bits >> 1)
            bits = shift = 0
    if shift or len(numbers) % 2:
        raise ValueError(text)
    lat = lon = 0
    line: Line = []
    for north, east in zip(numbers[::2], numbers[1::2], strict=True):
        lat, lon = lat + north, lon + east
        line.append((lat / 10**decimals, lon / 10**decimals))
    return line


def encode_line(line: Line) -> str:
    """Write a line as an encoded polyline of five decimals (one metre)."""
    text, last_lat, last_lon = "", 0, 0
    for lat_deg, lon_deg in line:
        lat, lon = round(lat_deg * 10**DECIMALS), round(lon_deg * 10**DECIMALS)
        text += _encode(lat - last_lat) + _encode(lon - last_lon)
        last_lat, last_lon = lat, lon
    return text


def _encode(number: int) -> str:
    bits, text = (~(number << 1) if number < 0 else number << 1), ""
    while bits >= 32:
        text += chr((bits & 31 | 32) + 63)
        bits >>= 5
    return text + chr(bits + 63)


def thin_line(line: Line, tolerance_m: float = TOLERANCE_M) -> Line:
    """Leave out points that lie within `tolerance_m` of the line between those kept.

    References
    ----------
    D. Douglas and T. Peucker, "Algorithms for the reduction of the number of points required to
    represent a digitized line or its caricature", Cartographica 10 (1973).
    """
    if len(line) < 3:
        return line
    shrink = cos(radians(line[0][0]))
    flat = [(lon * shrink * M_PER_DEG, lat * M_PER_DEG) for lat, lon in line]
    kept, pending = {0, len(line) - 1}, [(0, len(line) - 1)]
    while pending:
        first, last = pending.pop()
        inside = range(first + 1, last)
        far = max(inside, key=lambda k: _off_m(flat[k], flat[first], flat[last]), default=None)
        if far is not None and _off_m(flat[far], flat[first], flat[last]) > tolerance_m:
            kept.add(far)
            pending += [(first, far), (far, last)]
    return [line[k] for k in sorted(kept)]


type _Spot = tuple[float, float]


def _off_m(spot: _Spot, start: _Spot, goal: _Spot) -> float:
    """Return how far a spot lies from the stretch between two others."""
    along = (goal[0] - start[0], goal[1] - start[1])
    to_spot = (spot[0] - start[0], spot[1] - start[1])
    square = along[0] ** 2 + along[1] ** 2
    part = (to_spot[0] * along[0] + to_spot[1] * along[1]) / square if square else 0.0
    part = min(1.0, max(0.0, part))
    return hypot(to_spot[0] - part * along[0], to_spot[1] - part * along[1])
