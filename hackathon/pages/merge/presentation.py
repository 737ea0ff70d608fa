"""A merge plan prepared for display: groups of topics, fields, people and counts."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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

_FIELDS = {
    "first_day": "first day",
    "last_day": "last day",
    "review_state": "review state",
    "inserted_on": "date of insert",
    "programme": "student programme",
    "contact_note": "note on contacts",
    "forum": "mailing list",
    "chat": "IRC channel",
    "is_plenary": "plenary",
    "may_run_twice": "may run twice",
}
_OUTCOMES = {
    Outcome.TAKEN: "only the page changed",
    Outcome.KEPT: "only ours changed",
    Outcome.CONFLICT: "both changed",
}
_COMES = (Change.NEW, Change.CHANGED, Change.LEFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """A differing field: both values, and why one of them is preselected."""

    key: str
    name: str
    ours: str
    page: str
    outcome: Outcome
    words: str


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
    news: str
    news_key: str
    gone: str
    same: SameTopicView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicGroup:
    """Topics with the same kind of change; `kind` is the style of the notice."""

    id: str
    heading: str
    lede: str
    kind: str
    topics: tuple[TopicView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkbox:
    """An item that is imported unless its checkbox is cleared."""

    key: str
    words: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCount:
    """A number at the top of the plan, and the section with the details."""

    number: int
    words: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """A plan as a page shows it; `same` counts the topics without any difference."""

    facts: tuple[FieldView, ...]
    groups: tuple[TopicGroup, ...]
    same: int
    people: tuple[Checkbox, ...]
    other_people: tuple[str, ...]
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
    name = (
        f"opening hours of {name.removeprefix(HOURS)}" if name.startswith(HOURS) else _FIELDS.get(name, name)
    )
    return FieldView(
        key=field_key(owner, change),
        name=name[0].upper() + name[1:],
        ours=change.ours,
        page=change.page,
        outcome=change.outcome,
        words=_OUTCOMES[change.outcome],
    )


def count_responses(responses: Iterable[ResponsePlan], *changes: Change) -> str:
    """Return the number of new, changed or missing votes and comments: "3 new votes, 1 new comment"."""
    plans = list(responses)
    parts = []
    for word, change, is_vote in (
        ("new vote", Change.NEW, True),
        ("later vote", Change.CHANGED, True),
        ("new comment", Change.NEW, False),
        ("vote", Change.GONE, True),
        ("comment", Change.GONE, False),
    ):
        number = sum(plan.change is change and bool(plan.response.choice) is is_vote for plan in plans)
        if number and change in changes:
            parts.append(f"{number} {word}{'' if number == 1 else 's'}")
    return ", ".join(parts)


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
        gone=count_responses(topic.responses, Change.GONE),
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
    for name, heading, lede, kind in (
        ("choose", "Yours to choose", "Changed here and on the page. Ours stays unless you choose.", "alarm"),
        ("changed", "Changed on the page", "The page's comes in; ours did not change meanwhile.", "warning"),
        ("same", "Perhaps the same", "Each may be a topic that we have. Only you can say.", "warning"),
        ("new", "New on the page", "Whatever is ticked comes in.", "good"),
        ("gone", "No longer on the page", "They stay here unless you withdraw them.", "alarm"),
        ("ours", "Changed only here", "The page did not change, so ours stays.", ""),
    ):
        if name in by_group:
            yield TopicGroup(id=name, heading=heading, lede=lede, kind=kind, topics=tuple(by_group[name]))


def _group_of(topic: TopicView) -> str:
    if topic.same:
        return "same"
    if topic.change in (Change.NEW, Change.LEFT):
        return "new"
    if topic.change is Change.GONE:
        return "gone"
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
    words = {
        "choose": "to choose",
        "changed": "changed",
        "same": "perhaps the same",
        "new": "new topics",
        "gone": "gone from the page",
        "ours": "changed only here",
    }
    for group in groups:
        yield PlanCount(number=len(group.topics), words=words[group.id], kind=group.kind, id=group.id)
    votes = sum(vote.change in _COMES for vote in plan.votes)
    comments = sum(comment.change in _COMES for comment in plan.comments)
    if votes or comments:
        yield PlanCount(number=votes + comments, words="votes and comments", kind="good", id="topics")
    if people:
        yield PlanCount(number=len(people), words="people", kind="good", id="people")
    if dates:
        yield PlanCount(number=len(dates), words="dates", kind="good", id="dates")
    if same:
        yield PlanCount(number=same, words="topics just as here", kind="", id="topics")


def _people_who_come(people: Iterable[PersonPlan]) -> Iterator[Checkbox]:
    for place, person in enumerate(people):
        if person.change in _COMES and person.attendee:
            affiliation = f", {person.attendee.affiliation}" if person.attendee.affiliation else ""
            before = f"{person.ours.value} here, " if person.ours else ""
            words = f"{person.name}{affiliation} ({before}{person.attendee.status.value})"
            yield Checkbox(key=person_key(place), words=words, is_on=person.change is not Change.LEFT)


def _other_people(people: Iterable[PersonPlan]) -> Iterator[str]:
    for person in people:
        ours = person.ours.value if person.ours else ""
        if person.change is Change.GONE:
            yield f"{person.name} is no longer on the page; stays {ours} here"
        elif person.outcome and person.attendee and person.change is Change.SAME:
            yield f"{person.name} is {ours} here and {person.attendee.status.value} on the page; ours stays"
