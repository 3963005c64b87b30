"""What taking a reading of official files would change: the dry run of an import.

A fixed number of queries, whatever the files hold.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toctoc.common.names import fold
from toctoc.territory.files import (
    CommuneRow,
    Kind,
    Level,
    Notice,
    Reading,
    error,
    warning,
)
from toctoc.territory.models import Commune, Contour, FormerCommune, Programme

UNKNOWN_AREA_KM2 = 15.0  # the mean French commune: only how far a home may be is read from it
FEW_NEW = 0.2  # of a file's communes: a code unknown among so many known is worth a word
SMALLEST_FILE = 5
FACTS = ("name", "postcode", "population", "lat_deg", "lon_deg", "area_km2")
STORED = (*FACTS, "epci_code", "epci_name")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What would be stored, and what that changes; nothing may be stored with `errors`."""

    communes: tuple[Commune, ...] = ()
    contours: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    formers: tuple[FormerCommune, ...] = ()
    created: tuple[str, ...] = ()  # codes
    changed: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def errors(self) -> tuple[Notice, ...]:
        return tuple(each for each in self.notices if each.level is Level.ERROR)

    @property
    def nowhere(self) -> set[str]:
        """Codes of communes that neither files nor the table place."""
        return {each.data["code"] for each in self.notices if each.kind is Kind.NO_PLACE}

    @property
    def unchanged(self) -> int:
        return len(self.communes) - len(self.created) - len(self.changed)


def plan_import(reading: Reading, *, siren: str = "", fill_only: bool = False) -> ImportPlan:
    """Return what taking the reading would store, of one intercommunality or of all.

    What the files do not tell is kept as it is stored. With `fill_only`, what is stored of a
    commune that a programme already has is kept, and only its gaps are filled: communes are
    shared. Four queries.
    """
    codes = [row.code for row in reading.rows]
    stored = Commune.objects.in_bulk(codes)
    drawn = Contour.objects.in_bulk(codes)
    former = dict(FormerCommune.objects.values_list("code_insee", "commune__name"))
    shared = _codes_in_programmes() if fill_only else frozenset()
    rows, notices = _select(reading, stored, siren)
    rows, merged = _without_merged(rows, former)
    communes = [
        _commune(row, stored.get(row.code), is_shared=row.code in shared) for row in rows
    ]
    contours = {
        row.code: row.geometry
        for row in rows
        if row.geometry and not (row.code in shared and row.code in drawn)
    }
    missing = [each for each in _missing(rows, stored) if each not in reading.notices]
    taken = {row.code for row in rows}
    said = [each for each in reading.notices if not _is_settled(each, taken, drawn)]
    gaps = [*missing, *_sum_up(rows, communes)]
    news = _unexpected(rows, stored)
    formers, orphans = _formers(reading, taken | stored.keys())
    return ImportPlan(
        communes=tuple(communes),
        contours=contours,
        formers=formers,
        created=tuple(row.code for row in rows if row.code not in stored),
        changed=tuple(_changed(communes, stored, contours, drawn)),
        notices=(*said, *notices, *merged, *gaps, *news, *orphans),
    )


def _is_settled(notice: Notice, taken: Container[str], drawn: Container[str]) -> bool:
    """Tell whether a word on one commune is not worth saying: it is not taken, or is drawn."""
    if not notice.about:
        return False
    is_drawn = notice.kind is Kind.NO_CONTOUR and notice.about in drawn
    return is_drawn or notice.about not in taken


def _codes_in_programmes() -> frozenset[str]:
    links = Programme.communes.through.objects.values_list("commune_id", flat=True)
    return frozenset(links.distinct())


def _select(
    reading: Reading, stored: Mapping[str, Commune], siren: str
) -> tuple[list[CommuneRow], list[Notice]]:
    """Keep the communes of one intercommunality: what the files tell, else what is stored."""
    if not siren or not reading.rows:
        return list(reading.rows), []
    epci_of = {row.code: _epci_of(row, stored) for row in reading.rows}
    if not any(epci_of.values()):
        assumed = warning(Kind.EPCI_ASSUMED, count=len(reading.rows), siren=siren)
        return [replace(row, epci_code=siren) for row in reading.rows], [assumed]
    kept = [row for row in reading.rows if epci_of[row.code] == siren]
    if kept:
        return kept, []
    found = ", ".join(sorted(set(epci_of.values()) - {""}))
    return [], [error(Kind.EPCI_NOT_THERE, siren=siren, found=found)]


