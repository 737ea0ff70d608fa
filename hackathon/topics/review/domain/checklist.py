"""The review checklist: its questions and possible answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class ReviewQuestion(StrEnum):
    """A question of the checklist; "yes" is always the good answer."""

    STARTABLE = "startable"
    """Someone can get started from this description."""
    DEFINED = "defined"
    """All terms and assumptions are explained."""
    FEASIBLE = "feasible"
    """It is feasible in the time available."""
    USEFUL = "useful"
    """It supports the goals of the event or programme."""
    COMPLETE = "complete"
    """Outcomes, steps and skills are listed."""


class ReviewAnswer(StrEnum):
    """A reviewer's answer to a question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedAnswer:
    """An answer with the reviewer's note."""

    answer: ReviewAnswer
    note: str = ""


Checklist = Mapping[ReviewQuestion, NotedAnswer]
"""One reviewer's answers to all questions."""


def open_questions(checklists: Iterable[Checklist]) -> tuple[ReviewQuestion, ...]:
    """Return the questions that not everyone answered with yes, in the order of the checklist."""
    doubted = {
        question
        for checklist in checklists
        for question, said in checklist.items()
        if said.answer is not ReviewAnswer.YES
    }
    return tuple(question for question in ReviewQuestion if question in doubted)
