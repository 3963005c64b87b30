"""Finding an address as it is typed. The national base is public: anyone signed in may look."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, radians

from django.db.models import Q

from toctoc.territory.addresses.doors import place_doors
from toctoc.territory.addresses.found import FoundAddress
from toctoc.territory.addresses.index import (
    Scope,
    StreetRow,
    list_streets,
    list_streets_alike,
)
from toctoc.territory.addresses.ranking import Ranking
from toctoc.territory.addresses.text import Typed, read_typed, split_index_text
from toctoc.territory.enums import Precision
from toctoc.territory.models import Commune, Programme, Street

LONGEST = 200  # letters read: no address is longer
SHORTEST = 3  # letters or digits: fewer say nothing yet
SURE = 0.84  # a best answer this good ends the search
LEAST = 0.55  # an answer below this is none
BEHIND = 0.25  # how far behind the best an answer may be
HERE = 0.15  # how much the commune already chosen counts
MOST_COMMUNES = 400


@dataclass(frozen=True, slots=True)
class _Scored:
    """A street or a commune, and what its place in the answer depends on."""

    score: float
    away: float
    place: StreetRow | Commune

    def rank(self) -> tuple[object, ...]:
        place = self.place
        if isinstance(place, Commune):
            return (-self.score, self.away, 0, place.name_folded, place.code_insee)
        return (-self.score, self.away, 1, -place.doors, place.text, place.ban_id)


def find_addresses(
    text: str,
    *,
    programme: Programme | None = None,
    commune: Commune | None = None,
    limit: int = 8,
) -> list[FoundAddress]:
    """Return the addresses that may be meant, likeliest first; at most twelve queries.

    The programme's communes are searched first, and the rest of the index only where they hold
    nothing that answers. `commune`, where one is known already, and what is near it come before
    equals. Nothing of three letters, or of an empty index: nothing.
    """
    typed = read_typed(text[:LONGEST])
    if sum(len(word.readings[0]) for word in typed.words) < SHORTEST:
        return []
    if programme is None:
        return _Search(typed, None, commune).answer(limit)
    codes = list(programme.communes.values_list("code_insee", flat=True))
    inside = _Search(typed, codes, commune).answer(limit)
    if inside:
        return inside
    outside = _Search(typed, None, commune).answer(limit)
    known = set(codes)
    return [replace(one, is_inside=one.code_insee in known) for one in outside]


def has_addresses(programme: Programme) -> bool:
    """Tell whether the index holds anything of the programme's communes; one query."""
    codes = programme.communes.values("code_insee")
    return Street.objects.filter(code_insee__in=codes).exists()


def count_addresses(programme: Programme) -> int:
    """Count the doors the index holds in the programme's communes; one query."""
    codes = programme.communes.values("code_insee")
    doors = Street.objects.filter(code_insee__in=codes).values_list("doors", flat=True)
    return sum(doors)


@dataclass(frozen=True, slots=True)
class _Search:
    """One look in one scope."""

    typed: Typed
    scope: Scope
    commune: Commune | None

    @property
    def here(self) -> str:
        return self.commune.code_insee if self.commune else ""

    def answer(self, limit: int) -> list[FoundAddress]:
        ranking = Ranking(self.typed)
        communes = list(self._communes()) if not self.typed.numbers else []
        streets = list_streets(self.typed, scope=self.scope, first=self.here)
        scored = self._score([*communes, *streets], ranking)
        if not scored or scored[0].score < SURE:
            known = {street.pk for street in streets}
            alike = list_streets_alike(self.typed, scope=self.scope, first=self.here)
            more = [street for street in alike if street.pk not in known]
            scored = self._score([*communes, *streets, *more], ranking)
        return list(self._found(_drop_doubles(scored), limit))

    def _communes(self) -> Iterable[Commune]:
        """Return the communes of the scope; everywhere, those with a word begun as typed."""
        found = Commune.objects.prefetch_related("former")
        if self.scope is not None:
            return found.filter(code_insee__in=self.scope)
        begun = Q()
        for word in self.typed.needed:
            begun |= Q(name_folded__startswith=word.readings[-1][:4])
            begun |= Q(postcode=word.readings[0])
        return found.filter(begun)[:MOST_COMMUNES]

    def _score(self, places: Iterable[StreetRow | Commune], ranking: Ranking) -> list[_Scored]:
        """Return those that answer, best first, none far behind the best."""
        scored = [self._weigh(place, ranking) for place in places]
        scored = sorted((one for one in scored if one.score >= LEAST), key=_Scored.rank)
        return [one for one in scored if one.score >= scored[0].score - BEHIND]

    def _weigh(self, place: StreetRow | Commune, ranking: Ranking) -> _Scored:
        score = max(ranking.score(*words) for words in _words_of(place))
        bonus = HERE if self.here and place.code_insee == self.here else 0.0
        return _Scored(round(score, 3) + bonus, self._away(place), place)

    def _away(self, place: StreetRow | Commune) -> float:
        """Return roughly how far it is from the commune already chosen, in whole kilometres."""
        if self.commune is None:
            return 0
        north = place.lat_deg - self.commune.lat_deg
        east = (place.lon_deg - self.commune.lon_deg) * cos(radians(self.commune.lat_deg))
        return round(hypot(north, east) * 111.2)

    def _found(self, scored: Sequence[_Scored], limit: int) -> Iterator[FoundAddress]:
        kept = scored[:limit]
        streets = [one.place for one in kept if isinstance(one.place, StreetRow)]
        doors = place_doors(streets, self.typed)
        for one in kept:
            score = round(min(one.score, 1.0), 3)
            if isinstance(one.place, Commune):
                yield _found_commune(one.place, score)
            else:
                yield replace(doors[one.place.pk], score=score)


def _words_of(place: StreetRow | Commune) -> list[tuple[list[str], list[str]]]:
    """Return the names and places it goes by: a commune also by those merged into it."""
    if isinstance(place, StreetRow):
        return [split_index_text(place.text)]
    names = [place.name_folded, *(former.name_folded for former in place.former.all())]
    return [(name.split(), [place.postcode]) for name in names]


def _drop_doubles(scored: Iterable[_Scored]) -> list[_Scored]:
    """Keep the best of those that read the same: a hamlet may stand in both files."""
    kept: dict[object, _Scored] = {}
    for one in scored:
        text = one.place.text if isinstance(one.place, StreetRow) else ""
        kept.setdefault((one.place.code_insee, text), one)
    return list(kept.values())


def _found_commune(commune: Commune, score: float) -> FoundAddress:
    return FoundAddress(
        ban_id=commune.code_insee,
        house_number="",
        street="",
        postcode=commune.postcode,
        code_insee=commune.code_insee,
        commune=commune.name,
        former_commune="",
        lat_deg=commune.lat_deg,
        lon_deg=commune.lon_deg,
        precision=Precision.COMMUNE,
        score=score,
    )
