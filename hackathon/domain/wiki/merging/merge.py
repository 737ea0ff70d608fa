"""Compares a page with what is there: a plan of what is new, the same, changed, gone, and in conflict.

Three things are compared: the page, ours, and the page as it was last read. Only what the page changed since
then is taken; what somebody changed here is never overwritten.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from hackathon.domain.names import normalise
from hackathon.domain.wiki.merging import people, said
from hackathon.domain.wiki.merging.choices import change_of, left_out
from hackathon.domain.wiki.merging.identities import Identity, Reason, Source, find_joins
from hackathon.domain.wiki.merging.known import Known, KnownTopic
from hackathon.domain.wiki.merging.outcomes import Change, Outcome
from hackathon.domain.wiki.merging.plan import (
    FieldChange,
    JoinPlan,
    MergePlan,
    MilestonePlan,
    Same,
    TopicPlan,
)
from hackathon.domain.wiki.merging.records import (
    BETWEEN_NAMES,
    HOURS,
    facts_of,
    fields_of,
    owners_of,
)
from hackathon.domain.wiki.merging.recurring import Likeness, Other, Others, Where, best
from hackathon.domain.wiki.merging.settling import settle
from hackathon.domain.wiki.page import Page, PageTopic
from hackathon.domain.wiki.setup import SLOTS

NOTHING = Known(slug="", facts={}, answered=frozenset())
_RANK = (Source.ATTENDEE, Source.CONTACT, Source.HANDLE)


def compare(page: Page, known: Known | None) -> MergePlan:
    """Return what would change if the page came in; None: there is no event yet, so all of it is new."""
    here = _with_handles(page, known or NOTHING)
    joins = find_joins(
        handles=[each.author for topic in page.topics for each in topic.comments if each.author],
        contacts=[person.name for topic in page.topics if topic.contact for person in topic.contact.people],
        attendees=[
            *(person.name for person in page.attendees),
            *(each.name for each in here.attendances.values()),
        ],
    )
    return MergePlan(
        slug=known.slug if known else None,
        facts=_facts(page, here),
        topics=_topics(page, here),
        people=people.compared(page, here),
        milestones=tuple(
            MilestonePlan(milestone=each, change=_milestone(each.what, here)) for each in page.milestones
        ),
        joined=joins.joined,
        proposed=tuple(
            _join(each.one, each.other, here, each.reason, each.evidence)
            for each in joins.proposed
            if here.canonical(each.one.key) != here.canonical(each.other.key)
        ),
        questions=tuple(each for each in page.questions if each.about not in here.answered),
    )


def _with_handles(page: Page, known: Known) -> Known:
    """Add what the page itself says of whose a wiki user name is; what is known here counts more."""
    owned = {handle: normalise(name) for handle, name in (owners_of(page) or {}).items()}
    return replace(known, aliases={**owned, **known.aliases})


# The event


def _facts(page: Page, here: Known) -> tuple[FieldChange, ...]:
    last = here.last_read["facts"] if here.last_read else {}
    differing = tuple(_differing(facts_of(page), here.facts, last))
    taken = {each.field: each.page for each in differing if each.outcome is Outcome.TAKEN}
    after = {**here.facts, **taken}
    # The page of another year: where our days stay, those of the page have no hours here.
    return tuple(each for each in differing if _has_its_day(each.field, after))


def _has_its_day(field: str, facts: Mapping[str, str]) -> bool:
    """Whether a fact can hold: hours and slots can on the days of the event only (ISO days sort as text)."""
    if not field.startswith((HOURS, SLOTS)) or "first_day" not in facts:
        return True
    return facts["first_day"] <= field.removeprefix(HOURS).removeprefix(SLOTS) <= facts["last_day"]


def _differing(
    page: Mapping[str, str],
    ours: Mapping[str, str],
    last: Mapping[str, str],
    same: Callable[[str, str], bool] = str.__eq__,
) -> Iterator[FieldChange]:
    for field, value in page.items():
        mine = ours.get(field, "")
        compared = same if field == "contacts" else str.__eq__
        outcome = settle(mine, value, last.get(field), same=compared)
        if outcome:
            yield FieldChange(field=field, ours=mine, page=value, outcome=outcome)


# Topics


def _topics(page: Page, here: Known) -> tuple[TopicPlan, ...]:
    found = _matches(page, here)
    plans = [
        _found_topic(topic, found[topic.n], here, page) if topic.n in found else _new_topic(topic, here)
        for topic in page.topics
    ]
    matched = {known.number for known in found.values()}
    missed = [known for known in here.topics if known.number not in matched]
    gone = (
        TopicPlan(number=known.number, title=known.fields["title"], change=Change.GONE)
        for known in missed
        if _is_from(page, known)
    )
    return (*_recurring(plans, missed, page, here), *gone)


def _is_from(page: Page, known: KnownTopic) -> bool:
    return known.as_read is not None and known.as_read["from"] == page.title


def _found_topic(topic: PageTopic, known: KnownTopic, here: Known, page: Page) -> TopicPlan:
    """Return the plan of a topic of ours; where only another page gave it so far, that is asked."""
    if known.as_read is not None or known.page is None:
        return _known_topic(topic, known, here, page.silent_on)
    likeness = Likeness(other=_other(known, page), degree=1.0, evidence="the titles are equal")
    merged, apart = _united(topic, known, here, page), _new_topic(topic, here)
    return replace(merged, same=Same(likeness=likeness, merged=merged, apart=apart, is_merged=True))


def _recurring(
    plans: Collection[TopicPlan], missed: Collection[KnownTopic], page: Page, here: Known
) -> Iterator[TopicPlan]:
    """Yield the plans, those of new topics with what we have that they may be."""
    others = Others([*(_other(known, page) for known in missed), *here.elsewhere])
    likely = {
        n: list(others.like(plan.title, fields["description"], fields["contacts"].split(BETWEEN_NAMES)))
        for n, plan in enumerate(plans)
        if plan.change is Change.NEW and plan.topic and (fields := fields_of(plan.topic))
    }
    found, by_number = best(likely), {known.number: known for known in missed}
    for n, plan in enumerate(plans):
        if n not in found or plan.topic is None:
            yield plan
            continue
        other, merged = found[n].other, None
        if other.where is Where.PAGE:
            merged = _known_topic(plan.topic, by_number[other.number], here, page.silent_on)
        elif other.where is Where.EVENT:
            merged = _united(plan.topic, by_number[other.number], here, page)
        yield replace(plan, same=Same(likeness=found[n], merged=merged, apart=plan))


def _other(known: KnownTopic, page: Page) -> Other:
    return Other(
        where=Where.PAGE if _is_from(page, known) else Where.EVENT,
        number=known.number,
        title=known.fields["title"],
        description=known.fields["description"],
        contacts=tuple(known.fields["contacts"].split(BETWEEN_NAMES)),
        page=known.page,
    )


def _united(topic: PageTopic, known: KnownTopic, here: Known, page: Page) -> TopicPlan:
    """Return the plan of a topic that another page gave: the empty is filled, its contacts are added."""
    plan = _known_topic(topic, known, here, page.silent_on)
    fields = tuple(field for field in plan.fields if field.field != "contacts")
    return replace(plan, fields=fields, change=change_of(Change.SAME, fields), unites=True)


def _matches(page: Page, here: Known) -> dict[int, KnownTopic]:
    """Return which topic of ours is which of the page's, by title; of equal titles the first is the first.

    A page that we wrote says the number too. It decides only together with the title, since the page may
    have been written for another event.
    """
    numbered = {(known.number, _title(known)): known for known in here.topics}
    found = {
        topic.n: numbered[key]
        for topic in page.topics
        if (key := (topic.number or 0, normalise(topic.title))) in numbered
    }
    # What the page called a topic when it was last read comes first: it may have been renamed here.
    for title_of in (_last_title, _title):
        waiting = defaultdict(list)
        taken = {known.number for known in found.values()}
        for known in sorted(here.topics, key=lambda known: known.number):
            if known.number not in taken:
                waiting[title_of(known)].append(known)
        for topic in page.topics:
            if topic.n not in found and waiting[normalise(topic.title)]:
                found[topic.n] = waiting[normalise(topic.title)].pop(0)
    return found


def _last_title(known: KnownTopic) -> str:
    return normalise(known.as_read["fields"]["title"]) if known.as_read else ""


def _title(known: KnownTopic) -> str:
    return normalise(known.fields["title"])


def _new_topic(topic: PageTopic, here: Known) -> TopicPlan:
    left = here.last_read.get("left", ()) if here.last_read else ()
    plan = TopicPlan(number=None, title=topic.title, change=Change.NEW, topic=topic, said=said.all_new(topic))
    return left_out(plan) if normalise(topic.title) in left else plan


def _known_topic(topic: PageTopic, known: KnownTopic, here: Known, silent_on: Collection[str]) -> TopicPlan:
    def same_people(one: str, other: str) -> bool:
        return [here.canonical(normalise(name)) for name in one.split(BETWEEN_NAMES)] == [
            here.canonical(normalise(name)) for name in other.split(BETWEEN_NAMES)
        ]

    last = known.as_read["fields"] if known.as_read else {}
    spoken = {field: value for field, value in fields_of(topic).items() if field not in silent_on}
    fields = tuple(_differing(spoken, known.fields, last, same_people))
    return TopicPlan(
        number=known.number,
        title=topic.title,
        change=change_of(Change.SAME, fields),
        topic=topic,
        fields=fields,
        said=(*said.compared(topic, known, here), *(() if silent_on else said.gone(topic, known, here))),
    )


# People and dates


def _milestone(what: str, here: Known) -> Change:
    # What was read before and is not here any more was removed here, or left out.
    last = here.last_read["milestones"] if here.last_read else ()
    return Change.SAME if normalise(what) in here.milestones or what in last else Change.NEW


def _join(one: Identity, other: Identity, here: Known, reason: Reason, evidence: str) -> JoinPlan:
    joined, into = sorted((one, other), key=_rank, reverse=True)
    unasked = here.last_read.get("unasked", ()) if here.last_read else ()
    change = Change.SAME if here.has_asked(one, other) else Change.NEW
    if change is Change.NEW and sorted((one.key, other.key)) in unasked:
        change = Change.LEFT
    return JoinPlan(joined=joined, into=into, reason=reason, evidence=evidence, change=change)


def _rank(identity: Identity) -> int:
    return min(_RANK.index(mention.source) for mention in identity.mentions)
