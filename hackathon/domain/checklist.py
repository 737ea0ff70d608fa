"""What a reviewer asks of a topic, and what they may answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Question(StrEnum):
    """One question of the checklist; "yes" is always what one hopes for."""

    STARTABLE = "startable"
    """Somebody can start from this description."""
    DEFINED = "defined"
    """Nothing is assumed in silence, and no term is left unexplained."""
    FEASIBLE = "feasible"
    """It can be done in the time there is."""
    USEFUL = "useful"
    """It serves the goals of the event or programme."""
    COMPLETE = "complete"
    """Outcomes, steps and skills are there."""


class Answer(StrEnum):
    """What a reviewer says to a question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer, and what the reviewer wrote beside it."""

    answer: Answer
    note: str = ""


Checklist = Mapping[Question, Said]
"""What one reviewer says to every question."""


def open_questions(checklists: Iterable[Checklist]) -> tuple[Question, ...]:
    """Return the questions to which anybody did not say yes, in the order of the checklist."""
    doubted = {
        question
        for checklist in checklists
        for question, said in checklist.items()
        if said.answer is not Answer.YES
    }
    return tuple(question for question in Question if question in doubted)
