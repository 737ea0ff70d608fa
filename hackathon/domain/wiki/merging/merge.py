"""Compares a page with what is there: a plan of what is new, the same, changed, gone, and in conflict.

Three things are compared: the page, ours, and the page as it was last read. Only what the page changed since
then is taken; what somebody changed here is never overwritten.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from hackathon.domain.attendance import Status
from hackathon.domain.names import normalise
from hackathon.domain.wiki.merging import said
from hackathon.domain.wiki.merging.choices import change_of
from hackathon.domain.wiki.merging.identities import Identity, Reason, Source, find_joins
from hackathon.domain.wiki.merging.known import Known, KnownTopic
from hackathon.domain.wiki.merging.plan import (
    Change,
    FieldChange,
    JoinPlan,
    MergePlan,
    MilestonePlan,
    Outcome,
    PersonPlan,
    TopicPlan,
)
from hackathon.domain.wiki.merging.records import (
    BETWEEN_NAMES,
    HOURS,
    facts_of,
    fields_of,
    owners_of,
)
from hackathon.domain.wiki.page import Page, PageAttendee, PageTopic
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
        people=_people(page, here),
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


def settle(
    ours: str, page: str, last: str | None, *, same: Callable[[str, str], bool] = str.__eq__
) -> Outcome | None:
    """Return whose value counts where the two differ, None where they do not.

    `last` is what the page said when it was last read; None if it was never read. Then only what is empty
    here is filled.
    """
    if same(ours, page):
        return None
    if last is None:
        return Outcome.KEPT if not page else Outcome.CONFLICT if ours else Outcome.TAKEN
    if same(page, last):
        return Outcome.KEPT
    return Outcome.TAKEN if same(ours, last) else Outcome.CONFLICT


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
        _known_topic(topic, found[topic.n], here, page.silent_on)
        if topic.n in found
        else _new_topic(topic, here)
        for topic in page.topics
    ]
    matched = {known.number for known in found.values()}
    gone = (
        TopicPlan(number=known.number, title=known.fields["title"], change=Change.GONE)
        for known in here.topics
        if known.number not in matched and known.as_read and known.as_read["from"] == page.title
    )
    return (*plans, *gone)


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
    change = Change.LEFT if normalise(topic.title) in left else Change.NEW
    return TopicPlan(number=None, title=topic.title, change=change, topic=topic, said=said.all_new(topic))


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


def _people(page: Page, here: Known) -> tuple[PersonPlan, ...]:
    last = here.last_read["people"] if here.last_read else {}
    on_page: dict[str, PageAttendee] = {}
    for attendee in page.attendees:
        on_page.setdefault(normalise(attendee.name), attendee)
    plans = [_person(key, attendee, here, last.get(key)) for key, attendee in on_page.items()]
    gone = (
        PersonPlan(name=ours.name, change=Change.GONE, ours=ours.status)
        for key in last
        if key not in on_page and (ours := here.attendances.get(here.canonical(key)))
    )
    return (*plans, *gone)


def _person(key: str, attendee: PageAttendee, here: Known, last: str | None) -> PersonPlan:
    plan = PersonPlan(name=attendee.name, change=Change.SAME, attendee=attendee)
    ours = here.attendances.get(here.canonical(key))
    if ours is None:
        # Who was read before and is not here any more was taken off the list here.
        return plan if last else replace(plan, change=Change.NEW)
    outcome = settle(ours.status.value, attendee.status.value, last)
    if outcome is Outcome.CONFLICT and last is None and not ours.has_answered:
        # Somebody put them on our list as invited; the page knows more.
        outcome = Outcome.TAKEN if ours.status is Status.INVITED else Outcome.KEPT
    is_taken = outcome is Outcome.TAKEN
    return replace(
        plan, change=Change.CHANGED if is_taken else Change.SAME, ours=ours.status, outcome=outcome
    )


def _join(one: Identity, other: Identity, here: Known, reason: Reason, evidence: str) -> JoinPlan:
    joined, into = sorted((one, other), key=_rank, reverse=True)
    unasked = here.last_read.get("unasked", ()) if here.last_read else ()
    change = Change.SAME if here.has_asked(one, other) else Change.NEW
    if change is Change.NEW and sorted((one.key, other.key)) in unasked:
        change = Change.LEFT
    return JoinPlan(joined=joined, into=into, reason=reason, evidence=evidence, change=change)


def _rank(identity: Identity) -> int:
    return min(_RANK.index(mention.source) for mention in identity.mentions)
