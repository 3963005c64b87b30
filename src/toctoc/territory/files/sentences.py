"""How notices are said, in French: where, what, and what to do about it."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from toctoc.territory.files.columns import Field
from toctoc.territory.files.notices import Kind, Notice

WGS_84 = _(
    "Enregistrez-le en degrés : dans QGIS, « Exporter », SCR « EPSG:4326 – WGS 84 », "
    "format GeoJSON."
)
FIELDS: Mapping[str, str | Promise] = MappingProxyType(
    {
        Field.CODE: _("le code INSEE (« code_insee », « code »)"),
        Field.NAME: _("le nom (« nom »)"),
        Field.POPULATION: _("la population"),
        Field.LAT: _("la latitude"),
        Field.LON: _("la longitude"),
        Field.AREA_KM2: _("la superficie"),
        Field.AREA_HA: _("la superficie"),
    }
)
SENTENCES: Mapping[Kind, str | Promise] = MappingProxyType(
    {
        Kind.EMPTY_FILE: _("ce fichier est vide."),
        Kind.TOO_LARGE: _("ce fichier est trop gros (30 Mo au plus) : prenez un département."),
        Kind.WORKBOOK_OR_ARCHIVE: _(
            "c’est un classeur ou une archive. Ouvrez-le et enregistrez la feuille au format "
            "« CSV UTF-8 »."
        ),
        Kind.COMPRESSED: _("ce fichier est compressé : décompressez-le d’abord."),
        Kind.SHAPEFILE: _("c’est un fichier Shapefile. {wgs_84}"),
        Kind.GEOPACKAGE: _("c’est un fichier GeoPackage. {wgs_84}"),
        Kind.WEB_PAGE: _("c’est une page web, pas le fichier : téléchargez-le de nouveau."),
        Kind.LATIN_1: _(
            "il n’est pas en UTF-8 : il est lu comme un fichier de Windows. Vérifiez les "
            "accents."
        ),
        Kind.BROKEN_JSON: _(
            "ce JSON est abîmé à cet endroit (colonne {column}) : le téléchargement a pu être "
            "coupé."
        ),
        Kind.UNKNOWN_JSON: _("ce JSON ne contient pas de communes : il faut un GeoJSON."),
        Kind.TOPOJSON: _("c’est un TopoJSON : il faut un GeoJSON."),
        Kind.NO_COMMUNE: _("ce fichier ne contient aucune commune."),
        Kind.ONE_COLUMN: _(
            "il n’y a qu’une colonne : séparez-les par des virgules ou des points-virgules."
        ),
        Kind.MISSING_COLUMN: _(
            "il manque une colonne : {field}. Colonnes trouvées : {columns}."
        ),
        Kind.CELL_COUNT: _("il y a {found} cases, et {expected} colonnes."),
        Kind.NO_CODE: _("il manque le code INSEE."),
        Kind.BAD_CODE: _(
            "« {value} » n’est pas un code INSEE (cinq caractères, comme 64405 ou 2A004)."
        ),
        Kind.ZERO_LOST: _("le code « {value} » a perdu son zéro : il est lu {code}."),
        Kind.NO_NAME: _("il manque le nom de la commune."),
        Kind.LONG_NAME: _("ce nom de commune a plus de {limit} caractères."),
        Kind.BAD_NUMBER: _("« {value} » n’est pas un nombre possible pour {field}."),
        Kind.NO_POPULATION: _("la population n’est pas indiquée ({name})."),
        Kind.BAD_POSTCODE: _("« {value} » n’est pas un code postal (cinq chiffres)."),
        Kind.BAD_EPCI: _("« {value} » n’est pas le SIREN d’un EPCI (neuf chiffres)."),
        Kind.BAD_GEOMETRY: _("cette géométrie n’est pas un contour (Polygon, MultiPolygon)."),
        Kind.NO_CONTOUR: _("{name} n’a pas de contour : il sera approché sur la carte."),
        Kind.LAMBERT: _("les coordonnées sont en mètres (Lambert-93), pas en degrés. {wgs_84}"),
        Kind.MERCATOR: _(
            "les coordonnées sont en mètres (Web Mercator), pas en degrés. {wgs_84}"
        ),
        Kind.SWAPPED_ALL: _(
            "la latitude y est écrite avant la longitude : les coordonnées sont lues dans "
            "l’autre ordre. Vérifiez la carte."
        ),
        Kind.SWAPPED_ONE: _("la latitude et la longitude sont inversées ({name})."),
        Kind.OFF_EARTH: _("{name} n’est nulle part : ses coordonnées ne sont pas des degrés."),
        Kind.OUT_OF_FRANCE: _("{name} est hors de France : vérifiez ses coordonnées."),
        Kind.TWICE_ALIKE: _("{name} ({code}) est écrite deux fois (déjà au n° {first})."),
        Kind.TWICE: _(
            "le code {code} y est deux fois, avec des valeurs différentes (déjà au n° {first})."
        ),
        Kind.SAME_NAME: _(
            "{name} a plusieurs codes ({codes}) : l’un d’eux est peut-être celui d’une "
            "ancienne commune."
        ),
        Kind.OTHER_NAME: _(
            "le code {code} est « {other} » ici, « {name} » dans l’autre fichier."
        ),
        Kind.MERGED: _("{name} ({code}) fait maintenant partie de {chief} : elle est laissée."),
        Kind.CONTOUR_ONLY: _(
            "le code {code} ({name}) n’est pas dans l’autre fichier : son contour est laissé. "
            "La commune a pu fusionner avec une voisine."
        ),
        Kind.DISTRICT: _("le code {code} est un arrondissement municipal : il est laissé."),
        Kind.ORPHAN: _("{name} ({code}) fait partie de {chief}, qui n’est pas connue ici."),
        Kind.NO_PLACE: _(
            "on ne sait pas où est {name} ({code}) : ajoutez sa latitude et sa longitude, ou "
            "un fichier de contours."
        ),
        Kind.NO_AREA: _(
            "communes dont la superficie n’est pas connue : {count} (15 km² en attendant)."
        ),
        Kind.NO_PEOPLE: _(
            "communes dont la population n’est pas connue : {count} (0 en attendant)."
        ),
        Kind.NO_POSTCODE: _("communes dont le code postal n’est pas connu : {count}."),
        Kind.NEW_CODE: _(
            "{name} ({code}) n’était pas connue, au contraire des autres : commune nouvelle, "
            "ou ancienne ?"
        ),
        Kind.EPCI_ASSUMED: _(
            "aucun fichier ne dit l’EPCI : toutes les communes ({count}) sont rangées dans "
            "{siren}."
        ),
        Kind.EPCI_NOT_THERE: _(
            "aucune commune n’est dans l’EPCI {siren}. EPCI trouvés : {found}."
        ),
    }
)


def say(notice: Notice) -> str:
    """Return a notice in one sentence, its place first: "communes.csv, ligne 12 : …"."""
    field = str(FIELDS.get(notice.data.get("field", ""), ""))
    values = {**notice.data, "field": field, "wgs_84": WGS_84}
    what = str(SENTENCES[notice.kind]).format(**values)
    where = _where(notice)
    return f"{where}\u00a0: {what}" if where else what[:1].upper() + what[1:]


def _where(notice: Notice) -> str:
    if notice.line is not None:
        place = _now("ligne {n}").format(n=notice.line)
    elif notice.feature is not None:
        place = _now("objet n° {n}").format(n=notice.feature)
    else:
        return notice.file
    return f"{notice.file}, {place}" if notice.file else place
