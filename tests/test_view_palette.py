"""The colours of the page can be read: enough contrast, and types that the colour-blind tell apart."""

from __future__ import annotations

import itertools
import math
import re
from importlib import resources

import pytest

Colour = tuple[float, float, float]
KINDS = ("Agency", "Place", "Programme", "Policy", "Organisation", "TargetGroup")
# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
SIGHT = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def palette(theme: str) -> dict[str, Colour]:
    """The colour variables of a theme as linear RGB."""
    css = (resources.files("kg.view") / "assets" / "base.css").read_text(encoding="utf-8")
    head = ":root {" if theme == "light" else ':root[data-theme="dark"] {'
    block = css[css.index(head) :].split("}", 1)[0]

    def linear(pair: str) -> float:
        value = int(pair, 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return {name: (linear(code[:2]), linear(code[2:4]), linear(code[4:])) for name, code in re.findall(r"--([\w-]+): #([0-9a-f]{6})\b", block)}


def contrast(one: Colour, other: Colour) -> float:
    low, high = sorted(0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: Colour) -> Colour:
    red, green, blue = (max(0.0, part) for part in colour)
    shares = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (share ** (1 / 3) if share > 0.008856 else 7.787 * share + 16 / 116 for share in shares)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_and_dots_stand_out(theme: str) -> None:
    colours = palette(theme)
    for ground in ("paper", "sheet", "hush"):
        assert contrast(colours["ink"], colours[ground]) >= 7
        assert contrast(colours["soft"], colours[ground]) >= 4.5
    for kind in KINDS:
        assert contrast(colours[kind], colours["paper"]) >= 3, kind


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHT)
def test_types_differ_for_every_kind_of_sight(theme: str, sight: str) -> None:
    colours = palette(theme)
    seen = {}
    for kind in KINDS:
        red, green, blue = (sum(share * part for share, part in zip(row, colours[kind], strict=True)) for row in SIGHT[sight])
        seen[kind] = lab((red, green, blue))
    for one, other in itertools.combinations(KINDS, 2):
        assert math.dist(seen[one], seen[other]) >= 12, (one, other)
