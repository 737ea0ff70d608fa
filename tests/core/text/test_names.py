"""How names are compared, put in order, found, and written in addresses."""

import random
import sys
import unicodedata
from collections.abc import Callable

import pytest

from hackathon.core.text.characters import clean_name, clean_text, visible
from hackathon.core.text.collation import sort_key
from hackathon.core.text.folding import folded, folded_name
from hackathon.core.text.names import former_slug, normalize, slugify
from tests.hostile.growth import MOST_GROWTH, growth

ADAM = "Adam Abel"
VISIBLE_FORMATS = {
    0x600,
    0x601,
    0x602,
    0x603,
    0x604,
    0x605,
    0x6DD,
    0x70F,
    0x890,
    0x891,
    0x8E2,
    0x110BD,
    0x110CD,
}
"""Signs that Unicode counts as formatting though they are seen: those that stand before a number, say."""


@pytest.mark.parametrize(
    "name",
    [
        "Adam\u200b Abel", "\u202eAdam Abel", "Ad\u00adam Abel", "Adam Abel\ufeff", "Adam\u2060 Abel",
        "A\u2066dam\u2069 Abel", "Ada\u200dm Abel", "Adam\u200c Abel", "Adam\x07 Abel", "Adam Abel\u3164",
        "Adam Abel\ufe0f", "Adam Abel\U000e0041", "Adam\u2800 Abel", "ADAM\u200e_abel",
    ],
)  # fmt: skip
def test_what_nobody_sees_makes_no_second_name(name: str) -> None:
    assert normalize(name) == normalize(ADAM)
    assert sort_key(normalize(name)) == sort_key(normalize(ADAM))
    assert slugify(name) == "adam-abel"


def test_every_formatting_character_of_unicode_is_ignored_in_names_unless_it_is_seen() -> None:
    formats = {code for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Cf"}

    assert {code for code in formats if visible(chr(code))} == VISIBLE_FORMATS


def test_a_name_keeps_the_joiners_that_its_script_needs_and_loses_what_turns_it() -> None:
    persian, hindi = "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627", "क्\u200dष"

    assert clean_name(f"\u202e{persian}\u200f") == persian
    assert clean_name(hindi) == hindi
    assert normalize(persian) == normalize(persian.replace("\u200c", ""))


def test_a_text_keeps_its_lines_and_the_marks_that_turn_nothing() -> None:
    assert clean_text("one\n\ttwo\u202e\u2067\x00 \u200fthree") == "one\n\ttwo \u200fthree"


def test_names_sort_by_the_root_collation_of_unicode() -> None:
    names = [
        "Adam", "Ångström", "de la Cruz", "De Morgan", "Đorđe", "eric", "Eric", "Éric", "Łukasz", "Müller",
        "Örn", "Ørsted", "Strasse", "Straße", "Zoe", "Zoë", "Γιώργος", "Иван", "יוסף", "李雷",
    ]  # fmt: skip
    shuffled = random.Random(5).sample(names, len(names))  # noqa: S311 -- nothing secret hangs on it

    assert sorted(shuffled, key=sort_key) == names


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Éric", "eric"), ("Kühle", "kuhle"), ("Łukasz", "lukasz"), ("Ørsted", "orsted"), ("Đorđe", "dorde"),
        ("Weiß", "weiss"), ("Ærø", "aero"), ("O\u2019Brien", "o'brien"), ("ｷﾑ", "キム"), ("İpek", "ipek"),
        ("Þór", "thor"),
    ],
)  # fmt: skip
def test_a_search_sets_accents_aside_both_ways(written: str, typed: str) -> None:
    assert folded(written) == folded(typed)
    assert folded(typed) in folded(f"With {written.upper()} in it")


def test_a_search_does_not_take_one_script_for_another() -> None:
    assert folded("李") == "李"
    assert folded("Иван") == "иван"
    assert folded_name("konrad.wilk") == folded_name("Konrad Wilk")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Über Größe", "uber-grosse"), ("Łódź", "lodz"), ("p\u0430ul", "paul"), ("Иван", "ivan"),
        ("C++ & <b>", "c-b"), ("&amp; &#65;", "amp-65"), ("…", ""), ("x" * 70, "x" * 60),
        ("word " * 20, "-".join(["word"] * 12)),
    ],
)  # fmt: skip
def test_an_address_drops_no_letter(title: str, slug: str) -> None:
    assert slugify(title) == slug
    assert slugify(slug) == slug


@pytest.mark.parametrize(("title", "slug"), [("Über Größe", "uber-groe"), ("Łódź", "odz"), ("Иван", "")])
def test_how_addresses_were_written_before_is_known(title: str, slug: str) -> None:
    assert former_slug(title) == slug


@pytest.mark.parametrize("work", [normalize, folded, sort_key.__wrapped__, slugify, former_slug, clean_name])
@pytest.mark.parametrize("unit", ["\u0316\u0301", "a ", "\u200b", "1,"])
def test_the_time_for_a_name_grows_with_its_length_at_most(work: Callable[[str], object], unit: str) -> None:
    assert growth(work, lambda times: unit * times, longest=512_000) <= MOST_GROWTH
