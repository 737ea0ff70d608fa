"""The decisions in a merge plan, and the plan that results from them.

The key of a decision depends only on the page and the plan, so a form needs to send nothing else: the
plan is computed again from the page, and keys that are not in it are ignored.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message
from hackathon.pages.merge.outcomes import Change, Outcome, SameTopicChoice
from hackathon.pages.merge.person_matches import proposed_merges
from hackathon.pages.merge.plan import (
    FieldChange,
    MergePlan,
    MilestonePlan,
    PersonPlan,
    ResponsePlan,
    TopicPlan,
)
from hackathon.pages.merge.similar_topics import CandidateOrigin

EVENT = "event"
"""Before a field of the event itself, where a topic's fields have the topic."""


class Option(StrEnum):
    """The possible answers."""

    OURS = "ours"
    PAGE = "page"
    TAKE = "take"
    LEAVE = "leave"
    KEEP = "keep"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    LINK = "link"
    APART = "apart"


FIELD_OPTIONS = (Option.OURS, Option.PAGE)
CHECKBOX_OPTIONS = (Option.TAKE, Option.LEAVE)
GONE_OPTIONS = (Option.KEEP, Option.WITHDRAW)
SAME_TOPIC_OPTIONS = (Option.MERGE, Option.LINK, Option.APART)
RENAMED_OPTIONS = (Option.MERGE, Option.APART)

Choices = Mapping[str, Option]
"""What was chosen, by the key of the decision; what is not in it goes the safe way."""

