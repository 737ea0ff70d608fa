"""A merge plan: what would change if a page came in, as values that can be shown, counted and compared."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hackathon.domain.attendance import Status
from hackathon.domain.wiki.event import PageMilestone
from hackathon.domain.wiki.merging.identities import Identity, Reason
from hackathon.domain.wiki.merging.outcomes import Change, Fate, Outcome
from hackathon.domain.wiki.merging.records import Said
from hackathon.domain.wiki.merging.recurring import Likeness, Other
from hackathon.domain.wiki.page import Page, PageAttendee, PageTopic, Question
from hackathon.domain.wiki.report import as_truth


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field in which the page and our record differ, side by side."""

    field: str
    ours: str
    page: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidPlan:
    """A vote or a comment of the page; `changed` is a vote that is later than ours.

    `gone`: it stood on the page when that was last read, and stays here.
    """

    said: Said
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """That a topic may be one that we have already, and what happens to it then, or otherwise.

    `merged` is what happens if it is one at this event, `apart` if it is another. `is_merged` is which of the
    two is done unless somebody chooses: topics of equal titles at one event are one.
    """

    likeness: Likeness
    merged: "TopicPlan | None" = None
    apart: "TopicPlan | None" = None
    is_merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPlan:
    """A topic; `number` is ours (None while it is new), `topic` the page's (None where it is gone).

    `unites`: the contacts of the page join ours instead of taking their place. `fate` and `other` are what
    was decided of a topic that we have already, and which that is.
    """

    number: int | None
    title: str
    change: Change
    topic: PageTopic | None = None
    fields: tuple[FieldChange, ...] = ()
    said: tuple[SaidPlan, ...] = ()
    same: Same | None = None
    unites: bool = False
    fate: Fate | None = None
    other: Other | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    """A person of the attendee lists; `ours` is the status that we have, `outcome` whose counts."""

    name: str
    change: Change
    attendee: PageAttendee | None = None
    ours: Status | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPlan:
    """Two identities that may be one person: an organizer decides whether `joined` becomes `into`."""

    joined: Identity
    into: Identity
    reason: Reason
    evidence: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonePlan:
    """A named date of the page."""

    milestone: PageMilestone
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """All that would change. `slug` is the event's, None while there is no event."""

    slug: str | None
    facts: tuple[FieldChange, ...]
    topics: tuple[TopicPlan, ...]
    people: tuple[PersonPlan, ...]
    milestones: tuple[MilestonePlan, ...]
    joined: tuple[Identity, ...]
    proposed: tuple[JoinPlan, ...]
    questions: tuple[Question, ...]

    @property
    def votes(self) -> tuple[SaidPlan, ...]:
        """All votes of the page."""
        return tuple(said for topic in self.topics for said in topic.said if said.said.choice)

    @property
    def comments(self) -> tuple[SaidPlan, ...]:
        """All comments of the page."""
        return tuple(said for topic in self.topics for said in topic.said if not said.said.choice)

    @property
    def conflicts(self) -> tuple[tuple[str, FieldChange], ...]:
        """The fields that changed on both sides, each with the title of its topic."""
        return tuple(
            (topic.title, field)
            for topic in self.topics
            for field in topic.fields
            if field.outcome is Outcome.CONFLICT
        )

    @property
    def changes_nothing(self) -> bool:
        """Whether all of the page is here already."""
        things = (self.topics, self.people, self.milestones, self.votes, self.comments, self.proposed)
        is_still = all(each.change.is_still for kind in things for each in kind)
        if any(topic.fate or topic.unites for topic in self.topics):
            return False
        return is_still and not any(fact.outcome is Outcome.TAKEN for fact in self.facts)

    @property
    def digest(self) -> str:
        """The plan in 64 letters: two plans that would do the same have the same."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    def summary(self) -> str:
        """Return the plan in one line: "16 new topics, 10 new votes"."""
        parts = list(self._counted())
        return ", ".join(parts) if parts else "nothing new"

    def _counted(self) -> Iterator[str]:
        for one, many, things in (
            ("topic", "topics", self.topics),
            ("vote", "votes", self.votes),
            ("comment", "comments", self.comments),
            ("person", "people", self.people),
            ("date", "dates", self.milestones),
        ):
            for change in (Change.NEW, Change.CHANGED):
                if number := _count(things, change):
                    yield f"{number} {change.value} {one if number == 1 else many}"
        if withdrawn := _count(self.topics, Change.WITHDRAWN):
            yield f"{withdrawn} topic{'' if withdrawn == 1 else 's'} withdrawn"
        for one, many, gone_from in (
            ("topic", "topics", self.topics),
            ("vote", "votes", self.votes),
            ("comment", "comments", self.comments),
        ):
            if gone := _count(gone_from, Change.GONE):
                yield f"{gone} {one if gone == 1 else many} no longer on the page"
        if left := _count(self.topics, Change.LEFT):
            yield f"{left} topic{'' if left == 1 else 's'} left out"
        if both := len(self.conflicts):
            yield f"{both} field{'' if both == 1 else 's'} changed on both sides"

    def as_json(self) -> dict[str, Any]:
        """Return the plan as JSON can hold it."""
        return {
            "event": {"slug": self.slug, "fields": [_field(fact) for fact in self.facts]},
            "topics": [_topic(topic) for topic in self.topics],
            "people": [_person(person) for person in self.people],
            "milestones": [
                {"what": each.milestone.what, "change": each.change.value} for each in self.milestones
            ],
            "joins": {
                "made": [
                    {"name": each.name, "as": [mention.source.value for mention in each.mentions]}
                    for each in self.joined
                ],
                "proposed": [_join(join) for join in self.proposed],
            },
            "questions": [question.text for question in self.questions],
            "changes_nothing": self.changes_nothing,
        }


def document(page: Page, plan: MergePlan) -> dict[str, Any]:
    """Return the page as it was read with, as `merge`, what it changes: what `import --json` prints."""
    return {**as_truth(page), "merge": plan.as_json()}


def _count(things: Iterable[Any], change: Change) -> int:
    return sum(each.change is change for each in things)


def _field(change: FieldChange) -> dict[str, Any]:
    return {
        "field": change.field,
        "ours": change.ours,
        "page": change.page,
        "outcome": change.outcome.value,
    }


def _topic(plan: TopicPlan) -> dict[str, Any]:
    return {
        "number": plan.number,
        "title": plan.title,
        "change": plan.change.value,
        "same": _same(plan),
        "fields": [_field(field) for field in plan.fields],
        "votes": [
            {**_said(each), "choice": each.said.choice.value} for each in plan.said if each.said.choice
        ],
        "comments": [{**_said(each), "text": each.said.text} for each in plan.said if not each.said.choice],
    }


def _same(plan: TopicPlan) -> dict[str, Any] | None:
    if plan.same is None:
        return None
    other = plan.same.likeness.other
    return {
        "event": other.event,
        "number": other.number,
        "title": other.title,
        "where": other.where.value,
        "evidence": plan.same.likeness.evidence,
        "is_merged": plan.same.is_merged,
    }


def _said(plan: SaidPlan) -> dict[str, Any]:
    at = plan.said.at
    return {
        "author": plan.said.author,
        "at": at.isoformat() if at else None,
        "change": plan.change.value,
    }


def _person(plan: PersonPlan) -> dict[str, Any]:
    return {
        "name": plan.name,
        "affiliation": plan.attendee.affiliation if plan.attendee else None,
        "status": plan.attendee.status.value if plan.attendee else None,
        "change": plan.change.value,
        "ours": plan.ours.value if plan.ours else None,
        "outcome": plan.outcome.value if plan.outcome else None,
    }


def _join(plan: JoinPlan) -> dict[str, Any]:
    return {
        "joined": plan.joined.name,
        "into": plan.into.name,
        "reason": plan.reason.value,
        "evidence": plan.evidence,
        "change": plan.change.value,
    }
