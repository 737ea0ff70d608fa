"""Which proposed matches of people remain when parts of the page are left out."""

from collections.abc import Iterator
from dataclasses import replace

from hackathon.core.text.names import normalize
from hackathon.pages.merge.outcomes import Change
from hackathon.pages.merge.plan import MergePlan, PersonMergePlan, TopicPlan

_WRITTEN = (Change.NEW, Change.CHANGED)


def proposed_merges(plan: MergePlan) -> tuple[PersonMergePlan, ...]:
    """Return the matches to propose when the rest of the plan is applied.

    One that was left out earlier is proposed again if what is imported now names one of the two.
    """
    left, stays, written = set[str](), set[str](), set[str]()
    for name, change in _named(plan):
        key = normalize(name)
        (left if change is Change.LEFT_OUT else stays).add(key)
        if change in _WRITTEN:
            written.add(key)
    return tuple(_asked(merge, left - stays, written) for merge in plan.proposed)


def _asked(merge: PersonMergePlan, left: set[str], written: set[str]) -> PersonMergePlan:
    pair = {merge.joined.key, merge.into.key}
    if merge.change is Change.NEW and pair & left:
        return replace(merge, change=Change.LEFT_OUT)
    if merge.change is Change.LEFT_OUT and pair & written and not pair & left:
        return replace(merge, change=Change.NEW)
    return merge


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
            yield (
                response.response.author,
                Change.LEFT_OUT if topic.change is Change.LEFT_OUT else response.change,
            )
