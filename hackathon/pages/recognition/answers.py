"""Applies a person's answers to a page's questions; each is one choice and can be undone."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from hackathon.core.domain.attendance import Status
from hackathon.pages.model.page import Contact, NamedPerson, Page, PageTopic
from hackathon.pages.model.questions import Question, QuestionSubject
from hackathon.pages.recognition.corrections.operations import Answer, Correction
from hackathon.pages.recognition.understanding import Understanding

YES, NO, KEEP = "yes", "no", "keep"
"""What most questions may be answered with; one for a time zone is answered with the zone."""


def with_answers(understanding: Understanding, corrections: tuple[Correction, ...]) -> Understanding:
    """Return the understanding with all corrections noted and the answers among them applied."""
    answers = answers_in(corrections)
    page = answered_page(understanding.page, answers) if answers else understanding.page
    return replace(understanding, page=page, corrections=corrections)


def answers_in(corrections: Iterable[Correction]) -> dict[str, str]:
    """Return the answers by their question; the last one counts."""
    return {each.question: each.answer for each in corrections if isinstance(each, Answer)}


def answered_page(page: Page, answers: Mapping[str, str]) -> Page:
    """Return the page as answered; a question that was answered is not asked again."""
    for question in page.questions:
        if question.key in answers:
            page = _answered(page, question, answers[question.key])
    left = tuple(question for question in page.questions if question.key not in answers)
    return replace(page, questions=left)


def _answered(page: Page, question: Question, answer: str) -> Page:
    match question.about:
        case QuestionSubject.TIME_ZONE if page.event and answer in question.proposals:
            return replace(page, event=replace(page.event, zone=answer))
        case QuestionSubject.CONTACT if answer == YES and question.proposals:
            return _with_contact(page, question)
        case QuestionSubject.ATTENDANCE if answer == YES:
            attendees = tuple(
                replace(person, status=Status.CONFIRMED) if person.line in question.lines else person
                for person in page.attendees
            )
            return replace(page, attendees=attendees)
        case _:
            return page


def _with_contact(page: Page, question: Question) -> Page:
    """Return the page with the words that were asked about as a contact of the topic in which they stand."""
    name = question.proposals[0]
    own = max((topic.line for topic in page.topics if topic.line <= (question.line or 0)), default=None)
    topics = (_with_person(topic, name) if topic.line == own else topic for topic in page.topics)
    return replace(page, topics=tuple(topics))


def _with_person(topic: PageTopic, name: str) -> PageTopic:
    known = topic.contact or Contact(label="Contact", raw=name, people=())
    return replace(topic, contact=replace(known, people=(*known.people, NamedPerson(name=name, email=None))))
