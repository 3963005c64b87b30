"""Made-up files in the formats of the official ones; no commune here exists."""

import json

from toctoc.territory.files import SourceFile, read_files, say

HEADER = "code_insee,nom,code_postal,population,lat,lon,area_km2,epci_code,epci_nom"
ROWS = (
    "64901,Aubépine,64990,120,43.30,-0.20,5.5,200900001,CC d’Essai",
    "64902,Bruyère,64990,340,43.35,-0.15,7,200900001,CC d’Essai",
)


def table(*rows, header=HEADER, name="communes.csv", encoding="utf-8"):
    return SourceFile(name, "\n".join((header, *rows, "")).encode(encoding))


def feature(code, name, ring, **properties):
    return {
        "type": "Feature",
        "properties": {"code": code, "nom": name, "population": 100, **properties},
        "geometry": ring and {"type": "Polygon", "coordinates": [ring]},
    }


def square(x, y, *, size=0.1):
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    return [list(corner) for corner in corners]


def collection(*features, name="communes.geojson", **more):
    content = {"type": "FeatureCollection", "features": list(features), **more}
    return as_json(content, name=name)


def as_json(content, *, name="communes.json"):
    return SourceFile(name, json.dumps(content).encode())


def say_all(*sources):
    """Return what is said of files, spaces made plain."""
    return [say(each).replace("\u00a0", " ") for each in read_files(sources).notices]


def kinds(*sources):
    reading = read_files(sources)
    return [
        (each.level.name, each.kind.name, each.line or each.feature) for each in reading.notices
    ]
