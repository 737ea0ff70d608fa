"""The sample that the project ships: the same facts as the real page, in our own words."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from hackathon.core.domain.attendance import EventKind
from hackathon.demo.samples import dublin
from hackathon.pages.model.page import CommentKind, Page, PageTopic
from hackathon.pages.model.questions import QuestionSubject
from hackathon.pages.readers.rendered.reader import read
from tests.pages.sample_pages import SEED, needs_real_page


@pytest.fixture(scope="module")
def page() -> Page:
    return read(dublin())


def of_kind(page: Page, kind: CommentKind) -> list[tuple[str | None, datetime | None]]:
    return [
        (said.author, said.stamp) for topic in page.topics for said in topic.comments if said.kind is kind
    ]


def test_the_page_says_what_it_is(page: Page) -> None:
    assert (page.title, page.site, page.kind) == ("Archived/Hackathon/May2013", "Xen", EventKind.HACKATHON)
    assert page.images == ("XenHackathon.png",)
    assert [line.words for line in page.chrome] == ["From Xen"]


def test_when_and_where_stand_in_one_sentence(page: Page) -> None:
    event = page.event
    assert event is not None

    assert (event.name, event.city, event.country) == ("Xen Hackathon", "Dublin", "Ireland")
    assert [(day.day, day.opens, day.closes) for day in event.days] == [
        (date(2013, 5, 16), time(9), time(17)),
        (date(2013, 5, 17), time(9), time(17)),
    ]


def test_everything_on_it_is_counted(page: Page) -> None:
    contacts = {person.name for topic in page.topics if topic.contact for person in topic.contact.people}

    assert len(page.topics) == 16
    assert len(contacts) == 13
    assert len(of_kind(page, CommentKind.WILL_ATTEND)) == 10
    assert len(of_kind(page, CommentKind.COMMENT)) == 2
    assert (len(page.confirmed), len(page.invited)) == (36, 2)
    assert page.unplaced == ()


def test_three_people_vote_on_one_line(page: Page) -> None:
    roadmap = page.topics[1]

    assert [(said.line, said.author, said.stamp) for said in roadmap.comments if said.is_vote] == [
        (52, "Lars.kurth", datetime(2013, 3, 2, 15, 27, tzinfo=UTC)),
        (52, "Ijc", datetime(2013, 3, 12, 14, 6, tzinfo=UTC)),
        (52, "Msw", datetime(2013, 4, 27, 22, 13, tzinfo=UTC)),
    ]


def test_only_what_the_page_does_not_say_is_asked(page: Page) -> None:
    assert [(question.about, question.proposals) for question in page.questions] == [
        (QuestionSubject.VENUE, ()),
        (QuestionSubject.TIME_ZONE, ("Europe/Dublin",)),
    ]


def facts(topic: PageTopic) -> PageTopic:
    """Return the topic without the words that are ours."""
    comments = tuple(replace(said, text="", line=0) for said in topic.comments)
    return replace(
        topic, line=0, difficulty=None, skills=None, description=None, outcomes=None, comments=comments
    )


@needs_real_page
def test_its_facts_are_those_of_the_real_page(page: Page) -> None:
    real = read(SEED.read_text(encoding="utf-8"))

    assert [facts(topic) for topic in page.topics] == [facts(topic) for topic in real.topics]
    assert [(person.name, person.affiliation, person.status) for person in page.attendees] == [
        (person.name, person.affiliation, person.status) for person in real.attendees
    ]
    assert [section.heading for section in page.sections] == [section.heading for section in real.sections]


def runs(text: str, *, words: int = 6) -> set[tuple[str, ...]]:
    plain = re.findall(r"[\w']+", re.sub(r"https?://\S+", " ", text).casefold())
    return {tuple(plain[n : n + words]) for n in range(len(plain) - words + 1)}


def own_words(topic: PageTopic) -> list[str]:
    texts = [topic.description, topic.outcomes, topic.skills]
    blocks = [block.text for text in texts if text and not text.is_placeholder for block in text.blocks]
    return [
        *blocks,
        topic.difficulty.raw if topic.difficulty else "",
        *(said.text for said in topic.comments),
    ]


@needs_real_page
def test_no_six_words_of_a_description_are_theirs(page: Page) -> None:
    real = read(SEED.read_text(encoding="utf-8"))
    theirs = {run for topic in real.topics for text in own_words(topic) for run in runs(text)}

    assert {run for topic in page.topics for text in own_words(topic) for run in runs(text)} & theirs == set()
