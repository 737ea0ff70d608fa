"""A merge plan: what an import would change, as values to show, count and compare."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hackathon.core.domain.attendance import Status
from hackathon.core.text.messages import Message, listed, message, plural_message, plural_of
from hackathon.pages.merge.counts import COUNTS
from hackathon.pages.merge.identities import Identity, MatchReason
from hackathon.pages.merge.outcomes import Change, Outcome, SameTopicChoice
from hackathon.pages.merge.records import Response
from hackathon.pages.merge.similar_topics import CandidateTopic, Similarity
from hackathon.pages.model.event import PageMilestone
from hackathon.pages.model.page import Page, PageAttendee, PageTopic
from hackathon.pages.model.questions import Question
from hackathon.pages.report import page_as_json


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field in which the page and the event differ, side by side."""

    field: str
    ours: str
    page: str
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsePlan:
    """A vote or a comment of the page. `changed`: a vote later than ours.

    `gone`: it was on the page when that was last read, and stays here.
    """

    response: Response
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class SameTopic:
    """A topic that we may already have, with the plan for either answer.

    `merged` is the plan if it is the same topic of this event, `apart` if it is not. `is_merged` is the
    default: topics with equal titles in one event are the same.
    """

    likeness: Similarity
    merged: "TopicPlan | None" = None
    apart: "TopicPlan | None" = None
    is_merged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPlan:
    """A topic. `number` is ours (None if it is new), `topic` the page's (None if it is gone).

    `unites`: the page's contacts are added to ours instead of replacing them. `fate` and `other` record
    what was decided about a topic that we already have, and which one it is.
    """

    number: int | None
    title: str
    change: Change
    topic: PageTopic | None = None
    fields: tuple[FieldChange, ...] = ()
    responses: tuple[ResponsePlan, ...] = ()
    same: SameTopic | None = None
    unites: bool = False
    fate: SameTopicChoice | None = None
    other: CandidateTopic | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPlan:
    """A person of the attendee lists. `ours` is our status, `outcome` says which one counts."""

    name: str
    change: Change
    attendee: PageAttendee | None = None
    ours: Status | None = None
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMergePlan:
    """Two identities that may be one person. An organizer decides whether to merge `joined` into `into`."""

    joined: Identity
    into: Identity
    reason: MatchReason
    evidence: Message
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonePlan:
    """A milestone of the page."""

    milestone: PageMilestone
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """Everything that would change. `slug` is the event's; None if there is no event yet."""

    slug: str | None
    facts: tuple[FieldChange, ...]
    topics: tuple[TopicPlan, ...]
    people: tuple[PersonPlan, ...]
    milestones: tuple[MilestonePlan, ...]
    joined: tuple[Identity, ...]
    proposed: tuple[PersonMergePlan, ...]
    questions: tuple[Question, ...]

    @property
    def votes(self) -> tuple[ResponsePlan, ...]:
        """All votes of the page."""
        return tuple(
            response for topic in self.topics for response in topic.responses if response.response.choice
        )

    @property
    def comments(self) -> tuple[ResponsePlan, ...]:
        """All comments of the page."""
        return tuple(
            response for topic in self.topics for response in topic.responses if not response.response.choice
        )

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
        """Whether the event already has everything on the page."""
        things = (self.topics, self.people, self.milestones, self.votes, self.comments, self.proposed)
        is_still = all(thing.change.is_still for kind in things for thing in kind)
        if any(topic.fate or topic.unites for topic in self.topics):
            return False
        return is_still and not any(fact.outcome is Outcome.TAKEN for fact in self.facts)

    @property
    def digest(self) -> str:
        """A SHA-256 of the plan. Plans that do the same have the same digest."""
        return hashlib.sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()

    def summary(self) -> str:
        """Return the plan in one line of English, such as "16 new topics, 10 new votes"."""
        return str(self.summary_message())

    def summary_message(self) -> Message:
        """Return the plan in one line, to be translated."""
        return listed(tuple(self._counted())) or message("nothing new")

    def _counted(self) -> Iterator[Message]:
        kinds: dict[str, Iterable[Any]] = {
            "topic": self.topics,
            "vote": self.votes,
            "comment": self.comments,
            "person": self.people,
            "date": self.milestones,
        }
        for (kind, change), known in COUNTS.items():
            if number := _count(kinds[kind], change):
                yield plural_of(known, number)
        if both := len(self.conflicts):
            yield plural_message(
                "%(number)s field changed on both sides", "%(number)s fields changed on both sides", both
            )

    def as_json(self) -> dict[str, Any]:
        """Return the plan as JSON."""
        return {
            "event": {"slug": self.slug, "fields": [_field(fact) for fact in self.facts]},
            "topics": [_topic(topic) for topic in self.topics],
            "people": [_person(person) for person in self.people],
            "milestones": [
                {"what": milestone.milestone.what, "change": milestone.change.value}
                for milestone in self.milestones
            ],
            "joins": {
                "made": [
                    {"name": identity.name, "as": [mention.source.value for mention in identity.mentions]}
                    for identity in self.joined
                ],
                "proposed": [_person_merge(merge) for merge in self.proposed],
            },
            "questions": [question.key for question in self.questions],
            "changes_nothing": self.changes_nothing,
        }


def import_document(page: Page, plan: MergePlan) -> dict[str, Any]:
    """Return the page as read, with the plan as `merge`: the output of `import --json`."""
    return {**page_as_json(page), "merge": plan.as_json()}


def _count(things: Iterable[Any], change: Change) -> int:
    return sum(thing.change is change for thing in things)


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
            {**_response(response), "choice": response.response.choice.value}
            for response in plan.responses
            if response.response.choice
        ],
        "comments": [
            {**_response(response), "text": response.response.text}
            for response in plan.responses
            if not response.response.choice
        ],
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
        "evidence": str(plan.same.likeness.evidence),
        "is_merged": plan.same.is_merged,
    }


def _response(plan: ResponsePlan) -> dict[str, Any]:
    moment = plan.response.at
    return {
        "author": plan.response.author,
        "at": moment.isoformat() if moment else None,
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


def _person_merge(plan: PersonMergePlan) -> dict[str, Any]:
    return {
        "joined": plan.joined.name,
        "into": plan.into.name,
        "reason": plan.reason.value,
        "evidence": str(plan.evidence),
        "change": plan.change.value,
    }
