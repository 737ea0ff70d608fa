"""The questions that a page leaves open, as few as say it: one for each kind of doubt."""

from collections.abc import Iterator, Sequence

from hackathon.core.domain.attendance import EventKind
from hackathon.pages.model.page import Page
from hackathon.pages.model.questions import Question, QuestionSubject
from hackathon.pages.recognition.collections.layout_values import Member, PageLayout
from hackathon.pages.recognition.corrections.operations import Role
from hackathon.pages.recognition.people.page_people import PagePeople
from hackathon.pages.recognition.questions import event_questions
from hackathon.pages.recognition.topics.topic_build import BuiltTopic

_MOST_PROPOSALS = 100


def questions_of(
    page: Page, built: Sequence[BuiltTopic], layout: PageLayout, people: PagePeople, dropped: Sequence[Member]
) -> tuple[Question, ...]:
    """Return all questions, the event's first."""
    about_event = event_questions(page) if page.event or page.kind is EventKind.HACKATHON else ()
    return (
        *about_event,
        *_about_topics(layout, dropped),
        *_about_contacts(built),
        *_about_votes(built),
        *_about_people(people),
        *_about_unplaced(page),
    )


def _about_topics(layout: PageLayout, dropped: Sequence[Member]) -> Iterator[Question]:
    doubtful = [member for member in layout.members if member.is_doubtful and member.role is Role.TOPICS]
    if doubtful:
        yield _asked(
            doubtful,
            "have nothing but their place on the page to tell them by. Are they topics?",
            "has nothing but its place on the page to tell it by. Is it a topic?",
        )
    if dropped:
        yield _asked(
            dropped,
            "stand below a heading such as “Withdrawn” and were left out. Are they topics?",
            "stands below a heading such as “Withdrawn” and was left out. Is it a topic?",
        )
    levels = {
        member.kind
        for member in layout.members
        if member.role is Role.TOPICS and member.kind.startswith("heading")
    }
    other = [
        member
        for member in layout.members
        if member.role is Role.SECTIONS
        and member.reason == "nothing"
        and (member.kind in levels or not levels)
    ]
    if other and (levels or len(other) > 2):
        yield _asked(other, "were not taken for topics. Are they?", "was not taken for a topic. Is it one?")


def _asked(members: Sequence[Member], several: str, one: str) -> Question:
    first = members[0]
    text = f"{len(members)} lines {several}" if len(members) > 1 else f"“{first.text}” {one}"
    return Question(
        about=QuestionSubject.TOPICS,
        text=text,
        line=first.line,
        proposals=tuple(member.text for member in members[:_MOST_PROPOSALS]),
        lines=tuple(member.line for member in members),
    )


def _about_contacts(built: Sequence[BuiltTopic]) -> Iterator[Question]:
    for topic in built:
        if topic.is_open:
            text = f"“{topic.topic.title}” names nobody yet. Who is the contact?"
            yield Question(about=QuestionSubject.CONTACT, text=text, line=topic.topic.line)
        for line, words in topic.unread_contacts:
            text = f"“{topic.topic.title}”: who is meant by “{words[:200]}”?"
            yield Question(about=QuestionSubject.CONTACT, text=text, line=line, proposals=(words[:200],))


def _about_votes(built: Sequence[BuiltTopic]) -> Iterator[Question]:
    counted = [topic.topic for topic in built if topic.topic.vote_count]
    if counted:
        text = (
            f"Topics whose votes are counted without names: {len(counted)}. No votes were imported for them."
        )
        yield Question(about=QuestionSubject.VOTES, text=text, line=counted[0].line)


def _about_people(people: PagePeople) -> Iterator[Question]:
    if people.unsure:
        text = (
            f"People not marked as coming: {len(people.unsure)}. They were taken as invited. Is that right?"
        )
        yield Question(about=QuestionSubject.ATTENDANCE, text=text, lines=tuple(people.unsure))


def _about_unplaced(page: Page) -> Iterator[Question]:
    if page.unplaced:
        text = f"Lines not recognised: {len(page.unplaced)}. They are kept with the page. Are they needed?"
        yield Question(about=QuestionSubject.UNPLACED, text=text, line=page.unplaced[0].line)
