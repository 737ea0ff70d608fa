"""A merge plan prepared for display: groups of topics, fields, people and counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hackathon.core.text.messages import Message, listed, message, plural_of
from hackathon.pages.merge import plan_messages
from hackathon.pages.merge.choices import (
    EVENT,
    field_key,
    milestone_key,
    person_key,
    responses_key,
    topic_key,
)
from hackathon.pages.merge.outcomes import Change, Outcome
from hackathon.pages.merge.plan import FieldChange, MergePlan, PersonPlan, ResponsePlan, TopicPlan
from hackathon.pages.merge.records import HOURS
from hackathon.pages.merge.similar_presentation import SameTopicView, present_same_topic

_COMES = (Change.NEW, Change.CHANGED, Change.LEFT_OUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A differing field: both values, and why one of them is preselected."""

    key: str
    name: Message
    ours: str
    page: str
    outcome: Outcome
    words: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """A topic to show: its differing fields, and new or missing votes and comments.

    `about` has the area and contacts of a new topic, `news_key` the key of its new votes and comments,
    `same` the question whether we already have it.
    """

    key: str
    number: int | None
    title: str
    change: Change
    about: str
    fields: tuple[FieldView, ...]
    news: Message | None
    news_key: str
    gone: Message | None
    same: SameTopicView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicGroup:
    """Topics with the same kind of change; `kind` is the style of the notice."""

    id: str
    heading: Message
    lede: Message
    kind: str
    topics: tuple[TopicView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkbox:
    """An item that is imported unless its checkbox is cleared."""

    key: str
    words: Message | str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCount:
    """A number at the top of the plan, and the section with the details."""

    number: int
    words: Message
    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan as a page shows it; `same` counts the topics without any difference."""

    facts: tuple[FieldView, ...]
    groups: tuple[TopicGroup, ...]
    same: int
    people: tuple[Checkbox, ...]
    other_people: tuple[Message, ...]
    milestones: tuple[Checkbox, ...]
    counts: tuple[PlanCount, ...]

    @property
    def topics(self) -> tuple[TopicView, ...]:
        """All topics in the groups."""
        return tuple(topic for group in self.groups for topic in group.topics)


def present_plan(plan: MergePlan) -> PlanView:
    """Prepare a plan for display."""
    topics = tuple(_topic(topic) for topic in plan.topics)
    groups = tuple(_groups(topics))
    people = tuple(_people_who_come(plan.people))
    dates = tuple(
        Checkbox(key=milestone_key(n), words=milestone.milestone.what, is_on=milestone.change is Change.NEW)
        for n, milestone in enumerate(plan.milestones)
        if milestone.change in _COMES
    )
    same = len(topics) - sum(len(group.topics) for group in groups)
    return PlanView(
        facts=tuple(present_field(fact, EVENT) for fact in plan.facts),
        groups=groups,
        same=same,
        people=people,
        other_people=tuple(_other_people(plan.people)),
        milestones=dates,
        counts=tuple(_counts(plan, groups, same, people, dates)),
    )


def present_field(change: FieldChange, owner: str) -> FieldView:
    """Return a differing field with its label and its outcome in words."""
    name = change.field
    label = plan_messages.FIELDS.get(name) or message(f"{name[0].upper()}{name[1:]}")
    if name.startswith(HOURS):
        label = message("Opening hours of %(day)s", day=name.removeprefix(HOURS))
    return FieldView(
        key=field_key(owner, change),
        name=label,
        ours=change.ours,
        page=change.page,
        outcome=change.outcome,
        words=plan_messages.OUTCOMES[change.outcome],
    )


def count_responses(responses: Iterable[ResponsePlan], *changes: Change) -> Message | None:
    """Return the number of new, changed or missing votes and comments: "3 new votes, 1 new comment"."""
    plans = list(responses)
    parts = []
    for known, change, is_vote in plan_messages.RESPONSE_COUNTS:
        number = sum(plan.change is change and bool(plan.response.choice) is is_vote for plan in plans)
        if number and change in changes:
            parts.append(plural_of(known, number))
    return listed(parts)


def _topic(topic: TopicPlan) -> TopicView:
    key = topic_key(topic)
    return TopicView(
        key=key,
        number=topic.number,
        title=topic.title,
        change=topic.change,
        about=_about(topic),
        fields=tuple(present_field(change, key) for change in topic.fields),
        news=count_responses(topic.responses, Change.NEW, Change.CHANGED),
        news_key=responses_key(topic),
        gone=count_responses(topic.responses, Change.NOT_ON_PAGE),
        same=present_same_topic(topic, topic.same) if topic.same else None,
    )


def _about(topic: TopicPlan) -> str:
    page = topic.topic
    if page is None:
        return ""
    people = ", ".join(person.name for person in page.contact.people) if page.contact else ""
    return " · ".join(part for part in (page.area, people) if part)


def _groups(topics: tuple[TopicView, ...]) -> Iterator[TopicGroup]:
    by_group: dict[str, list[TopicView]] = {}
    for topic in topics:
        by_group.setdefault(_group_of(topic), []).append(topic)
    for name, heading, lede, kind in plan_messages.GROUPS:
        if name in by_group:
            yield TopicGroup(id=name, heading=heading, lede=lede, kind=kind, topics=tuple(by_group[name]))


def _group_of(topic: TopicView) -> str:
    if topic.same:
        return "same"
    if topic.change in (Change.NEW, Change.LEFT_OUT):
        return "new"
    if topic.change is Change.NOT_ON_PAGE:
        return "missing"
    outcomes = {field.outcome for field in topic.fields}
    if Outcome.CONFLICT in outcomes:
        return "choose"
    if Outcome.TAKEN in outcomes or topic.news or topic.gone:
        return "changed"
    return "ours" if outcomes else ""


def _counts(
    plan: MergePlan,
    groups: Iterable[TopicGroup],
    same: int,
    people: tuple[Checkbox, ...],
    dates: tuple[Checkbox, ...],
) -> Iterator[PlanCount]:
    for group in groups:
        number = len(group.topics)
        yield PlanCount(
            number=number,
            words=_without_number(plan_messages.GROUP_COUNTS[group.id], number),
            kind=group.kind,
            id=group.id,
        )
    votes = sum(vote.change in _COMES for vote in plan.votes)
    comments = sum(comment.change in _COMES for comment in plan.comments)
    for number, known, kind, section in (
        (votes + comments, plan_messages.VOTES_AND_COMMENTS, "good", "topics"),
        (len(people), plan_messages.PEOPLE, "good", "people"),
        (len(dates), plan_messages.DATES, "good", "dates"),
        (same, plan_messages.UNCHANGED, "", "topics"),
    ):
        if number:
            yield PlanCount(number=number, words=_without_number(known, number), kind=kind, id=section)


def _without_number(known: Message, number: int) -> Message:
    """Return words that stand behind a number, in the right form for it."""
    return replace(known, number=number, values={})


def _people_who_come(people: Iterable[PersonPlan]) -> Iterator[Checkbox]:
    for place, person in enumerate(people):
        if person.change in _COMES and person.attendee:
            name = person.name
            if person.attendee.affiliation:
                name = f"{name}, {person.attendee.affiliation}"
            status = plan_messages.STATUS[person.attendee.status]
            if person.ours:
                words = message(
                    "%(person)s (%(ours)s here, %(status)s on the page)",
                    person=name,
                    ours=plan_messages.STATUS[person.ours],
                    status=status,
                )
            else:
                words = message("%(person)s (%(status)s)", person=name, status=status)
            yield Checkbox(key=person_key(place), words=words, is_on=person.change is not Change.LEFT_OUT)


def _other_people(people: Iterable[PersonPlan]) -> Iterator[Message]:
    for person in people:
        if person.change is Change.NOT_ON_PAGE and person.ours:
            yield message(
                "%(person)s is no longer on the page. Their status here stays: %(ours)s.",
                person=person.name,
                ours=plan_messages.STATUS[person.ours],
            )
        elif person.outcome and person.attendee and person.ours and person.change is Change.SAME:
            yield message(
                "%(person)s: %(status)s on the page. Their status here stays: %(ours)s.",
                person=person.name,
                status=plan_messages.STATUS[person.attendee.status],
                ours=plan_messages.STATUS[person.ours],
            )