def _epci_of(row: CommuneRow, stored: Mapping[str, Commune]) -> str:
    known = stored.get(row.code)
    return row.epci_code or (known.epci_code if known else "")


def _without_merged(
    rows: Sequence[CommuneRow], former: Mapping[str, str]
) -> tuple[list[CommuneRow], list[Notice]]:
    """Leave out communes that are known to be part of another one."""
    kept = [row for row in rows if row.code not in former]
    said = [
        warning(Kind.MERGED, row.spot, code=row.code, name=row.name, chief=former[row.code])
        for row in rows
        if row.code in former
    ]
    return kept, said


def _commune(row: CommuneRow, known: Commune | None, *, is_shared: bool) -> Commune:
    """Return the commune to be stored: what the row tells, what is known where it does not.

    A place or an area only measured on a contour gives way to one that some file told.
    """
    told = {name: getattr(row, name) for name in STORED}
    held = {name: getattr(known, name) for name in STORED} if known else {}
    if known:
        told |= dict.fromkeys(row.measures)
    first, second = (held, told) if is_shared else (told, held)
    values = {name: _first(first.get(name), second.get(name)) for name in STORED}
    values = {name: value for name, value in values.items() if value is not None}
    values.setdefault("population", 0)
    values.setdefault("area_km2", UNKNOWN_AREA_KM2)
    return Commune(code_insee=row.code, name_folded=fold(values["name"]), **values)


def _first(one: Any, other: Any) -> Any:
    return other if one in (None, "") and other is not None else one


def _missing(rows: Sequence[CommuneRow], stored: Mapping[str, Commune]) -> Iterator[Notice]:
    """Yield what no commune can be stored without: a name, a place."""
    for row in rows:
        if row.code in stored:
            continue
        if not row.name:
            yield error(Kind.NO_NAME, row.spot)
        if row.lat_deg is None or row.lon_deg is None:
            yield error(Kind.NO_PLACE, row.spot, name=row.name or row.code, code=row.code)


def _sum_up(rows: Sequence[CommuneRow], communes: Sequence[Commune]) -> Iterator[Notice]:
    """Yield what many communes may lack, once for all of them."""
    pairs = list(zip(rows, communes, strict=True))
    lacking = {
        Kind.NO_POSTCODE: sum(not commune.postcode for commune in communes),
        Kind.NO_AREA: sum(
            row.area_km2 is None and commune.area_km2 == UNKNOWN_AREA_KM2
            for row, commune in pairs
        ),
        Kind.NO_PEOPLE: sum(
            row.population is None and commune.population == 0 for row, commune in pairs
        ),
    }
    for kind, count in lacking.items():
        if count:
            yield warning(kind, count=count)


def _unexpected(rows: Sequence[CommuneRow], stored: Mapping[str, Commune]) -> Iterator[Notice]:
    """Yield the few communes unknown among many that are known."""
    new = [row for row in rows if row.code not in stored]
    if len(rows) >= SMALLEST_FILE and len(new) <= FEW_NEW * len(rows):
        for row in new:
            yield warning(Kind.NEW_CODE, row.spot, code=row.code, name=row.name or row.code)


def _formers(
    reading: Reading, known: set[str]
) -> tuple[tuple[FormerCommune, ...], list[Notice]]:
    """Return the former communes whose successor is known, and a word on the others."""
    kept, orphans = [], []
    for one in reading.formers:
        if one.chief in known:
            names = {"name": one.name, "name_folded": fold(one.name)}
            kept.append(FormerCommune(code_insee=one.code, commune_id=one.chief, **names))
        else:
            values = {"code": one.code, "name": one.name or one.code, "chief": one.chief}
            orphans.append(warning(Kind.ORPHAN, one.spot, **values))
    return tuple(kept), orphans


def _changed(
    communes: Sequence[Commune],
    stored: Mapping[str, Commune],
    contours: Mapping[str, dict[str, Any]],
    drawn: Mapping[str, Contour],
) -> Iterator[str]:
    """Yield the codes of known communes of which a fact or the contour would change."""
    for commune in communes:
        code = commune.code_insee
        known = stored.get(code)
        if known is None:
            continue
        facts = any(getattr(commune, name) != getattr(known, name) for name in STORED)
        old = drawn[code].geometry if code in drawn else None
        if facts or (code in contours and _plain(contours[code]) != old):
            yield code


def _plain(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return a contour as the database gives it back: lists, no pairs."""

    def listed(value: Any) -> Any:
        return [listed(one) for one in value] if isinstance(value, list | tuple) else value

    return {"type": geometry["type"], "coordinates": listed(geometry["coordinates"])}
