"""The questions a page leaves open, as few as possible: one for each kind of doubt."""

from collections.abc import Iterator, Sequence

from hackathon.core.domain.attendance import EventKind
from hackathon.pages.model.page import Page
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
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
        yield _asked(QuestionKind.TOPICS_BY_PLACE_ONLY, doubtful)
    if dropped:
        yield _asked(QuestionKind.TOPICS_LEFT_OUT_BY_HEADING, dropped)
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
        and member.kind != "list"
        and (member.kind in levels or not levels)
    ]
    if other and (levels or len(other) > 2):
        yield _asked(QuestionKind.NOT_TAKEN_FOR_TOPICS, other)
    lists = [member for member in layout.members if member.is_doubtful and member.role is Role.SECTIONS]
    if lists:
        yield _asked(QuestionKind.NOT_TAKEN_FOR_TOPICS, lists)


def _asked(kind: QuestionKind, members: Sequence[Member]) -> Question:
    return Question(
        about=QuestionSubject.TOPICS,
        kind=kind,
        line=members[0].line,
        title=members[0].text,
        count=len(members),
        proposals=tuple(member.text for member in members[:_MOST_PROPOSALS]),
        lines=tuple(member.line for member in members),
    )


def _about_contacts(built: Sequence[BuiltTopic]) -> Iterator[Question]:
    for topic in built:
        if topic.is_open:
            yield Question(
                about=QuestionSubject.CONTACT,
                kind=QuestionKind.NO_CONTACT,
                line=topic.topic.line,
                title=topic.topic.title,
            )
        for line, words in topic.unread_contacts:
            yield Question(
                about=QuestionSubject.CONTACT,
                kind=QuestionKind.UNREAD_CONTACT,
                line=line,
                proposals=(words[:200],),
                title=topic.topic.title,
                quoted=words[:200],
            )


def _about_votes(built: Sequence[BuiltTopic]) -> Iterator[Question]:
    counted = [topic.topic for topic in built if topic.topic.vote_count]
    if counted:
        yield Question(
            about=QuestionSubject.VOTES,
            kind=QuestionKind.VOTES_WITHOUT_NAMES,
            line=counted[0].line,
            count=len(counted),
        )


def _about_people(people: PagePeople) -> Iterator[Question]:
    if people.unsure:
        yield Question(
            about=QuestionSubject.ATTENDANCE,
            kind=QuestionKind.NOT_MARKED_AS_COMING,
            lines=tuple(people.unsure),
            count=len(people.unsure),
        )


def _about_unplaced(page: Page) -> Iterator[Question]:
    if page.unplaced:
        yield Question(
            about=QuestionSubject.UNPLACED,
            kind=QuestionKind.UNKNOWN_LINES,
            line=page.unplaced[0].line,
            count=len(page.unplaced),
        )
