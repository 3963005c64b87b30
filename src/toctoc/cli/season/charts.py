"""The km-against-wait front of an instance as text: kilometres down, days of wait across."""

from string import ascii_uppercase

from toctoc.cli.season.drawing import Panel, Scale, spread
from toctoc.cli.season.wording import number

WIDTH, HEIGHT = 56, 12
OURS, FLOOR = "●", "·"


def chart(panel: Panel) -> str:
    """Draw a panel in characters: ours as dots, references by letter, the floor dotted."""
    days, km = spread(panel)
    across, down = Scale(*days, 0, WIDTH - 1), Scale(*km, HEIGHT - 1, 0)
    cells = [[" "] * WIDTH for _ in range(HEIGHT)]
    floor = round(down.at(panel.floor_km))
    cells[floor] = [FLOOR] * WIDTH
    for day, height in panel.front:
        cells[round(down.at(height))][round(across.at(day))] = OURS
    letters = dict(zip(panel.references, ascii_uppercase, strict=False))
    for name, (day, height) in panel.references.items():
        cells[round(down.at(height))][round(across.at(day))] = letters[name]
    lines = [f"{panel.title} : km par visite selon l’attente moyenne (jours)"]
    for i, line in enumerate(cells):
        label = number(down.back(i), 1) if i in {0, HEIGHT // 2, HEIGHT - 1} else ""
        lines.append(f"{label:>6} │{''.join(line).rstrip()}")
    left, right = number(days[0], 1), number(days[1], 1)
    lines.append(" " * 7 + "└" + "─" * WIDTH)
    lines.append(f"{'':8}{left}{right:>{WIDTH - len(left)}}")
    legend = [f"{OURS} Toctoc", *(f"{letter} {name}" for name, letter in letters.items())]
    return "\n".join([*lines, f"{'':8}" + "  ".join([*legend, f"{FLOOR} omniscient"]), ""])
