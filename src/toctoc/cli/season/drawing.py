"""The km-against-wait fronts as one SVG: a panel an instance, references as lettered points."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor
from string import ascii_uppercase

from toctoc.cli.season.wording import number

PANEL_W, PANEL_H = 440, 400
LEFT, RIGHT, TOP, BOTTOM = 52, 16, 40, 116
COLUMNS = 2
# The lines that explain the letters: below the axis, so far apart, in columns so wide.
KEY_TOP, LINE, KEY_W = 58, 20, 190
XMLNS = "http://www.w3.org/2000/svg"
ACROSS = "attente moyenne (jours ouvrés)"
TITLE = "Kilomètres par visite selon l’attente moyenne"
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1e1e1e}.title{font-weight:600;font-size:15px}"
    ".axis{stroke:#666}.grid{stroke:#ddd}.front{fill:none;stroke:#000091;stroke-width:2}"
    ".ours{fill:#000091}.reference{fill:#b34000}.floor{stroke:#18753c;stroke-dasharray:5 4}"
    ".floor-name{fill:#18753c}.letter{fill:#fff;font-size:11px;text-anchor:middle}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What is drawn of one instance: points are (days of wait, km a visit)."""

    title: str
    front: Sequence[tuple[float, float]]
    references: dict[str, tuple[float, float]]
    floor_km: float


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight line from values to places."""

    least: float
    most: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a value."""
        share = (value - self.least) / (self.most - self.least)
        return self.start + share * (self.end - self.start)

    def back(self, place: float) -> float:
        """Return the value at a place."""
        share = (place - self.start) / (self.end - self.start)
        return self.least + share * (self.most - self.least)


def spread(panel: Panel) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the days and the kilometres a panel spans, in whole numbers."""
    points = [*panel.front, *panel.references.values()]
    days = [day for day, _ in points] or [0.0]
    heights = [height for _, height in points] + [panel.floor_km]
    return _whole(days), _whole(heights)


def _whole(values: Sequence[float]) -> tuple[float, float]:
    least, most = floor(min(values)), ceil(max(values))
    return float(least), float(max(most, least + 1))


def draw_panels(panels: Sequence[Panel]) -> str:
    """Draw all panels, two a row."""
    columns = min(COLUMNS, max(1, len(panels)))
    width, height = columns * PANEL_W, ceil(len(panels) / columns) * PANEL_H
    parts = [
        f'<svg xmlns="{XMLNS}" viewBox="0 0 {width} {height}" role="img"',
        f' width="{width}" height="{height}" aria-labelledby="t d">',
        f'<title id="t">{TITLE}</title>',
        f'<desc id="d">{escape(" ".join(describe(panel) for panel in panels))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for i, panel in enumerate(panels):
        x, y = (i % columns) * PANEL_W, (i // columns) * PANEL_H
        parts.append(f'<g transform="translate({x} {y})">{"".join(_panel(panel))}</g>')
    return "\n".join([*parts, "</svg>", ""])


def describe(panel: Panel) -> str:
    """Tell a panel in words."""
    named = ", ".join(
        f"{name} {number(height, 1)} km à {number(day, 1)} jours"
        for name, (day, height) in panel.references.items()
    )
    ends = [panel.front[0], panel.front[-1]] if panel.front else []
    ours = ", ".join(f"{number(km, 1)} km à {number(day, 1)} jours" for day, km in ends)
    floor_km = number(panel.floor_km, 1)
    return f"{panel.title} : Toctoc {ours} ; {named} ; omniscient {floor_km} km."


def _panel(panel: Panel) -> list[str]:
    days, km = spread(panel)
    across = Scale(*days, LEFT, PANEL_W - RIGHT)
    down = Scale(*km, PANEL_H - BOTTOM, TOP)
    return [
        f'<text class="title" x="{LEFT}" y="22">{escape(panel.title)}</text>',
        *_axes(across, down),
        *_floor(panel, down),
        *_front(panel, across, down),
        *_references(panel, across, down),
    ]


def _axes(across: Scale, down: Scale) -> list[str]:
    bottom, right = PANEL_H - BOTTOM, PANEL_W - RIGHT
    lines = []
    for value in _ticks(down):
        y = f"{down.at(value):.1f}"
        lines += [
            f'<line class="grid" x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}"/>',
            f'<text x="{LEFT - 8}" y="{y}" dy="4" text-anchor="end">{value}</text>',
        ]
    for value in _ticks(across):
        x = f"{across.at(value):.1f}"
        lines += [
            f'<line class="axis" x1="{x}" y1="{bottom}" x2="{x}" y2="{bottom + 5}"/>',
            f'<text x="{x}" y="{bottom + 19}" text-anchor="middle">{value}</text>',
        ]
    middle = (LEFT + right) / 2
    return [
        *lines,
        f'<line class="axis" x1="{LEFT}" y1="{bottom}" x2="{right}" y2="{bottom}"/>',
        f'<text x="{middle}" y="{bottom + 38}" text-anchor="middle">{ACROSS}</text>',
        f'<text x="{PANEL_W - RIGHT}" y="22" text-anchor="end">km par visite</text>',
    ]


def _ticks(scale: Scale) -> range:
    step = max(1, ceil((scale.most - scale.least) / 7))
    return range(int(scale.least), int(scale.most) + 1, step)


def _floor(panel: Panel, down: Scale) -> list[str]:
    y = f"{down.at(panel.floor_km):.1f}"
    return [
        f'<line class="floor" x1="{LEFT}" y1="{y}" x2="{PANEL_W - RIGHT}" y2="{y}"/>',
        f'<text class="floor-name" x="{PANEL_W - RIGHT}" y="{y}" dy="-5"',
        ' text-anchor="end">plan omniscient</text>',
    ]


def _front(panel: Panel, across: Scale, down: Scale) -> list[str]:
    places = [(across.at(day), down.at(km)) for day, km in panel.front]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dots = [f'<circle class="ours" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in places]
    return [f'<polyline class="front" points="{line}"/>', *dots] if places else []


def _references(panel: Panel, across: Scale, down: Scale) -> list[str]:
    """Mark references by letters, which the lines below the axis explain, two a line."""
    parts = []
    letters = zip(panel.references.items(), ascii_uppercase, strict=False)
    for i, ((name, (day, km)), letter) in enumerate(letters):
        key_x, key_y = LEFT + (i % 2) * KEY_W, PANEL_H - BOTTOM + KEY_TOP + (i // 2) * LINE
        parts += [
            _letter(letter, across.at(day), down.at(km)),
            _letter(letter, key_x, key_y),
            f'<text x="{key_x + LINE}" y="{key_y}" dy="4">{escape(name)}</text>',
        ]
    return parts


def _letter(letter: str, x: float, y: float) -> str:
    return (
        f'<circle class="reference" cx="{x:.1f}" cy="{y:.1f}" r="8"/>'
        f'<text class="letter" x="{x:.1f}" y="{y:.1f}" dy="4">{letter}</text>'
    )
