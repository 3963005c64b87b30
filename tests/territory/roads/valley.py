"""A made-up valley: two banks of a river, streets every 600 m, one bridge at the eastern end.

North and south banks are grids of 12 columns and 6 rows. Between them runs the river: from the
western end of one bank to that of the other it is a kilometre as the crow flies, and fourteen
by the bridge. The southernmost street of the south bank is one-way, eastwards.
"""

from tests.territory.roads.pbf import write_pbf

COLUMNS, ROWS = 12, 6
STEP_LAT, STEP_LON = 0.0054, 0.0074  # 600 m each, at 43.3° N
SOUTH, WEST, RIVER = 43.25, -0.35, 0.009


def spot(column, row):
    """Return a crossing: rows 0–5 on the south bank, 6–11 on the north bank."""
    lat = SOUTH + STEP_LAT * row + (RIVER - STEP_LAT if row >= ROWS else 0)
    return round(lat, 7), round(WEST + STEP_LON * column, 7)


WEST_OF_SOUTH, WEST_OF_NORTH = spot(0, ROWS - 1), spot(0, ROWS)
EAST_OF_SOUTH, EAST_OF_NORTH = spot(COLUMNS - 1, ROWS - 1), spot(COLUMNS - 1, ROWS)
ONE_WAY_WEST, ONE_WAY_EAST = spot(3, 0), spot(8, 0)
ISLAND = (43.60, -0.90)  # a road that leads nowhere else


def number(column, row):
    return 1 + column + COLUMNS * row


def write_valley(path):
    """Write the valley as an extract of OpenStreetMap."""
    nodes = {
        number(column, row): spot(column, row)
        for column in range(COLUMNS)
        for row in range(2 * ROWS)
    }
    streets = [
        ([number(column, row) for column in range(COLUMNS)], _street(row))
        for row in range(2 * ROWS)
    ]
    for column in range(COLUMNS):
        for first in (0, ROWS):
            rows = range(first, first + ROWS)
            streets.append(([number(column, row) for row in rows], _street(1)))
    bridge = [number(COLUMNS - 1, ROWS - 1), number(COLUMNS - 1, ROWS)]
    streets.append((bridge, {"highway": "unclassified", "bridge": "yes"}))
    nodes |= {9_001: ISLAND, 9_002: (ISLAND[0] + 0.004, ISLAND[1])}
    streets.append(([9_001, 9_002], _street(1)))
    write_pbf(path, nodes, streets)
    return path


def _street(row):
    return {"highway": "unclassified"} | ({"oneway": "yes"} if row == 0 else {})
