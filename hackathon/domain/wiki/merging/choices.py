"""What an organizer decides of a merge plan, thing by thing, and the plan as it is then carried out.

Every decision has a key that depends on the page and the plan alone, so a form needs to send nothing else:
the plan is made again from the page, and a key that is not in it means nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from hackathon.domain.errors import BadEntry
from hackathon.domain.wiki.merging.asking import asked
from hackathon.domain.wiki.merging.outcomes import Change, Fate, Outcome
from hackathon.domain.wiki.merging.plan import (
    FieldChange,
    MergePlan,
    MilestonePlan,
    PersonPlan,
    SaidPlan,
    TopicPlan,
)
from hackathon.domain.wiki.merging.recurring import Where

EVENT = "event"
"""Before a field of the event itself, where a topic's fields have the topic."""


class Option(StrEnum):
    """What may be chosen."""

    OURS = "ours"
    PAGE = "page"
    TAKE = "take"
    LEAVE = "leave"
    KEEP = "keep"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    LINK = "link"
    APART = "apart"


SIDES = (Option.OURS, Option.PAGE)
TICK = (Option.TAKE, Option.LEAVE)
FATES = (Option.KEEP, Option.WITHDRAW)
ONE_OR_TWO = (Option.MERGE, Option.LINK, Option.APART)
RENAMED = (Option.MERGE, Option.APART)

Chosen = Mapping[str, Option]
"""What was chosen, by the key of the decision; what is not in it goes the safe way."""

