"""The readiness report: how many topics are reviewed and complete, and how they are distributed."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hackathon.core.domain.topics import ReviewState
from hackathon.core.text.collation import sort_key
from hackathon.core.text.messages import message
from hackathon.topics.labels import NOT_REVIEWED, REVIEW_STATES

TOO_MANY = 3
"""A contact with more topics than this is listed as overloaded."""

NEEDED = ("area", "description", "outcomes", "skills", "difficulty", "contacts")
"""The fields that a complete topic has; the area is required only if the event has areas."""

OTHERS = str(message("Not specified"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFacts:
    """The data of one topic that the report counts; `wanted` is the number of interested people."""

    number: int
    title: str
    address: str
    area: str
    state: ReviewState | None
    difficulty: str
    skills: str
    description: str
    outcomes: str
    contacts: tuple[str, ...]
    wanted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A label with a count."""

    name: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """The counts of the report, each list ordered by size, then name."""

    topics: tuple[TopicFacts, ...]
    by_state: tuple[Count, ...]
    by_area: tuple[Count, ...]
    by_difficulty: tuple[Count, ...]
    by_skill: tuple[Count, ...]
    by_contact: tuple[Count, ...]

    @property
    def reviewed(self) -> int:
        """The number of topics marked as reviewed."""
        return sum(topic.state is ReviewState.REVIEWED for topic in self.topics)

    @property
    def incomplete(self) -> tuple[tuple[TopicFacts, tuple[str, ...]], ...]:
        """The incomplete topics by number, each with the names of its missing fields."""
        has_areas = any(topic.area for topic in self.topics)
        needed = [name for name in NEEDED if name != "area" or has_areas]
        lacking = (
            (topic, tuple(name for name in needed if not getattr(topic, name))) for topic in self.topics
        )
        return tuple((topic, missing) for topic, missing in lacking if missing)

    @property
    def overloaded(self) -> tuple[Count, ...]:
        """The contacts with too many topics."""
        return tuple(count for count in self.by_contact if count.number > TOO_MANY)

    @property
    def by_interest(self) -> tuple[TopicFacts, ...]:
        """The topics, the most popular first."""
        return tuple(sorted(self.topics, key=lambda topic: (-topic.wanted, topic.number)))

    def as_json(self) -> dict[str, Any]:
        """Return the report as a JSON-compatible dictionary."""
        return {
            "topics": len(self.topics),
            "reviewed": self.reviewed,
            "complete": len(self.topics) - len(self.incomplete),
            "missing": {str(topic.number): list(missing) for topic, missing in self.incomplete},
            "by_state": _as_json(self.by_state),
            "by_area": _as_json(self.by_area),
            "by_difficulty": _as_json(self.by_difficulty),
            "by_skill": _as_json(self.by_skill),
            "by_contact": _as_json(self.by_contact),
            "overloaded": [count.name for count in self.overloaded],
            "without_contact": [topic.number for topic in self.topics if not topic.contacts],
            "interest": {str(topic.number): topic.wanted for topic in self.by_interest},
        }


def readiness(topics: Iterable[TopicFacts]) -> Readiness:
    """Return the report on a list of topics, leaving out withdrawn ones."""
    proposed = sorted(
        (topic for topic in topics if topic.state is not ReviewState.WITHDRAWN),
        key=lambda topic: topic.number,
    )
    return Readiness(
        topics=tuple(proposed),
        by_state=_counted(_state(topic.state) for topic in proposed),
        by_area=_counted(topic.area or OTHERS for topic in proposed),
        by_difficulty=_counted(topic.difficulty.strip() or OTHERS for topic in proposed),
        by_skill=_counted(skill for topic in proposed for skill in skills_of(topic.skills)),
        by_contact=_counted(name for topic in proposed for name in topic.contacts),
    )


def skills_of(text: str) -> Sequence[str]:
    """Return the skills listed in a text, separated by commas, semicolons, line breaks or "and".

    Entries of more than four words are taken for sentences and left out.
    """
    parts = (part.strip(" .*-\t") for part in re.split(r"[,;\n]|\band\b", text))
    skills = {part.casefold(): part for part in parts if part and len(part.split()) <= 4}
    return sorted(skills.values(), key=sort_key)


def _state(state: ReviewState | None) -> str:
    return str(NOT_REVIEWED if state is None else REVIEW_STATES[state])


def _counted(names: Iterable[str]) -> tuple[Count, ...]:
    counter = Counter(names)
    ordered = sorted(counter.items(), key=lambda item: (-item[1], sort_key(item[0])))
    return tuple(Count(name=name, number=number) for name, number in ordered)


def _as_json(counts: Iterable[Count]) -> dict[str, int]:
    return {count.name: count.number for count in counts}
