"""Turns the answer to a question into corrections, of whole kinds if possible, else of lines."""

from collections.abc import Iterator

from hackathon.pages.model.questions import Question, QuestionSubject
from hackathon.pages.recognition.answers import NO, YES
from hackathon.pages.recognition.corrections.operations import (
    Answer,
    Correction,
    MapLabel,
    Role,
    TakeAs,
)
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.understanding import Understanding

_ROLES = {YES: Role.TOPICS, NO: Role.SECTIONS}


def corrections_of(understanding: Understanding, said: str) -> tuple[Correction, ...]:
    """Return the corrections for an answer such as "topics:12=no"; empty for an unknown question."""
    key, _, answer = said.partition("=")
    question = next((each for each in understanding.page.questions if each.key == key), None)
    if question is None or not answer:
        return ()
    if question.about is QuestionSubject.COLUMNS:
        # The columns' meanings are the answer, and part of the layout.
        return tuple(_columns(question, answer))
    roles = tuple(_roles(understanding, question, answer)) if question.about is QuestionSubject.TOPICS else ()
    return (*roles, Answer(question=key, answer=answer))


def _roles(understanding: Understanding, question: Question, answer: str) -> Iterator[TakeAs]:
    """Yield the new role of each of a question's lines that has another one now."""
    role, asked = _ROLES.get(answer), set(question.lines)
    if role is None:
        return
    for guess in understanding.collections:
        members = [member for member in guess.members if member.line in asked and member.role is not role]
        if members and len(members) == len(guess.members):
            yield TakeAs(collection=guess.key, role=role)
        else:
            for member in members:
                yield TakeAs(collection=f"line:{member.line}", role=role)


def _columns(question: Question, title: str) -> Iterator[MapLabel]:
    """Yield which column is the title; the others become separate fields."""
    if title in question.proposals:
        others = (header for header in question.proposals if header != title)
        yield MapLabel(label=title, field=Field.TITLE)
        yield from (MapLabel(label=header, field=Field.OTHER) for header in others)
