"""A made-up file of square communes, some kilometres wide, that share their borders."""

import json

SIDE_DEG = 0.1


def feature(row, column, *, population=100):
    """Return a commune of row and column; its code tells both: 64011 is row 1, column 0."""
    number = 10 * row + column + 1
    west, south = column * SIDE_DEG, 43 + row * SIDE_DEG
    ring = [
        [round(west + x * SIDE_DEG, 5), round(south + y * SIDE_DEG, 5)]
        for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    ]
    return {
        "type": "Feature",
        "properties": {
            "code": f"64{number:03}", "nom": f"Carré {number}", "population": population
        },
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }  # fmt: skip


def save(folder, features):
    path = folder / "communes.geojson"
    text = json.dumps({"type": "FeatureCollection", "features": features})
    path.write_text(text, encoding="utf-8")
    return path
