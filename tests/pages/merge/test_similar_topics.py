"""Which topics may be one: by what they say, with the evidence."""

import pytest

from hackathon.core.text.messages import message
from hackathon.pages.merge.similar_topics import (
    CandidateOrigin,
    CandidateTopic,
    CandidateTopics,
    Similarity,
    best_matches,
)

PERF = CandidateTopic(
    where=CandidateOrigin.ELSEWHERE,
    event="dublin",
    number=15,
    title="Xen perf support",
    contacts=("Wei Liu",),
)
EFI = CandidateTopic(where=CandidateOrigin.ELSEWHERE, event="dublin", number=16, title="Xen full EFI support")
TEXT = "Boot the whole machine from one flash drive in seconds, and measure how long each step of that takes"
BOOT = CandidateTopic(where=CandidateOrigin.EVENT, number=3, title="Boot", description=TEXT)


def found(title: str, description: str = "", contacts: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    likeness = CandidateTopics((PERF, EFI, BOOT)).like(title, description, contacts)
    return [(each.other.number, str(each.evidence)) for each in likeness]


@pytest.mark.parametrize(
    ("title", "contacts", "expected"),
    [
        ("xen  PERF support", ("wei.liu",), [(15, "the titles are equal, both name wei.liu")]),
        ("Perf support for Xen", (), [(15, "both titles say “Xen perf support”")]),
        ("Support for EFI, in full", (), [(16, "both titles say “full EFI support”")]),
        ("Xen on a toaster", (), []),
        ("", (), []),
    ],
)
def test_titles_that_say_the_same_are_found(
    title: str, contacts: tuple[str, ...], expected: list[tuple[int, str]]
) -> None:
    assert found(title, contacts=contacts) == expected


def test_a_long_description_says_by_itself_that_two_topics_are_one() -> None:
    assert found("Start from a stick", TEXT) == [(3, "the descriptions are the same")]
    assert found("Start from a stick", "Boot") == []


def test_nobody_is_asked_twice_about_one_topic_and_this_page_comes_first() -> None:
    here = CandidateTopic(where=CandidateOrigin.PAGE, number=1, title="Perf")
    likely = [
        Similarity(other=each, degree=degree, evidence=message(""))
        for each, degree in ((PERF, 0.9), (here, 0.5))
    ]

    chosen = best_matches({1: likely, 2: likely})

    assert {n: each.other for n, each in chosen.items()} == {1: here, 2: PERF}


def test_a_thousand_topics_of_one_title_are_found_as_fast_as_ten() -> None:
    many = CandidateTopics(
        CandidateTopic(where=CandidateOrigin.ELSEWHERE, event="e", number=n, title=f"Xen support {n % 7}")
        for n in range(1000)
    )

    assert list(many.like("Something else", "", ())) == []
