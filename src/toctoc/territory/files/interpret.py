"""A record becomes a row: each value read, each that cannot be said with where it stands."""

from collections.abc import Callable
from typing import Any

from toctoc.territory.files.columns import Field
from toctoc.territory.files.contour import NotAContour, contour_of, point_of
from toctoc.territory.files.notices import Kind, Notice, error, warning
from toctoc.territory.files.records import Record
from toctoc.territory.files.rows import CommuneRow, FormerRow
from toctoc.territory.files.values import (
    CODE,
    Unreadable,
    code_of,
    epci_of,
    list_of,
    number_of,
    postcode_of,
    text_of,
    whole_of,
)

LONGEST_NAME = 60
HECTARES_A_KM2 = 100
FORMER_KINDS = {"comd", "coma", "commune-deleguee", "commune-associee"}
DISTRICT_KINDS = {"arm", "arrondissement-municipal"}


class Interpreter:
    """Reads one record; what is to be said of it gathers in `notices`."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.notices: list[Notice] = []
        self.code = ""

    def rows(self) -> list[CommuneRow | FormerRow]:
        """Return the commune, the former commune, or what the record holds of both."""
        code = self.code = self._code()
        kind = text_of(self.record.values.get(Field.KIND)).lower()
        if not code or kind in DISTRICT_KINDS:
            if code:
                self.notices.append(warning(Kind.DISTRICT, self.record.spot, code=code))
            return []
        if kind in FORMER_KINDS:
            return self._former(code)
        return [self._commune(code), *self._formers_of(code)]

    def _commune(self, code: str) -> CommuneRow:
        lat_deg, lon_deg = self._place()
        return CommuneRow(
            code=code,
            name=self._name(),
            spot=self.record.spot,
            population=self._population(),
            postcode=self._read(Field.POSTCODE, postcode_of, Kind.BAD_POSTCODE) or "",
            lat_deg=lat_deg,
            lon_deg=lon_deg,
            area_km2=self._area_km2(),
            epci_code=self._read(Field.EPCI_CODE, epci_of, Kind.BAD_EPCI) or "",
            epci_name=text_of(self.record.values.get(Field.EPCI_NAME)),
            geometry=self._geometry(),
        )

    def _code(self) -> str:
        written = text_of(self.record.values.get(Field.CODE))
        if not written:
            self._refuse(Kind.NO_CODE)
            return ""
        try:
            code, was_short = code_of(written)
        except Unreadable:
            self._refuse(Kind.BAD_CODE, value=written)
            return ""
        if was_short:
            self.code = code
            self._warn(Kind.ZERO_LOST, value=written, code=code)
        return code

    def _name(self) -> str:
        name = text_of(self.record.values.get(Field.NAME))
        if not name and Field.NAME in self.record.values:
            self._refuse(Kind.NO_NAME)
        if len(name) > LONGEST_NAME:
            self._refuse(Kind.LONG_NAME, limit=LONGEST_NAME)
        return name

    def _population(self) -> int | None:
        if Field.POPULATION not in self.record.values:
            return None
        before = len(self.notices)
        count = self._read(Field.POPULATION, whole_of, Kind.BAD_NUMBER)
        if count is None and len(self.notices) == before:
            self._warn(Kind.NO_POPULATION, name=self.record.values.get(Field.NAME))
        return count

    def _area_km2(self) -> float | None:
        km2: float | None = self._read(Field.AREA_KM2, number_of, Kind.BAD_NUMBER)
        hectares: float | None = self._read(Field.AREA_HA, number_of, Kind.BAD_NUMBER)
        return km2 if km2 or not hectares else hectares / HECTARES_A_KM2

    def _place(self) -> tuple[float | None, float | None]:
        """Return (y, x) as written, in the columns or as a point; they are weighed later."""
        y = self._read(Field.LAT, number_of, Kind.BAD_NUMBER)
        x = self._read(Field.LON, number_of, Kind.BAD_NUMBER)
        if y is not None and x is not None:
            return y, x
        for shape in (self.record.values.get(Field.CENTRE), self.record.geometry):
            point = self._point(shape)
            if point:
                return point[1], point[0]
        return None, None

    def _point(self, shape: Any) -> tuple[float, float] | None:
        try:
            return point_of(shape)
        except NotAContour:
            self._refuse(Kind.BAD_GEOMETRY)
            return None

    def _geometry(self) -> dict[str, Any] | None:
        shape = self.record.geometry
        if isinstance(shape, dict) and shape.get("type") == "Point":
            return None
        try:
            contour = contour_of(shape)
        except NotAContour as wrong:
            self._refuse(Kind.BAD_GEOMETRY, found=str(wrong))
            return None
        if contour is None and self.record.has_geometry:
            self._warn(Kind.NO_CONTOUR, name=self.record.values.get(Field.NAME))
        return contour

    def _former(self, code: str) -> list[CommuneRow | FormerRow]:
        chief = self._chief()
        if not chief or chief == code:  # the chief town's own part bears the new code
            return []
        return [FormerRow(code=code, name=self._name(), chief=chief, spot=self.record.spot)]

    def _chief(self) -> str:
        try:
            return code_of(self.record.values.get(Field.CHIEF))[0]
        except Unreadable as wrong:
            self._refuse(Kind.BAD_CODE, value=str(wrong))
            return ""

    def _formers_of(self, code: str) -> list[FormerRow]:
        """Return the codes a commune has taken in; their names are told elsewhere if at all."""
        listed = list_of(self.record.values.get(Field.FORMER_CODES))
        olds = [old for old in listed if CODE.fullmatch(old) and old != code]
        return [FormerRow(code=old, name="", chief=code, spot=self.record.spot) for old in olds]

    def _read[T](self, field: Field, reader: Callable[[Any], T], wrong: Kind) -> T | None:
        try:
            return reader(self.record.values.get(field))
        except Unreadable as unreadable:
            self._refuse(wrong, value=str(unreadable), field=field)
            return None

    def _refuse(self, kind: Kind, **data: Any) -> None:
        self.notices.append(error(kind, self.record.spot, **data))

    def _warn(self, kind: Kind, **data: Any) -> None:
        self.notices.append(warning(kind, self.record.spot, about=self.code, **data))
