"""What official files call things: one field of ours, the columns that hold it.

Names of geo.api.gouv.fr, of INSEE's and DGCL's tables, of etalab's and IGN's files, compared
without case, accents or punctuation ("codeEpci", "code_epci", "Code EPCI").
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum, auto

from toctoc.common.names import fold


class Field(StrEnum):
    CODE = auto()
    NAME = auto()
    POPULATION = auto()
    POSTCODE = auto()
    LAT = auto()
    LON = auto()
    AREA_KM2 = auto()
    AREA_HA = auto()
    EPCI_CODE = auto()
    EPCI_NAME = auto()
    KIND = auto()
    CHIEF = auto()
    FORMER_CODES = auto()
    CENTRE = auto()
    CONTOUR = auto()


_NAMES: Mapping[Field, str] = {
    Field.CODE: "codeinsee code insee codgeo inseecom com depcom codecommune codecom "
    "codecommuneinsee codeinseecommune inseecommune comcode codeofficielcommune",
    Field.NAME: "nom libelle libgeo nomcommune nomcom nomstandard libellecommune commune "
    "nomdelacommune name comname nomofficielcommune",
    Field.POPULATION: "populationmunicipale population pop pmun ptot populationtotale popmun "
    "poptotale populationcommune",
    Field.POSTCODE: "codepostal codespostaux cp postcode codepost",
    Field.LAT: "lat latitude latdeg latitudecentre latitudemairie y",
    Field.LON: "lon lng long longitude londeg longitudecentre longitudemairie x",
    Field.AREA_KM2: "areakm2 surfacekm2 superficiekm2 superficie",
    Field.AREA_HA: "surface superficieha superficiehectare surfaceha",
    Field.EPCI_CODE: "epcicode codeepci epci sirenepci codesirenepci epcisiren",
    Field.EPCI_NAME: "epcinom nomepci libepci libelleepci epciname",
    Field.KIND: "typecom type",
    Field.CHIEF: "comparent cheflieu communeparent",
    Field.FORMER_CODES: "ancienscodes",
    Field.CENTRE: "centre mairie geopoint2d",
    Field.CONTOUR: "contour",
}
_FIELD_OF = {name: field for field, names in _NAMES.items() for name in names.split()}
_DATED_POPULATION = re.compile(r"(pmun|ptot|pop|population)\d{2,4}|p\d{2}pop")


def field_of(column: str) -> Field | None:
    """Return our field for a column's name, or None."""
    name = fold(column).replace(" ", "").lower()
    return Field.POPULATION if _DATED_POPULATION.fullmatch(name) else _FIELD_OF.get(name)


def fields_of(columns: Iterable[str]) -> dict[str, Field]:
    """Return our field for each column known; of two columns for one field, the first."""
    found: dict[str, Field] = {}
    for column in columns:
        field = field_of(column)
        if field and field not in found.values():
            found[column] = field
    return found
