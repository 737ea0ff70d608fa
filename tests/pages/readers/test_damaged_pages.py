"""What holds for pages of every rendering: cut, huge, hostile, or with a line that nobody expected."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.errors import NotAPage
from hackathon.pages.model.page import Page
from hackathon.pages.model.questions import QuestionSubject
from hackathon.pages.readers.rendered.reader import read
from hackathon.pages.report import page_as_json
from tests.examples import LENGTHS, examples
from tests.pages.call_counts import calls

SAMPLES = Path(__file__).parents[1] / "samples"
PAGES = {file.stem: file.read_text(encoding="utf-8").split("\n") for file in sorted(SAMPLES.glob("*.txt"))}
FEET = ("Retrieved from", "Clone this wiki locally", "Category:", "This page was last edited")
NAMES = sorted(PAGES)
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe",
    "\N{ARABIC LETTER BEH}\N{ARABIC LETTER NOON}",
    "e\N{COMBINING ACUTE ACCENT}\N{COMBINING ACUTE ACCENT}",
    "a | b || c",
    "{{project|Project=x}}",
    "}} {{ ]] [[",
    "~~~~",
    "a = b",
]
FIELDS = [
    "Warmer nests", "Ann Lee <ann.lee@gull.example>", "Which down?", "Down", "Nests are cold.", "Warm eggs",
]  # fmt: skip
SHAPES = [
    "{}", "  • {}", "    {}", "{}.", "Priority: {}", "Difficulty: {}", "- {} |", "|{}=1", "{{{{{}", "{}}}}}",
]  # fmt: skip
UNITS = ["{{", "|Project=", "( ", "a dot b ", "• ", "10:02, 3 March 2030 "]


def outcome(text: str) -> Page | NotAPage:
    try:
        return read(text)
    except NotAPage as refusal:
        return refusal


@pytest.mark.parametrize("name", NAMES)
def test_a_page_cut_at_any_line_is_refused_or_asks_whether_it_is_whole(name: str) -> None:
    for kept in range(len(PAGES[name])):
        lines = [line for line in PAGES[name][:kept] if line]
        found = outcome("\n".join(PAGES[name][:kept]))

        if isinstance(found, Page) and not lines[-1].startswith(FEET):
            assert QuestionSubject.END_OF_PAGE in [question.about for question in found.questions], lines[-1]


@given(st.sampled_from(NAMES), st.floats(0, 1), st.integers(0, 2), st.integers(0, 2), st.sampled_from(SHAPES))
@examples(300)
def test_a_line_put_anywhere_is_found_again(name: str, at: float, above: int, below: int, shape: str) -> None:
    strange, lines = shape.format("Qwertzuiop"), PAGES[name]
    place = int(at * len(lines))
    found = outcome("\n".join([*lines[:place], *[""] * above, strange, *[""] * below, *lines[place:]]))

    assert isinstance(found, NotAPage) or "Qwertzuiop" in json.dumps(page_as_json(found))


@given(st.lists(st.sampled_from([line for lines in PAGES.values() for line in lines]) | st.text(max_size=60)))
def test_lines_of_all_pages_in_any_order_are_read_or_refused(lines: list[str]) -> None:
    found = outcome("\n".join(lines))

    if isinstance(found, Page):
        assert json.loads(json.dumps(page_as_json(found))) == page_as_json(found)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("field", FIELDS)
def test_what_stands_in_a_field_is_kept_letter_by_letter(field: str, hostile: str) -> None:
    text = "\n".join(PAGES["outreach-round"]).replace(field, f"{field} {hostile}", 1)
    found = outcome(text)

    assert isinstance(found, Page)
    assert json.dumps(f"{field.split(' <', maxsplit=1)[0]}")[1:-1] in json.dumps(page_as_json(found))
    assert json.dumps(hostile.split(" ", maxsplit=1)[0])[1:-1] in json.dumps(page_as_json(found))


DATED = "Date of insert: 12/03/2013; Verified: no; GSoC: Yes"
REST = "Mentor: Ann Lee\nDescription: Do it.\nOutcomes: Done\n"
# A page of each kind: what stands above its topics, and one of them ("@" is its number).
KINDS = {
    "mediawiki": ("", f"Topic @\n\n{DATED}\n{REST}\n\n"),
    "areas": ("", f"Area @\n\nTopic @\n\n{DATED}\n{REST}\n"),
    "table": ("", f"Topic @\n{DATED} |\nMentor: Ann |\nDescription: x |\nOutcomes: y |\n|\n"),
    "templates": ("", "{{project\n|Project=Topic @\n|Desc=x\n|Review=\n* y\n}}\n\n"),
    "unclosed": ("", "{{project\n|Project=Topic @\n|Desc={{x\n\n"),
    "github": ("", "Topic @\n\nDo it.\n\nDifficulty: Easy\n\n"),
    "replies": (f"Topic\n\n{DATED}\n{REST}", "   Bo 10:02, 3 March 2030 (UTC): @\n"),
    "milestones": ("Milestones 2013\n\n", "  • May @: x\n"),
}


def many(kind: str, count: int) -> str:
    """Return a page of that kind with so many topics."""
    head, one = KINDS[kind]
    topics = "".join(one.replace("@", str(n)) for n in range(count))
    return f"Ideas\n\nFrom Gull\n\nProjects\n\n{head}{topics}"


MANY = [*KINDS]


@pytest.mark.parametrize("count", [4_000, pytest.param(20_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", ["mediawiki", "table"])
def test_thousands_of_topics_are_all_read(name: str, count: int) -> None:
    assert len(read(many(name, count)).topics) == count


@pytest.mark.parametrize("name", MANY)
def test_work_grows_with_the_page_and_not_faster(name: str) -> None:
    small, large = many(name, 100), many(name, 1_000)

    assert calls(lambda: outcome(large)) < 12 * calls(lambda: outcome(small))


@LENGTHS
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("unit", UNITS)
def test_a_very_long_line_is_read_to_its_end(name: str, unit: str, length: int) -> None:
    line = unit * (length // len(unit))
    middle = len(PAGES[name]) // 2
    between = "\n".join([*PAGES[name][:middle], line, *PAGES[name][middle:]])
    inside = "\n".join(PAGES[name]).replace("Ann Lee", f"Ann Lee {line}", 1)

    assert isinstance(outcome(between), Page | NotAPage)
    assert isinstance(outcome(inside), Page | NotAPage)
