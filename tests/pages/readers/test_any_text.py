"""What holds for any text: no fault, no loss, no half page, no long wait."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon.core.errors import NotAPage
from hackathon.demo.samples import dublin
from hackathon.pages.model.page import Page
from hackathon.pages.model.questions import QuestionSubject
from hackathon.pages.readers.rendered.reader import read
from hackathon.pages.report import page_as_json
from tests.examples import LENGTHS, examples
from tests.pages.call_counts import calls
from tests.pages.sample_pages import SEED, a_page, a_topic, needs_real_page

LINES = dublin().split("\n")
SHAPES = [
    "{}", "  • {}", "    {}", "{}.", "Priority: {}", "Difficulty: {}", "* {}", "1. {}", "{}, Citrix",
    "Pictogram vote 15px.png\u00a0{} 18:02, 29 April 2013 (UTC): Will attend", "See http://xen.org/{}",
]  # fmt: skip
FRAGMENTS = st.sampled_from(
    [*LINES, *SHAPES, "Date of insert: 13/13/13", "Contents", "(delete as addressed)"]
)


def outcome(text: str) -> Page | NotAPage:
    try:
        return read(text)
    except NotAPage as refusal:
        return refusal


@given(st.text(max_size=400) | st.lists(FRAGMENTS | st.text(max_size=40), max_size=30).map("\n".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = outcome(text)

    if isinstance(found, Page):
        assert json.loads(json.dumps(page_as_json(found))) == page_as_json(found)
    else:
        assert "\n" not in str(found)


@given(st.integers(0, len(LINES) - 1), st.sampled_from(SHAPES), st.integers(0, 2), st.integers(0, 2))
@examples(200)
def test_a_line_put_anywhere_is_found_again(at: int, shape: str, above: int, below: int) -> None:
    strange = shape.format("Qwertzuiop")
    lines = [*LINES[:at], *[""] * above, strange, *[""] * below, *LINES[at:]]
    found = outcome("\n".join(lines))

    assert isinstance(found, NotAPage) or "Qwertzuiop" in json.dumps(page_as_json(found))


def is_whole_as_far_as_it_says(page: Page, kept: int) -> bool:
    """Whether nothing shows that the page goes on: its list of attendees has begun."""
    return len(page.topics) == 16 and kept > LINES.index("Confirmed Attendees")


@pytest.mark.parametrize("kept", range(len(LINES)))
def test_a_page_cut_at_any_line_is_refused_or_says_so(kept: int) -> None:
    found = outcome("\n".join(LINES[:kept]))

    assert isinstance(found, NotAPage) or is_whole_as_far_as_it_says(found, kept)


@given(st.integers(0, len(dublin())))
def test_a_page_cut_inside_a_line_is_refused_or_says_so(kept: int) -> None:
    text = dublin()[:kept]
    found = outcome(text)

    assert isinstance(found, NotAPage) or is_whole_as_far_as_it_says(found, text.count("\n") + 1)


@needs_real_page
def test_the_real_page_cut_at_any_line_is_refused_or_says_so() -> None:
    real = SEED.read_text(encoding="utf-8").split("\n")
    people = real.index("Confirmed Attendees")

    for kept in range(people + 1):
        assert isinstance(outcome("\n".join(real[:kept])), NotAPage), real[kept - 1]


def test_a_list_cut_before_its_first_name_is_asked_about() -> None:
    page = read("\n".join(LINES[: LINES.index("Confirmed Attendees") + 1]))

    assert QuestionSubject.END_OF_PAGE in [question.about for question in page.questions]


@pytest.mark.parametrize(
    "ending",
    [
        "\n\n\nPort Synnefo to Xen",
        "\n\n\nPort Synnefo to Xen\n\nDate of insert: 18/04/2013; Verified: no; GSoC: N/A",
        "\n\n\nPort Synnefo to Xen\n\nDate of insert: 18/04/2013\nTechnical contact: Lars Kurth",
        "Peer Review Comments\nPictogram vote 15px.png\u00a0Lars.kurth 13:1",
        "Peer Review Comments\nPictogram vote 15px.png",
    ],
)
def test_an_idea_list_that_breaks_off_is_refused(ending: str) -> None:
    ideas = f"Outreach projects\n\nFrom Xen\n\nProjects\n\n{a_topic()}\n\n{a_topic(title='Perf')}"
    assert isinstance(outcome(ideas), Page)

    assert isinstance(outcome(ideas + ending), NotAPage)


@LENGTHS
@pytest.mark.parametrize(
    ("begins", "unit", "ends"),
    [
        ("", "x", ""),
        ("", "1 ", ""),
        ("", " ", "x"),
        ("", "Pictogram vote 15px.png ", ""),
        ("", "18:02, 29 April 2013 ", ""),
        ("Date of insert: ", "; Verified: ", ""),
        ("Technical contact: ", "(", ""),
        ("Technical contact: ", "a@", ""),
        ("Technical contact: ", "<", ""),
        ("Technical contact: a", " ", "b"),
    ],
)
def test_a_very_long_line_is_read_to_its_end(begins: str, unit: str, ends: str, length: int) -> None:
    line = begins + unit * (length // len(unit)) + ends
    for text in (a_page(a_topic() + line), a_page(a_topic(description=line)), f"{line}\n{a_page(a_topic())}"):
        assert isinstance(outcome(text), Page | NotAPage)


def test_work_grows_with_the_page_and_not_faster() -> None:
    small, large = (a_page(*[a_topic(title=f"Topic {n}") for n in range(count)]) for count in (100, 1_000))

    assert calls(lambda: outcome(large)) < 12 * calls(lambda: outcome(small))


def test_ten_thousand_votes_under_one_topic_are_read_in_one_go() -> None:
    vote = "Pictogram vote 15px.png\u00a0Lars.kurth 18:02, 29 April 2013 (UTC): Will attend\n"
    some, many = (a_page(a_topic() + vote * count) for count in (1_000, 10_000))

    assert calls(lambda: outcome(many)) < 12 * calls(lambda: outcome(some))
