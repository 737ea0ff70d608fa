"""A merge plan in words, for people: what comes, what changes, what is to be chosen, what is gone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hackathon.domain.wiki.merging.choices import (
    EVENT,
    field_key,
    milestone_key,
    person_key,
    said_key,
    topic_key,
)
from hackathon.domain.wiki.merging.outcomes import Change, Outcome
from hackathon.domain.wiki.merging.plan import FieldChange, MergePlan, PersonPlan, SaidPlan, TopicPlan
from hackathon.domain.wiki.merging.records import HOURS
from hackathon.domain.wiki.merging.same_words import ShownSame, asked_of

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
class ShownField:
    """A field in which the two differ: ours, the page's, and in words why one of them is marked."""

    key: str
    name: str
    ours: str
    page: str
    outcome: Outcome
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTopic:
    """A topic of which there is something to say: its differing fields, and what is new or gone under it.

    `about` says of a new one whose it is; `news_key` is the key of what is new under one that we have; `same`
    is the question whether it is one that we have.
    """

    key: str
    number: int | None
    title: str
    change: Change
    about: str
    fields: tuple[ShownField, ...]
    news: str
    news_key: str
    gone: str
    same: ShownSame | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Topics to which the same happens; `kind` is how good that news is, as notices are."""

    id: str
    heading: str
    lede: str
    kind: str
    topics: tuple[ShownTopic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """One thing that comes in unless its box is emptied."""

    key: str
    words: str
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One figure of the plan, and the part of the page that tells more."""

    number: int
    words: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan as a page shows it; `same` counts the topics of which there is nothing to say."""

    facts: tuple[ShownField, ...]
    groups: tuple[Group, ...]
    same: int
    people: tuple[Tick, ...]
    other_people: tuple[str, ...]
    milestones: tuple[Tick, ...]
    counts: tuple[Count, ...]

    @property
    def topics(self) -> tuple[ShownTopic, ...]:
        """All topics that are shown."""
        return tuple(topic for group in self.groups for topic in group.topics)


def in_words(plan: MergePlan) -> Shown:
    """Return what there is to say of the plan."""
    topics = tuple(_topic(topic) for topic in plan.topics)
    groups = tuple(_groups(topics))
    people = tuple(_people_who_come(plan.people))
    dates = tuple(
        Tick(key=milestone_key(n), words=each.milestone.what, is_on=each.change is Change.NEW)
        for n, each in enumerate(plan.milestones)
        if each.change in _COMES
    )
    same = len(topics) - sum(len(group.topics) for group in groups)
    return Shown(
        facts=tuple(field_in_words(each, EVENT) for each in plan.facts),
        groups=groups,
        same=same,
        people=people,
        other_people=tuple(_other_people(plan.people)),
        milestones=dates,
        counts=tuple(_counts(plan, groups, same, people, dates)),
    )


def field_in_words(change: FieldChange, owner: str) -> ShownField:
    """Return a differing field with its name and its outcome in words."""
    name = change.field
    name = (
        f"opening hours of {name.removeprefix(HOURS)}" if name.startswith(HOURS) else _FIELDS.get(name, name)
    )
    return ShownField(
        key=field_key(owner, change),
        name=name[0].upper() + name[1:],
        ours=change.ours,
        page=change.page,
        outcome=change.outcome,
        words=_OUTCOMES[change.outcome],
    )


def counted(said: Iterable[SaidPlan], *changes: Change) -> str:
    """Return in words how many votes and comments are new, later or gone: "3 new votes, 1 new comment"."""
    plans = list(said)
    found = []
    for word, change, is_vote in (
        ("new vote", Change.NEW, True),
        ("later vote", Change.CHANGED, True),
        ("new comment", Change.NEW, False),
        ("vote", Change.GONE, True),
        ("comment", Change.GONE, False),
    ):
        number = sum(each.change is change and bool(each.said.choice) is is_vote for each in plans)
        if number and change in changes:
            found.append(f"{number} {word}{'' if number == 1 else 's'}")
    return ", ".join(found)


def _topic(topic: TopicPlan) -> ShownTopic:
    key = topic_key(topic)
    return ShownTopic(
        key=key,
        number=topic.number,
        title=topic.title,
        change=topic.change,
        about=_about(topic),
        fields=tuple(field_in_words(each, key) for each in topic.fields),
        news=counted(topic.said, Change.NEW, Change.CHANGED),
        news_key=said_key(topic),
        gone=counted(topic.said, Change.GONE),
        same=asked_of(topic, topic.same) if topic.same else None,
    )


def _about(topic: TopicPlan) -> str:
    page = topic.topic
    if page is None:
        return ""
    people = ", ".join(each.name for each in page.contact.people) if page.contact else ""
    return " · ".join(part for part in (page.area, people) if part)


def _groups(topics: tuple[ShownTopic, ...]) -> Iterator[Group]:
    found: dict[str, list[ShownTopic]] = {}
    for topic in topics:
        found.setdefault(_group_of(topic), []).append(topic)
    for name, heading, lede, kind in (
        ("choose", "Yours to choose", "Changed here and on the page. Ours stays unless you choose.", "alarm"),
        ("changed", "Changed on the page", "The page's comes in; ours did not change meanwhile.", "warning"),
        ("same", "Perhaps the same", "Each may be a topic that we have. Only you can say.", "warning"),
        ("new", "New on the page", "Whatever is ticked comes in.", "good"),
        ("gone", "No longer on the page", "They stay here unless you withdraw them.", "alarm"),
        ("ours", "Changed only here", "The page did not change, so ours stays.", ""),
    ):
        if name in found:
            yield Group(id=name, heading=heading, lede=lede, kind=kind, topics=tuple(found[name]))


def _group_of(topic: ShownTopic) -> str:
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
    plan: MergePlan, groups: Iterable[Group], same: int, people: tuple[Tick, ...], dates: tuple[Tick, ...]
) -> Iterator[Count]:
    words = {
        "choose": "to choose",
        "changed": "changed",
        "same": "perhaps the same",
        "new": "new topics",
        "gone": "gone from the page",
        "ours": "changed only here",
    }
    for group in groups:
        yield Count(number=len(group.topics), words=words[group.id], kind=group.kind, id=group.id)
    votes = sum(each.change in _COMES for each in plan.votes)
    comments = sum(each.change in _COMES for each in plan.comments)
    if votes or comments:
        yield Count(number=votes + comments, words="votes and comments", kind="good", id="topics")
    if people:
        yield Count(number=len(people), words="people", kind="good", id="people")
    if dates:
        yield Count(number=len(dates), words="dates", kind="good", id="dates")
    if same:
        yield Count(number=same, words="topics just as here", kind="", id="topics")


def _people_who_come(people: Iterable[PersonPlan]) -> Iterator[Tick]:
    for place, each in enumerate(people):
        if each.change in _COMES and each.attendee:
            affiliation = f", {each.attendee.affiliation}" if each.attendee.affiliation else ""
            before = f"{each.ours.value} here, " if each.ours else ""
            words = f"{each.name}{affiliation} ({before}{each.attendee.status.value})"
            yield Tick(key=person_key(place), words=words, is_on=each.change is not Change.LEFT)


def _other_people(people: Iterable[PersonPlan]) -> Iterator[str]:
    for each in people:
        ours = each.ours.value if each.ours else ""
        if each.change is Change.GONE:
            yield f"{each.name} is no longer on the page; stays {ours} here"
        elif each.outcome and each.attendee and each.change is Change.SAME:
            yield f"{each.name} is {ours} here and {each.attendee.status.value} on the page; ours stays"
