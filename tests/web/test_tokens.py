"""The colours of tokens.css: readable by day and by night, and each sector its own."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "frontend/css/tokens.css"
TEXT_MIN = 4.5
SHAPE_MIN = 3.0
SECTORS = [f"sector-{number}" for number in range(1, 9)]
TEXTS = ["ink", "muted", "primary", "primary-strong", "accent", "ok", "warning", "danger"]


def read_theme(name):
    css = TOKENS.read_text(encoding="utf-8")
    day, night = css.split("@media (prefers-color-scheme: dark)")
    pattern = r"--([a-z0-9-]+): (#[0-9a-f]{6});"
    colours = dict(re.findall(pattern, day))
    if name == "night":
        colours |= dict(re.findall(pattern, night))
    return colours


def luminance(colour):
    """Relative luminance of WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(share * c for share, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def too_weak(colours, pairs, minimum):
    return [
        (front, back, round(contrast(colours[front], colours[back]), 2))
        for front, back in pairs
        if contrast(colours[front], colours[back]) < minimum
    ]


@pytest.fixture(params=["day", "night"])
def colours(request):
    return read_theme(request.param)


def test_texts_are_readable_on_every_ground(colours):
    grounds = ["paper", "surface", "sunken"]
    pairs = [(text, ground) for text in TEXTS for ground in grounds]
    pairs += [
        (kind, f"{kind}-pale") for kind in ("primary", "accent", "ok", "warning", "danger")
    ]
    pairs += [
        ("ink", f"{kind}-pale") for kind in ("primary", "accent", "ok", "warning", "danger")
    ]
    assert too_weak(colours, [*pairs, ("on-primary", "primary")], TEXT_MIN) == []


def test_sectors_are_readable_and_carry_their_letter(colours):
    pairs = [(sector, "surface") for sector in SECTORS]
    pairs += [("on-sector", sector) for sector in SECTORS]
    assert too_weak(colours, pairs, TEXT_MIN) == []


def test_edges_of_controls_are_visible(colours):
    assert too_weak(colours, [("line", "surface"), ("primary", "paper")], SHAPE_MIN) == []


def test_sectors_differ(colours):
    assert len({colours[sector] for sector in SECTORS}) == len(SECTORS)
