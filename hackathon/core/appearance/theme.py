"""An event's colours as a stylesheet: its accent, and a mark for each area."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hackathon.core.appearance.colour import READABLE, VISIBLE, Colour, reaching


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """The background of an accent in light or dark mode, with the values of static/ui/tokens.css."""

    paper: Colour
    raised: Colour
    quiet: Colour
    tint: Colour
    """The lightness and chroma of a fill in the accent's own hue."""

    on_accent: Colour
    accent: Colour
    """The starting point of the search for the accent."""

    is_dark: bool


LIGHT = Background(
    paper=Colour(lightness=0.988, chroma=0.003, hue=85),
    raised=Colour(lightness=1),
    quiet=Colour(lightness=0.958, chroma=0.004, hue=85),
    tint=Colour(lightness=0.955, chroma=0.022),
    on_accent=Colour(lightness=1),
    accent=Colour(lightness=0.5, chroma=0.135),
    is_dark=False,
)
DARK = Background(
    paper=Colour(lightness=0.19, chroma=0.006, hue=265),
    raised=Colour(lightness=0.225, chroma=0.007, hue=265),
    quiet=Colour(lightness=0.255, chroma=0.008, hue=265),
    tint=Colour(lightness=0.27, chroma=0.04),
    on_accent=Colour(lightness=0.19, chroma=0.006, hue=265),
    accent=Colour(lightness=0.76, chroma=0.11),
    is_dark=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Accent:
    """An event's accent colour: for text and buttons, and as a subtle background for text."""

    colour: Colour
    fill: Colour


def accent(hue: float, ground: Background) -> Accent:
    """Return the accent of that hue: readable on every ground, and with text readable on it."""
    fill = _of_hue(ground.tint, hue).toned_down()
    colour = reaching(
        _of_hue(ground.accent, hue),
        (ground.paper, ground.raised, ground.quiet, fill, ground.on_accent),
        least=READABLE,
        darker=not ground.is_dark,
    )
    return Accent(colour=colour, fill=fill)


def area_mark(hue: float, position: int, ground: Background) -> Colour:
    """Return the mark of an area, visible on every background.

    Hues of consecutive areas are a golden angle apart, so that neighbours differ most.
    """
    start = Colour(
        lightness=0.6 if not ground.is_dark else 0.7, chroma=0.13, hue=round(hue + position * 137.508) % 360
    )
    return reaching(
        start, (ground.paper, ground.raised, ground.quiet), least=VISIBLE, darker=not ground.is_dark
    )


def stylesheet(hue: int, areas: Sequence[str]) -> str:
    """Return the event's theme: custom properties for its accent, and for each area by its slug."""
    light, dark = accent(hue, LIGHT), accent(hue, DARK)
    root = {
        "accent": (light.colour, dark.colour),
        "on-accent": (LIGHT.on_accent, DARK.on_accent),
        "fill-accent": (light.fill, dark.fill),
    }
    marks = {
        f'[data-area="{_quoted(slug)}"]': {
            "area": (area_mark(hue, position, LIGHT), area_mark(hue, position, DARK))
        }
        for position, slug in enumerate(areas)
    }
    return "\n".join(_rule(selector, values) for selector, values in {":root": root, **marks}.items())


def _rule(selector: str, values: Mapping[str, tuple[Colour, Colour]]) -> str:
    lines = (f"  --{name}: light-dark({light}, {dark});\n" for name, (light, dark) in values.items())
    return f"{selector} {{\n{''.join(lines)}}}\n"


def _of_hue(colour: Colour, hue: float) -> Colour:
    return Colour(lightness=colour.lightness, chroma=colour.chroma, hue=hue)


def _quoted(text: str) -> str:
    """Return the text escaped for use between quotes in a stylesheet."""
    return re.sub(r"[^A-Za-z0-9_-]", lambda found: f"\\{ord(found[0]):x} ", text)
