"""What a page leaves open, as questions to a person."""

from dataclasses import dataclass
from enum import StrEnum


class QuestionSubject(StrEnum):
    """What a question is about."""

    TIME_ZONE = "time_zone"
    VENUE = "venue"
    DATES = "dates"
    DATE_OF_INSERT = "date_of_insert"
    EMPTY_TOPIC = "empty_topic"
    END_OF_PAGE = "end_of_page"
    UNPLACED = "unplaced"
    LEFT_OUT = "left_out"
    DUPLICATE = "duplicate"
    ATTENDANCE = "attendance"
    PRIVATE = "private"
    TOPICS = "topics"
    CONTACT = "contact"
    VOTES = "votes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something that a person must decide; `proposals` are guesses, never decisions.

    `lines` are all lines of the page that the question is about, where it is about several.
    """

    about: QuestionSubject
    text: str
    line: int | None = None
    proposals: tuple[str, ...] = ()
    lines: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What an answer names: the same however often the page is read."""
        return f"{self.about.value}:{self.line or 0}"
