"""A merge plan in words, for people: what comes, what changes, what is kept, what is gone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hackathon.domain.wiki.merging.plan import (
    Change,
    FieldChange,
    MergePlan,
    Outcome,
    PersonPlan,
    SaidPlan,
    TopicPlan,
)
from hackathon.domain.wiki.merging.records import HOURS

_FIELDS = {
    "first_day": "first day",
    "last_day": "last day",
    "review_state": "review state",
    "inserted_on": "date of insert",
    "programme": "student programme",
    "contact_note": "note on contacts",
    "forum": "mailing list",
    "chat": "IRC channel",
}
_OUTCOMES = {
    Outcome.TAKEN: "the page's is taken",
    Outcome.KEPT: "changed here; ours is kept",
    Outcome.CONFLICT: "they differ; ours is kept",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """A field in which the two differ: ours, the page's, and in words whose counts."""

    name: str
    ours: str
    page: str
    outcome: Outcome
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTopic:
    """A topic that is not just the same: its differing fields, and in words what is new under it."""

    number: int | None
    title: str
    change: Change
    fields: tuple[ShownField, ...]
    news: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A plan as a page shows it; `same` counts the topics of which there is nothing to say."""

    facts: tuple[ShownField, ...]
    topics: tuple[ShownTopic, ...]
    same: int
    new_people: tuple[str, ...]
    other_people: tuple[str, ...]


def in_words(plan: MergePlan) -> Shown:
    """Return what there is to say of the plan."""
    topics = tuple(_topic(topic) for topic in plan.topics)
    shown = tuple(each for each in topics if each.change is not Change.SAME or each.fields or each.news)
    return Shown(
        facts=tuple(field_in_words(each) for each in plan.facts),
        topics=shown,
        same=len(topics) - len(shown),
        new_people=tuple(_named(each) for each in plan.people if each.change is Change.NEW),
        other_people=tuple(_people(plan.people)),
    )


def field_in_words(change: FieldChange) -> ShownField:
    """Return a differing field with its name and its outcome in words."""
    name = change.field
    name = (
        f"opening hours of {name.removeprefix(HOURS)}" if name.startswith(HOURS) else _FIELDS.get(name, name)
    )
    return ShownField(
        name=name.capitalize(),
        ours=change.ours,
        page=change.page,
        outcome=change.outcome,
        words=_OUTCOMES[change.outcome],
    )


def _topic(topic: TopicPlan) -> ShownTopic:
    return ShownTopic(
        number=topic.number,
        title=topic.title,
        change=topic.change,
        fields=tuple(field_in_words(each) for each in topic.fields),
        news=", ".join(_said(topic.said)),
    )


def _said(said: Iterable[SaidPlan]) -> Iterator[str]:
    plans = list(said)
    for word, change, is_vote in (
        ("new vote", Change.NEW, True),
        ("later vote", Change.CHANGED, True),
        ("new comment", Change.NEW, False),
    ):
        number = sum(each.change is change and bool(each.said.choice) is is_vote for each in plans)
        if number:
            yield f"{number} {word}{'' if number == 1 else 's'}"


def _named(person: PersonPlan) -> str:
    attendee = person.attendee
    if attendee is None:
        return person.name
    affiliation = f", {attendee.affiliation}" if attendee.affiliation else ""
    return f"{person.name}{affiliation} ({attendee.status.value})"


def _people(people: Iterable[PersonPlan]) -> Iterator[str]:
    for each in people:
        ours = each.ours.value if each.ours else ""
        if each.change is Change.GONE:
            yield f"{each.name} is no longer on the page; stays {ours} here"
        elif each.outcome and each.attendee:
            page = each.attendee.status.value
            yield f"{each.name} is {ours} here and {page} on the page: {_OUTCOMES[each.outcome]}"
