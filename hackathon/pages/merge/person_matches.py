"""Which proposed matches of people remain when parts of the page are left out."""

from collections.abc import Iterator
from dataclasses import replace

from hackathon.core.text.names import normalize
from hackathon.pages.merge.outcomes import Change
from hackathon.pages.merge.plan import JoinPlan, MergePlan, TopicPlan

_WRITTEN = (Change.NEW, Change.CHANGED)


def proposed_joins(plan: MergePlan) -> tuple[JoinPlan, ...]:
    """Return the matches to propose when the rest of the plan is applied.

    One that was left out earlier is proposed again if what is imported now names one of the two.
    """
    left, stays, written = set[str](), set[str](), set[str]()
    for name, change in _named(plan):
        key = normalize(name)
        (left if change is Change.LEFT else stays).add(key)
        if change in _WRITTEN:
            written.add(key)
    return tuple(_asked(join, left - stays, written) for join in plan.proposed)


def _asked(join: JoinPlan, left: set[str], written: set[str]) -> JoinPlan:
    pair = {join.joined.key, join.into.key}
    if join.change is Change.NEW and pair & left:
        return replace(join, change=Change.LEFT)
    if join.change is Change.LEFT and pair & written and not pair & left:
        return replace(join, change=Change.NEW)
    return join


def _named(plan: MergePlan) -> Iterator[tuple[str, Change]]:
    for person in plan.people:
        yield person.name, person.change
    for topic in plan.topics:
        yield from _named_by(topic)


def _named_by(topic: TopicPlan) -> Iterator[tuple[str, Change]]:
    if topic.topic is None:
        return
    contact = topic.topic.contact
    for name in (*(person.name for person in (contact.people if contact else ())), *topic.topic.proposers):
        yield name, topic.change
    for response in topic.responses:
        if response.response.author:
            yield response.response.author, Change.LEFT if topic.change is Change.LEFT else response.change