_COMES = (Change.NEW, Change.CHANGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something to decide: its key, what may be chosen, and the safe way that loses nothing of ours."""

    key: str
    options: tuple[Option, ...]
    default: Option

    @property
    def is_tick(self) -> bool:
        """Whether it is a box to tick, of which a browser says nothing when it is empty."""
        return self.options == TICK


def topic_key(topic: TopicPlan) -> str:
    """Return the key of a topic: its place on the page, or for one that is gone its number."""
    return f"topic-{topic.topic.n}" if topic.topic else f"gone-{topic.number}"


def said_key(topic: TopicPlan) -> str:
    """Return the key of the new votes and comments under a topic."""
    return f"said-{topic.topic.n}" if topic.topic else ""


def same_key(topic: TopicPlan) -> str:
    """Return the key of the question whether a topic is one that we have."""
    return f"same-{topic.topic.n}" if topic.topic else ""


def field_key(owner: str, field: FieldChange) -> str:
    """Return the key of a field of a topic, or of the event."""
    return f"{owner}.{field.field.replace(' ', '-')}"


def person_key(place: int) -> str:
    """Return the key of a person, by the place in the plan."""
    return f"person-{place}"


def milestone_key(place: int) -> str:
    """Return the key of a date, by the place in the plan."""
    return f"date-{place}"


def decisions(plan: MergePlan) -> Iterator[Decision]:
    """Yield all that there is to decide in a plan."""
    yield from (_of_field(EVENT, fact) for fact in plan.facts)
    for topic in plan.topics:
        yield from _of_topic(topic)
    comes = [
        *((person_key(place), each.change) for place, each in enumerate(plan.people)),
        *((milestone_key(place), each.change) for place, each in enumerate(plan.milestones)),
    ]
    yield from (_of_tick(key, change) for key, change in comes if change in (*_COMES, Change.LEFT))


def _of_topic(topic: TopicPlan) -> Iterator[Decision]:
    key = topic_key(topic)
    if topic.same:
        options = RENAMED if topic.same.likeness.other.where is Where.PAGE else ONE_OR_TWO
        default = Option.MERGE if topic.same.is_merged else Option.APART
        yield Decision(key=same_key(topic), options=options, default=default)
    if topic.change in (Change.NEW, Change.LEFT):
        yield _of_tick(key, topic.change)
    elif topic.change is Change.GONE:
        yield Decision(key=key, options=FATES, default=Option.KEEP)
    yield from (_of_field(key, field) for field in topic.fields)
    if topic.change is not Change.NEW and any(each.change in _COMES for each in topic.said):
        yield _of_tick(said_key(topic), Change.NEW)


def _of_field(owner: str, field: FieldChange) -> Decision:
    default = Option.PAGE if field.outcome is Outcome.TAKEN else Option.OURS
    return Decision(key=field_key(owner, field), options=SIDES, default=default)


def _of_tick(key: str, change: Change) -> Decision:
    return Decision(key=key, options=TICK, default=Option.LEAVE if change is Change.LEFT else Option.TAKE)


def chosen_from(plan: MergePlan, sent: Mapping[str, str]) -> Chosen:
    """Return what a form says of a plan; a box that it does not name is empty, all else goes the safe way."""
    found = {}
    for each in decisions(plan):
        said = sent.get(each.key, "")
        if said in each.options:
            found[each.key] = Option(said)
        elif each.is_tick:
            found[each.key] = Option.LEAVE
    return found


def told(plan: MergePlan, choices: Mapping[str, str]) -> dict[str, str]:
    """Return what a form would send in which the boxes are as they are shown, and only these were chosen.

    Raises BadEntry for a key or an option that the plan does not ask for.
    """
    known = {each.key: each for each in decisions(plan)}
    for key, option in choices.items():
        if key not in known:
            raise BadEntry(
                f"The plan asks nothing by the name {key}. See what it asks with --dry-run --json."
            )
        if option not in known[key].options:
            raise BadEntry(f"{key} can be {', '.join(known[key].options)}; not {option}.")
    return {key: each.default.value for key, each in known.items() if each.is_tick} | dict(choices)


def as_json(plan: MergePlan) -> list[dict[str, Any]]:
    """Return all that there is to decide, as JSON can hold it."""
    return [
        {"key": each.key, "options": [option.value for option in each.options], "default": each.default.value}
        for each in decisions(plan)
    ]


def decided(plan: MergePlan, chosen: Chosen) -> MergePlan:
    """Return the plan as it is carried out when this was chosen."""
    topics = _without_renamed(tuple(_topic(_one_or_two(topic, chosen), chosen) for topic in plan.topics))
    people = tuple(_person(each, chosen.get(person_key(n))) for n, each in enumerate(plan.people))
    dates = tuple(_milestone(each, chosen.get(milestone_key(n))) for n, each in enumerate(plan.milestones))
    facts = tuple(_field(EVENT, fact, chosen) for fact in plan.facts)
    after = replace(plan, topics=topics, people=people, milestones=dates, facts=facts)
    return replace(after, proposed=asked(after))


def _one_or_two(topic: TopicPlan, chosen: Chosen) -> TopicPlan:
    """Return what becomes of a topic that may be one that we have, now that this is decided."""
    choice = chosen.get(same_key(topic))
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
            return replace(apart, fate=Fate.MERGE, other=other)
        case Option.LINK:
            return replace(apart, fate=Fate.LINK, other=other)
    return apart


def _without_renamed(topics: tuple[TopicPlan, ...]) -> tuple[TopicPlan, ...]:
    """Leave out as gone what is on the page under another title."""
    here = {topic.number for topic in topics if topic.topic}
    return tuple(topic for topic in topics if topic.topic or topic.number not in here)


def _topic(topic: TopicPlan, chosen: Chosen) -> TopicPlan:
    key = topic_key(topic)
    match chosen.get(key):
        case Option.WITHDRAW:
            return replace(topic, change=Change.WITHDRAWN)
        case Option.LEAVE if topic.number is None:
            return left_out(topic)
        case Option.TAKE if topic.number is None:
            return replace(topic, change=Change.NEW, said=tuple(_unleft(each) for each in topic.said))
    said = topic.said
    if chosen.get(said_key(topic)) is Option.LEAVE:
        said = tuple(_left_unsaid(each) for each in said)
    fields = tuple(_field(key, field, chosen) for field in topic.fields)
    return replace(topic, fields=fields, said=said, change=change_of(topic.change, fields))


def change_of(change: Change, fields: tuple[FieldChange, ...]) -> Change:
    """Return what becomes of a topic that we have, by what becomes of its fields."""
    if change not in (Change.SAME, Change.CHANGED):
        return change
    is_taken = any(field.outcome is Outcome.TAKEN for field in fields)
    return Change.CHANGED if is_taken else Change.SAME


def _field(owner: str, field: FieldChange, chosen: Chosen) -> FieldChange:
    match chosen.get(field_key(owner, field)):
        case Option.PAGE:
            return replace(field, outcome=Outcome.TAKEN)
        case Option.OURS:
            return replace(field, outcome=Outcome.KEPT)
    return field


def left_out(topic: TopicPlan) -> TopicPlan:
    """Return what becomes of a new topic that is left out: nobody says anything of it either."""
    return replace(topic, change=Change.LEFT, said=tuple(_left_unsaid(each) for each in topic.said))


def _unleft(said: SaidPlan) -> SaidPlan:
    return replace(said, change=Change.NEW) if said.change is Change.LEFT else said


def _left_unsaid(said: SaidPlan) -> SaidPlan:
    return replace(said, change=Change.LEFT) if said.change in _COMES else said


def _person(person: PersonPlan, choice: Option | None) -> PersonPlan:
    match choice:
        case Option.LEAVE:
            return replace(person, change=Change.LEFT, outcome=Outcome.KEPT if person.outcome else None)
        case Option.TAKE if person.change is Change.LEFT:
            return replace(person, change=Change.NEW)
    return person


def _milestone(milestone: MilestonePlan, choice: Option | None) -> MilestonePlan:
    match choice:
        case Option.LEAVE:
            return replace(milestone, change=Change.LEFT)
        case Option.TAKE:
            return replace(milestone, change=Change.NEW)
    return milestone
