"""Which joins are asked about when part of a page is left out: none of somebody who did not come in."""

from collections.abc import Iterator
from dataclasses import replace

from hackathon.domain.names import normalise
from hackathon.domain.wiki.merging.outcomes import Change
from hackathon.domain.wiki.merging.plan import JoinPlan, MergePlan, TopicPlan

_WRITTEN = (Change.NEW, Change.CHANGED)


def asked(plan: MergePlan) -> tuple[JoinPlan, ...]:
    """Return the joins that are proposed when the rest of the plan is carried out.

    One that was left out earlier is proposed when one of the two is named by what comes in now.
    """
    left, stays, written = set[str](), set[str](), set[str]()
    for name, change in _named(plan):
        key = normalise(name)
        (left if change is Change.LEFT else stays).add(key)
        if change in _WRITTEN:
            written.add(key)
    return tuple(_asked(each, left - stays, written) for each in plan.proposed)


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
    for name in (*(each.name for each in (contact.people if contact else ())), *topic.topic.proposers):
        yield name, topic.change
    for each in topic.said:
        if each.said.author:
            yield each.said.author, Change.LEFT if topic.change is Change.LEFT else each.change
