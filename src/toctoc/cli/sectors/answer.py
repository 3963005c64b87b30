"""What `toctoc sectors cut` answers, as JSON and as a table."""

from collections.abc import Iterator
from typing import Any

from toctoc.cli.sectors.ground import Ground
from toctoc.planning.sectors import SectorDesign, SectorProblem, assess_cut, number_from_west

HOUR_S = 3_600
SAID = {
    "optimal": "optimum prouvé",
    "stopped": "arrêté avant la preuve",
}


def as_json(ground: Ground, problem: SectorProblem, design: SectorDesign) -> dict[str, Any]:
    """Return the answer; sectors count from 1, seconds are those of a mean visit's drive."""
    cut = numbered(ground, problem, design)
    found = assess_cut(problem, cut)
    return {
        "sectors": {row.code: sector + 1 for row, sector in zip(ground.rows, cut, strict=True)},
        "objective": round(found.objective_s, 3),
        "bound": round(design.bound_s, 3),
        "gap": round(design.gap_ratio, 6),
        "loads": [round(load_s / HOUR_S, 2) for load_s in found.loads_s],
        "status": str(design.outcome),
        "imbalance": round(found.imbalance_ratio, 4),
        "centres": [ground.rows[centre].code for centre in found.centres],
        "populations": [int(count) for count in _populations(ground, problem, cut)],
        "notices": list(ground.notices),
        "units": {
            "objective": "s, route moyenne entre une visite et le centre de son secteur",
            "loads": "h par an, pour une visite par an et pour cent habitants",
        },
    }


def as_text(ground: Ground, problem: SectorProblem, design: SectorDesign) -> Iterator[str]:
    """Yield the answer line by line."""
    cut = numbered(ground, problem, design)
    found = assess_cut(problem, cut)
    people = _populations(ground, problem, cut)
    minutes = f"{found.objective_s / 60:.1f}".replace(".", ",")
    yield (
        f"{problem.sectors} secteurs ; une visite est en moyenne à {minutes} min du centre"
        f" de son secteur ; {SAID[design.outcome]}, écart {percent(design.gap_ratio)}."
    )
    mean_s = sum(found.loads_s) / problem.sectors or 1.0
    for sector, centre in enumerate(found.centres):
        names = [
            ground.name(unit)
            for unit, own in enumerate(cut)
            if own == sector and unit != centre
        ]
        part = percent(found.loads_s[sector] / mean_s)
        yield (
            f"\nSecteur {sector + 1}, centre {ground.name(centre)} : {len(names) + 1} communes,"
            f" {people[sector]:.0f} habitants, {part} de la charge moyenne"
        )
        yield f"  {', '.join(names)}"


def numbered(ground: Ground, problem: SectorProblem, design: SectorDesign) -> tuple[int, ...]:
    """Return the cut, its sectors from west to east but for those a wish names."""
    named = [*problem.wishes.fixed.values(), *problem.wishes.bases]
    return number_from_west(design.sector_of, ground.centres, named)


def _populations(ground: Ground, problem: SectorProblem, cut: tuple[int, ...]) -> list[float]:
    return [
        sum(n for n, own in zip(ground.populations, cut, strict=True) if own == sector)
        for sector in range(problem.sectors)
    ]


def percent(ratio: float) -> str:
    """Write a ratio the French way; whole ones without decimals."""
    return f"{100 * ratio:.1f} %".replace(".0 ", " ").replace(".", ",")
