"""The contrast of colours, and of every theme that an organizer can choose."""

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.appearance.colour import READABLE, VISIBLE, Colour, contrast, reaching
from hackathon.core.appearance.theme import DARK, LIGHT, Background, accent, area_mark, stylesheet

TOKENS = (Path(__file__).parents[3] / "static" / "ui" / "tokens.css").read_text(encoding="utf-8")
WHITE, BLACK = Colour(lightness=1), Colour(lightness=0)
GROUNDS = pytest.mark.parametrize("ground", [LIGHT, DARK], ids=["light", "dark"])
hues = st.integers(min_value=0, max_value=359)


def token(name: str, ground: Background) -> Colour:
    found = re.search(rf"--{name}: light-dark\(oklch\((.+?)\), oklch\((.+?)\)\);", TOKENS)
    assert found is not None, name
    lightness, chroma, hue = found[2 if ground.is_dark else 1].split()
    return Colour(lightness=float(lightness.rstrip("%")) / 100, chroma=float(chroma), hue=float(hue))


@pytest.mark.parametrize(
    ("colour", "luminance"),
    [
        (WHITE, 1.0),
        (BLACK, 0.0),
        (Colour(lightness=0.62796, chroma=0.25768, hue=29.234), 0.2126),  # red
        (Colour(lightness=0.86644, chroma=0.29483, hue=142.495), 0.7152),  # lime
        (Colour(lightness=0.45201, chroma=0.31321, hue=264.052), 0.0722),  # blue
    ],
)
def test_the_primaries_give_the_light_that_wcag_says(colour: Colour, luminance: float) -> None:
    assert colour.luminance == pytest.approx(luminance, abs=1e-3)


def test_black_on_white_is_the_greatest_contrast() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21, abs=1e-3)
    assert contrast(WHITE, WHITE) == 1


def test_a_contrast_that_nothing_reaches_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no lightness"):
        reaching(Colour(lightness=0.5), (WHITE, BLACK), least=READABLE, darker=True)


@pytest.mark.parametrize("wrong", [{"lightness": 1.1}, {"lightness": 0.5, "chroma": -0.1}])
def test_a_colour_out_of_range_is_a_fault(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="no colour"):
        Colour(**wrong)


@GROUNDS
@given(hue=hues)
def test_every_hue_gives_an_accent_that_can_be_read(ground: Background, hue: int) -> None:
    found = accent(hue, ground)

    assert found.colour.is_shown
    for behind in (ground.paper, ground.raised, ground.quiet, found.fill, ground.on_accent):
        assert contrast(found.colour, behind) >= READABLE
    assert contrast(token("ink", ground), found.fill) >= READABLE


@GROUNDS
@given(hue=hues, position=st.integers(min_value=0, max_value=40))
def test_the_mark_of_every_area_is_seen(ground: Background, hue: int, position: int) -> None:
    mark = area_mark(hue, position, ground)

    assert mark.is_shown
    assert contrast(mark, ground.paper) >= VISIBLE


@given(hue=hues)
def test_what_is_written_in_the_theme_is_what_was_computed(hue: int) -> None:
    text = stylesheet(hue, [])
    written = re.findall(r"oklch\(([\d.]+)% ([\d.]+) (\d+)\)", text)
    light, dark, *_ = (
        Colour(lightness=float(lightness) / 100, chroma=float(chroma), hue=float(angle))
        for lightness, chroma, angle in written
    )

    assert contrast(light, LIGHT.paper) >= READABLE
    assert contrast(dark, DARK.paper) >= READABLE


def test_an_area_cannot_write_into_the_theme() -> None:
    text = stylesheet(250, ['"] * { color: red }'])

    assert "color: red" not in text
    assert text.count("{") == text.count("}") == 2


@GROUNDS
def test_the_theme_stands_on_the_ground_of_the_tokens(ground: Background) -> None:
    named = {"paper": ground.paper, "paper-raised": ground.raised, "fill-quiet": ground.quiet}

    assert {name: token(name, ground) for name in named} == named


@GROUNDS
def test_ink_and_meanings_can_be_read_on_every_ground(ground: Background) -> None:
    inks = ("ink", "ink-quiet", "good", "warning", "alarm", "accent")
    grounds = ("paper", "paper-raised", "fill-quiet")
    fills = (("good", "fill-good"), ("warning", "fill-warning"), ("alarm", "fill-alarm"))
    inside = [("ink", fill) for _, fill in fills] + [("ink-quiet", fill) for _, fill in fills]
    pairs = [*itertools.product(inks, grounds), *fills, *inside, ("ink", "fill-accent")]
    poor = {
        pair: found
        for pair in pairs
        if (found := contrast(token(pair[0], ground), token(pair[1], ground))) < READABLE
    }

    assert poor == {}
    assert contrast(token("rule-strong", ground), ground.raised) >= VISIBLE
