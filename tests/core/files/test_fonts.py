"""Characters that no font here can draw, and the packages that can."""

import pytest

from hackathon.core.files.fonts import named, numbered, packages_for, undrawn


@pytest.mark.parametrize(
    ("character", "package"),
    [
        ("\N{PARTY POPPER}", "fonts-noto-color-emoji"),
        ("\u6f22", "fonts-noto-cjk"),
        ("\uac00", "fonts-noto-cjk"),
        ("\u05d0", "fonts-noto-core"),
        ("\u0915", "fonts-noto-core"),
    ],
)
def test_each_character_has_the_package_whose_fonts_hold_it(character: str, package: str) -> None:
    assert packages_for(character) == {package: character}


def test_a_package_that_is_there_already_is_never_recommended() -> None:
    assert "fonts-noto-color-emoji" not in packages_for(
        "\N{PARTY POPPER}", installed={"fonts-noto-color-emoji"}
    )
    assert packages_for("\U000f0000") == {"": "\U000f0000"}


def test_what_nobody_would_see_is_not_missed() -> None:
    assert undrawn("\u200d\ufe0f \n\N{PARTY POPPER}\u6f22") == ("\u6f22", "\N{PARTY POPPER}")


def test_characters_are_named_where_they_cannot_be_shown() -> None:
    assert named("\N{PARTY POPPER}") == "\N{PARTY POPPER} (U+1F389 party popper)"
    assert numbered("\N{PARTY POPPER}\u6f22") == "U+1F389, U+6F22"