_COMES = (Change.NEW, Change.CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision: its key, the options, and the default, which never overwrites our own data."""

    key: str
    options: tuple[Option, ...]
    default: Option

    @property
    def is_tick(self) -> bool:
        """Whether this is a checkbox, which browsers do not send when it is unchecked."""
        return self.options == CHECKBOX_OPTIONS


def topic_key(topic: TopicPlan) -> str:
    """Return the key of a topic: its position on the page, or its number if it is gone from the page."""
    return f"topic-{topic.topic.n}" if topic.topic else f"gone-{topic.number}"


def responses_key(topic: TopicPlan) -> str:
    """Return the key of the new votes and comments on a topic."""
    return f"said-{topic.topic.n}" if topic.topic else ""


def same_topic_key(topic: TopicPlan) -> str:
    """Return the key of the question whether a topic already exists."""
    return f"same-{topic.topic.n}" if topic.topic else ""


def field_key(owner: str, field: FieldChange) -> str:
    """Return the key of a field of a topic or of the event."""
    return f"{owner}.{field.field.replace(' ', '-')}"


def person_key(place: int) -> str:
    """Return the key of a person by their position in the plan."""
    return f"person-{place}"


def milestone_key(place: int) -> str:
    """Return the key of a milestone by its position in the plan."""
    return f"date-{place}"


def decisions(plan: MergePlan) -> Iterator[Decision]:
    """Yield every decision in a plan."""
    yield from (_of_field(EVENT, fact) for fact in plan.facts)
    for topic in plan.topics:
        yield from _of_topic(topic)
    comes = [
        *((person_key(place), person.change) for place, person in enumerate(plan.people)),
        *((milestone_key(place), milestone.change) for place, milestone in enumerate(plan.milestones)),
    ]
    yield from (_of_tick(key, change) for key, change in comes if change in (*_COMES, Change.LEFT_OUT))


def _of_topic(topic: TopicPlan) -> Iterator[Decision]:
    key = topic_key(topic)
    if topic.same:
        options = (
            RENAMED_OPTIONS if topic.same.likeness.other.where is CandidateOrigin.PAGE else SAME_TOPIC_OPTIONS
        )
        default = Option.MERGE if topic.same.is_merged else Option.APART
        yield Decision(key=same_topic_key(topic), options=options, default=default)
    if topic.change in (Change.NEW, Change.LEFT_OUT):
        yield _of_tick(key, topic.change)
    elif topic.change is Change.NOT_ON_PAGE:
        yield Decision(key=key, options=GONE_OPTIONS, default=Option.KEEP)
    yield from (_of_field(key, field) for field in topic.fields)
    if topic.change is not Change.NEW and any(response.change in _COMES for response in topic.responses):
        yield _of_tick(responses_key(topic), Change.NEW)


def _of_field(owner: str, field: FieldChange) -> Decision:
    default = Option.PAGE if field.outcome is Outcome.TAKEN else Option.OURS
    return Decision(key=field_key(owner, field), options=FIELD_OPTIONS, default=default)


def _of_tick(key: str, change: Change) -> Decision:
    return Decision(
        key=key, options=CHECKBOX_OPTIONS, default=Option.LEAVE if change is Change.LEFT_OUT else Option.TAKE
    )


def choices_from_form(plan: MergePlan, sent: Mapping[str, str]) -> Choices:
    """Return the choices in a submitted form. A missing checkbox is unchecked, the rest keeps its default."""
    chosen = {}
    for decision in decisions(plan):
        answer = sent.get(decision.key, "")
        if answer in decision.options:
            chosen[decision.key] = Option(answer)
        elif decision.is_tick:
            chosen[decision.key] = Option.LEAVE
    return chosen


def form_answers(plan: MergePlan, choices: Mapping[str, str]) -> dict[str, str]:
    """Return the form data that would make only these choices.

    Raises BadEntry for a key or an option that the plan does not have.
    """
    known = {decision.key: decision for decision in decisions(plan)}
    for key, option in choices.items():
        if key not in known:
            raise BadEntry(
                message(
                    "This import has no choice named %(key)s. List the choices with --dry-run --json.",
                    key=key,
                )
            )
        if option not in known[key].options:
            options = ", ".join(known[key].options)
            raise BadEntry(
                message(
                    "%(key)s must be one of %(options)s, not %(option)s.",
                    key=key,
                    options=options,
                    option=option,
                )
            )
    return {key: decision.default.value for key, decision in known.items() if decision.is_tick} | dict(
        choices
    )


def decisions_as_json(plan: MergePlan) -> list[dict[str, Any]]:
    """Return every decision as JSON."""
    return [
        {
            "key": decision.key,
            "options": [option.value for option in decision.options],
            "default": decision.default.value,
        }
        for decision in decisions(plan)
    ]


def apply_choices(plan: MergePlan, chosen: Choices) -> MergePlan:
    """Return the plan with these choices applied."""
    topics = _without_renamed(tuple(_topic(_one_or_two(topic, chosen), chosen) for topic in plan.topics))
    people = tuple(_person(person, chosen.get(person_key(n))) for n, person in enumerate(plan.people))
    dates = tuple(
        _milestone(milestone, chosen.get(milestone_key(n))) for n, milestone in enumerate(plan.milestones)
    )
    facts = tuple(_field(EVENT, fact, chosen) for fact in plan.facts)
    after = replace(plan, topics=topics, people=people, milestones=dates, facts=facts)
    return replace(after, proposed=proposed_merges(after))


def _one_or_two(topic: TopicPlan, chosen: Choices) -> TopicPlan:
    """Return the plan for a topic after deciding whether it is one that we already have."""
    choice = chosen.get(same_topic_key(topic))
    if topic.same is None or choice is None:
        return topic
    other = topic.same.likeness.other
    if choice is Option.MERGE and topic.same.merged:
        return topic.same.merged
    if chosen.get(topic_key(topic)) is Option.LEAVE:
        return topic
    apart = topic.same.apart or topic
    match choice:
        case Option.MERGE:
            return replace(apart, fate=SameTopicChoice.MERGE, other=other)
        case Option.LINK:
            return replace(apart, fate=SameTopicChoice.LINK, other=other)
    return apart


def _without_renamed(topics: tuple[TopicPlan, ...]) -> tuple[TopicPlan, ...]:
    """Drop topics from the missing ones that are on the page under a new title."""
    here = {topic.number for topic in topics if topic.topic}
    return tuple(topic for topic in topics if topic.topic or topic.number not in here)


def _topic(topic: TopicPlan, chosen: Choices) -> TopicPlan:
    key = topic_key(topic)
    match chosen.get(key):
        case Option.WITHDRAW:
            return replace(topic, change=Change.WITHDRAWN)
        case Option.LEAVE if topic.number is None:
            return left_out(topic)
        case Option.TAKE if topic.number is None:
            return replace(
                topic,
                change=Change.NEW,
                responses=tuple(_with_response(response) for response in topic.responses),
            )
    responses = topic.responses
    if chosen.get(responses_key(topic)) is Option.LEAVE:
        responses = tuple(_without_response(response) for response in responses)
    fields = tuple(_field(key, field, chosen) for field in topic.fields)
    return replace(topic, fields=fields, responses=responses, change=change_of(topic.change, fields))


def change_of(change: Change, fields: tuple[FieldChange, ...]) -> Change:
    """Return whether an existing topic changes, given the outcomes of its fields."""
    if change not in (Change.SAME, Change.CHANGED):
        return change
    is_taken = any(field.outcome is Outcome.TAKEN for field in fields)
    return Change.CHANGED if is_taken else Change.SAME


def _field(owner: str, field: FieldChange, chosen: Choices) -> FieldChange:
    match chosen.get(field_key(owner, field)):
        case Option.PAGE:
            return replace(field, outcome=Outcome.TAKEN)
        case Option.OURS:
            return replace(field, outcome=Outcome.KEPT)
    return field


def left_out(topic: TopicPlan) -> TopicPlan:
    """Return the plan for a new topic that is left out, together with its votes and comments."""
    return replace(
        topic,
        change=Change.LEFT_OUT,
        responses=tuple(_without_response(response) for response in topic.responses),
    )


def _with_response(response: ResponsePlan) -> ResponsePlan:
    return replace(response, change=Change.NEW) if response.change is Change.LEFT_OUT else response


def _without_response(response: ResponsePlan) -> ResponsePlan:
    return replace(response, change=Change.LEFT_OUT) if response.change in _COMES else response


def _person(person: PersonPlan, choice: Option | None) -> PersonPlan:
    match choice:
        case Option.LEAVE:
            return replace(person, change=Change.LEFT_OUT, outcome=Outcome.KEPT if person.outcome else None)
        case Option.TAKE if person.change is Change.LEFT_OUT:
            return replace(person, change=Change.NEW)
    return person


def _milestone(milestone: MilestonePlan, choice: Option | None) -> MilestonePlan:
    match choice:
        case Option.LEAVE:
            return replace(milestone, change=Change.LEFT_OUT)
        case Option.TAKE:
            return replace(milestone, change=Change.NEW)
    return milestone
