"""The choices of a vote and their weights."""

from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.text.messages import message


class Choice(StrEnum):
    """A person's answer to a topic."""

    MUST = "must"
    WILL = "will"
    MAYBE = "maybe"


class UnlistedVotes(StrEnum):
    """When votes of people who are not on the event's list count; imported votes always count."""

    REGISTRATION = "registration"
    """While anyone may register."""
    ALWAYS = "always"
    LISTED = "listed"
    """Only once an organizer has added them to the list."""


IN_WORDS = {
    Choice.MUST: message("must"),
    Choice.WILL: message("will attend"),
    Choice.MAYBE: message("maybe"),
}
"""The label of each answer, shown beside a topic with that vote."""


MOST_WEIGHT = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weight of each answer in planning; whole numbers, a larger one is wanted more."""

    must: int = 4
    will: int = 2
    maybe: int = 1

    def __post_init__(self) -> None:
        for choice in Choice:
            if not 0 < self.of(choice) <= MOST_WEIGHT:
                raise ValueError(
                    f"the weight of '{choice}' is {self.of(choice)}; it must be between 1 and {MOST_WEIGHT}"
                )

    def of(self, choice: Choice) -> int:
        """Return the weight of one answer."""
        return {Choice.MUST: self.must, Choice.WILL: self.will, Choice.MAYBE: self.maybe}[choice]
