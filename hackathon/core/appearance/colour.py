"""Colours with a computed contrast: from oklch through sRGB to the contrast of WCAG 2.2."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

READABLE = 4.5
"""The contrast that text needs with what is behind it."""

VISIBLE = 3.0
"""The contrast that a mark or an edge needs with what is beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """A colour in oklch notation: lightness 0 to 1, chroma from 0 (grey), hue in degrees."""

    lightness: float
    chroma: float = 0.0
    hue: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.lightness <= 1 or self.chroma < 0:
            raise ValueError(f"no colour has lightness {self.lightness} and chroma {self.chroma}")

    def __str__(self) -> str:
        """Write the colour as a stylesheet does."""
        return f"oklch({self.lightness:.1%} {self.chroma:.3f} {self.hue:.0f})"

    @property
    def is_shown(self) -> bool:
        """Whether an ordinary (sRGB) screen can show it."""
        return all(-1e-4 <= part <= 1 + 1e-4 for part in linear_rgb(self))

    @property
    def luminance(self) -> float:
        """The relative luminance as defined by WCAG, from 0 (black) to 1 (white)."""
        red, green, blue = (min(max(part, 0.0), 1.0) for part in linear_rgb(self))
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    @property
    def hex(self) -> str:
        """The colour as "#rrggbb", for programs that support no other notation."""
        return "#" + "".join(f"{round(255 * _on_screen(part)):02x}" for part in linear_rgb(self))

    def toned_down(self) -> "Colour":
        """Return this colour, or the most colourful one of its lightness and hue that screens can show."""
        colour = self
        while colour.chroma > 0 and not colour.is_shown:
            colour = replace(colour, chroma=max(0.0, round(colour.chroma - 0.002, 3)))
        return colour


def linear_rgb(colour: Colour) -> tuple[float, float, float]:
    """Return linear red, green and blue; values outside 0 to 1 can't be shown on screens."""
    angle = math.radians(colour.hue)
    a, b = colour.chroma * math.cos(angle), colour.chroma * math.sin(angle)
    # Björn Ottosson's matrices, as given in CSS Color 4.
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _on_screen(light: float) -> float:
    """Return a linear value gamma-encoded (sRGB), from 0 to 1."""
    light = min(max(light, 0.0), 1.0)
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours by WCAG 2.2, from 1 (none) to 21 (black on white)."""
    darker, lighter = sorted((one.luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)


def reaching(colour: Colour, behind: Iterable[Colour], *, least: float, darker: bool) -> Colour:
    """Return the colour, darkened (or lightened) only as much as its contrast with all of them requires.

    Raises ValueError if even black (or white) has too little contrast.
    """
    backgrounds = list(behind)
    step = -0.005 if darker else 0.005
    while True:
        shown = colour.toned_down()
        if all(contrast(shown, each) >= least for each in backgrounds):
            return shown
        lightness = round(colour.lightness + step, 3)
        if not 0 <= lightness <= 1:
            raise ValueError(f"no lightness of {colour} has a contrast of {least} with all of {backgrounds}")
        colour = replace(colour, lightness=lightness)
