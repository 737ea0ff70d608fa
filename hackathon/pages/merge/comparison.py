"""Compares a page with an event and plans the merge.

This is a three-way comparison: the page, our data, and the page as it was last read. Only changes on the page
since then are taken; changes made in the event are never overwritten.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date

from hackathon.core.domain.clocks import DAY, runs_over
from hackathon.core.text.addresses import without_addresses
from hackathon.core.text.messages import Message, message
from hackathon.core.text.names import normalize
from hackathon.pages.merge import attendees, comment_diff
from hackathon.pages.merge.choices import change_of, left_out
from hackathon.pages.merge.existing import ExistingEvent, ExistingTopic
from hackathon.pages.merge.identities import Identity, MatchReason, MentionSource, match_names
from hackathon.pages.merge.outcomes import Change, Outcome
from hackathon.pages.merge.plan import (
    FieldChange,
    MergePlan,
    MilestonePlan,
    PersonMergePlan,
    SameTopic,
    TopicPlan,
)
from hackathon.pages.merge.records import BETWEEN_NAMES, HOURS, event_facts, handle_owners, topic_fields
from hackathon.pages.merge.resolution import resolve_field
from hackathon.pages.merge.similar_topics import (
    CandidateOrigin,
    CandidateTopic,
    CandidateTopics,
    Similarity,
    best_matches,
)
from hackathon.pages.model.page import Page, PageTopic
from hackathon.pages.model.setup import SLOTS
from hackathon.pages.recognition.events.dates import parse_hours

NO_EVENT = ExistingEvent(slug="", facts={}, answered=frozenset())
_RANK = (MentionSource.ATTENDEE, MentionSource.CONTACT, MentionSource.HANDLE)


def compare_page(page: Page, known: ExistingEvent | None) -> MergePlan:
    """Return what importing the page would change. Without an event (None) everything is new."""
    here = _with_handles(page, known or NO_EVENT)
    matches = match_names(
        handles=[comment.author for topic in page.topics for comment in topic.comments if comment.author],
        contacts=[person.name for topic in page.topics if topic.contact for person in topic.contact.people],
        attendees=[
            *(person.name for person in page.attendees),
            *(attendance.name for attendance in here.attendances.values()),
        ],
    )
    return MergePlan(
        slug=known.slug if known else None,
        facts=_facts(page, here),
        topics=_topics(page, here),
        people=attendees.compare_attendees(page, here),
        milestones=tuple(
            MilestonePlan(milestone=milestone, change=_milestone(milestone.what, here))
            for milestone in page.milestones
        ),
        joined=matches.joined,
        proposed=tuple(
            _person_merge(merge.one, merge.other, here, merge.reason, merge.evidence)
            for merge in matches.proposed
            if here.canonical(merge.one.key) != here.canonical(merge.other.key)
        ),
        questions=tuple(question for question in page.questions if question.about not in here.answered),
    )


def _with_handles(page: Page, known: ExistingEvent) -> ExistingEvent:
    """Add the handles that the page itself explains. What is known here takes precedence."""
    owned = {handle: normalize(name) for handle, name in (handle_owners(page) or {}).items()}
    return replace(known, aliases={**owned, **known.aliases})


# The event


_DAYTIME = "09:00-17:00"
"""Hours that do not go on past midnight."""


def _facts(page: Page, here: ExistingEvent) -> tuple[FieldChange, ...]:
    last = here.last_read["facts"] if here.last_read else {}
    differing = tuple(_differing(event_facts(page), here.facts, last))
    taken = {change.field: change.page for change in differing if change.outcome is Outcome.TAKEN}
    after = {**here.facts, **taken}
    # The page of another year: where our days stay, those of the page have no hours here.
    return tuple(change for change in differing if _has_its_day(change.field, after))


def _has_its_day(field: str, facts: Mapping[str, str]) -> bool:
    """Whether a fact applies: hours and slots need a day of the event (ISO dates sort as text).

    Slots may also be on the following day if the venue is open past midnight on the last one.
    """
    if not field.startswith((HOURS, SLOTS)) or "first_day" not in facts:
        return True
    day, last_day = field.removeprefix(HOURS).removeprefix(SLOTS), facts["last_day"]
    if field.startswith(SLOTS) and runs_over(*parse_hours(facts.get(f"{HOURS}{last_day}", _DAYTIME))):
        last_day = (date.fromisoformat(last_day) + DAY).isoformat()
    return facts["first_day"] <= day <= last_day


def _is_same_text(one: str, other: str) -> bool:
    """Whether two texts are equal, but for addresses that were cut where everyone reads."""
    return one == other or ("…" in one + other and without_addresses(one) == without_addresses(other))


def _differing(
    page: Mapping[str, str],
    ours: Mapping[str, str],
    last: Mapping[str, str],
    same: Callable[[str, str], bool] = _is_same_text,
) -> Iterator[FieldChange]:
    for field, value in page.items():
        mine = ours.get(field, "")
        compared = same if field == "contacts" else _is_same_text
        outcome = resolve_field(mine, value, last.get(field), same=compared)
        if outcome:
            yield FieldChange(field=field, ours=mine, page=value, outcome=outcome)


# Topics


def _topics(page: Page, here: ExistingEvent) -> tuple[TopicPlan, ...]:
    matches = _matches(page, here)
    plans = [
        _found_topic(topic, matches[topic.n], here, page) if topic.n in matches else _new_topic(topic, here)
        for topic in page.topics
    ]
    matched = {known.number for known in matches.values()}
    missed = [known for known in here.topics if known.number not in matched]
    gone = (
        TopicPlan(number=known.number, title=known.fields["title"], change=Change.NOT_ON_PAGE)
        for known in missed
        if _is_from(page, known)
    )
    return (*_recurring(plans, missed, page, here), *gone)


def _is_from(page: Page, known: ExistingTopic) -> bool:
    return known.as_read is not None and known.as_read["from"] == page.title


def _found_topic(topic: PageTopic, known: ExistingTopic, here: ExistingEvent, page: Page) -> TopicPlan:
    """Return the plan of an existing topic; if only another page had it, ask whether it is the same."""
    if known.as_read is not None or known.page is None:
        return _known_topic(topic, known, here, page.silent_on)
    likeness = Similarity(other=_other(known, page), degree=1.0, evidence=message("the titles are equal"))
    merged, apart = _united(topic, known, here, page), _new_topic(topic, here)
    return replace(merged, same=SameTopic(likeness=likeness, merged=merged, apart=apart, is_merged=True))


def _recurring(
    plans: Collection[TopicPlan], missed: Collection[ExistingTopic], page: Page, here: ExistingEvent
) -> Iterator[TopicPlan]:
    """Yield the plans; a new topic that resembles one we have gets the question whether they are the same."""
    others = CandidateTopics([*(_other(known, page) for known in missed), *here.elsewhere])
    likely = {
        n: list(others.like(plan.title, fields["description"], fields["contacts"].split(BETWEEN_NAMES)))
        for n, plan in enumerate(plans)
        if plan.change is Change.NEW and plan.topic and (fields := topic_fields(plan.topic))
    }
    similar, by_number = best_matches(likely), {known.number: known for known in missed}
    for n, plan in enumerate(plans):
        if n not in similar or plan.topic is None:
            yield plan
            continue
        other, merged = similar[n].other, None
        if other.where is CandidateOrigin.PAGE:
            merged = _known_topic(plan.topic, by_number[other.number], here, page.silent_on)
        elif other.where is CandidateOrigin.EVENT:
            merged = _united(plan.topic, by_number[other.number], here, page)
        yield replace(plan, same=SameTopic(likeness=similar[n], merged=merged, apart=plan))


def _other(known: ExistingTopic, page: Page) -> CandidateTopic:
    return CandidateTopic(
        where=CandidateOrigin.PAGE if _is_from(page, known) else CandidateOrigin.EVENT,
        number=known.number,
        title=known.fields["title"],
        description=known.fields["description"],
        contacts=tuple(known.fields["contacts"].split(BETWEEN_NAMES)),
        page=known.page,
    )


def _united(topic: PageTopic, known: ExistingTopic, here: ExistingEvent, page: Page) -> TopicPlan:
    """Return the plan of a topic of another page: fill empty fields and add its contacts."""
    plan = _known_topic(topic, known, here, page.silent_on)
    fields = tuple(field for field in plan.fields if field.field != "contacts")
    return replace(plan, fields=fields, change=change_of(Change.SAME, fields), unites=True)


def _matches(page: Page, here: ExistingEvent) -> dict[int, ExistingTopic]:
    """Return which existing topic each topic of the page is, by title; equal titles match in order.

    Pages that we wrote also have numbers. A number counts only together with the title, since the page may
    have been written for another event.
    """
    numbered = {(known.number, _title(known)): known for known in here.topics}
    matches = {
        topic.n: numbered[key]
        for topic in page.topics
        if (key := (topic.number or 0, normalize(topic.title))) in numbered
    }
    # What the page called a topic when it was last read comes first: it may have been renamed here.
    for title_of in (_last_title, _title):
        waiting = defaultdict(list)
        taken = {known.number for known in matches.values()}
        for known in sorted(here.topics, key=lambda known: known.number):
            if known.number not in taken:
                waiting[title_of(known)].append(known)
        for topic in page.topics:
            if topic.n not in matches and waiting[normalize(topic.title)]:
                matches[topic.n] = waiting[normalize(topic.title)].pop(0)
    return matches


def _last_title(known: ExistingTopic) -> str:
    return normalize(known.as_read["fields"]["title"]) if known.as_read else ""


def _title(known: ExistingTopic) -> str:
    return normalize(known.fields["title"])


def _new_topic(topic: PageTopic, here: ExistingEvent) -> TopicPlan:
    left = here.last_read.get("left", ()) if here.last_read else ()
    plan = TopicPlan(
        number=None,
        title=topic.title,
        change=Change.NEW,
        topic=topic,
        responses=comment_diff.new_responses(topic),
    )
    return left_out(plan) if normalize(topic.title) in left else plan


def _known_topic(
    topic: PageTopic, known: ExistingTopic, here: ExistingEvent, silent_on: Collection[str]
) -> TopicPlan:
    def same_people(one: str, other: str) -> bool:
        return [here.canonical(normalize(name)) for name in one.split(BETWEEN_NAMES)] == [
            here.canonical(normalize(name)) for name in other.split(BETWEEN_NAMES)
        ]

    last = known.as_read["fields"] if known.as_read else {}
    spoken = {field: value for field, value in topic_fields(topic).items() if field not in silent_on}
    fields = tuple(_differing(spoken, known.fields, last, same_people))
    return TopicPlan(
        number=known.number,
        title=topic.title,
        change=change_of(Change.SAME, fields),
        topic=topic,
        fields=fields,
        responses=(
            *comment_diff.compare_responses(topic, known, here),
            *(() if silent_on else comment_diff.missing_responses(topic, known, here)),
        ),
    )


# People and dates


def _milestone(what: str, here: ExistingEvent) -> Change:
    # What was read before and is not here any more was removed here, or left out.
    last = here.last_read["milestones"] if here.last_read else ()
    return Change.SAME if normalize(what) in here.milestones or what in last else Change.NEW


def _person_merge(
    one: Identity, other: Identity, here: ExistingEvent, reason: MatchReason, evidence: Message
) -> PersonMergePlan:
    joined, into = sorted((one, other), key=_rank, reverse=True)
    unasked = here.last_read.get("unasked", ()) if here.last_read else ()
    change = Change.SAME if here.has_asked(one, other) else Change.NEW
    if change is Change.NEW and sorted((one.key, other.key)) in unasked:
        change = Change.LEFT_OUT
    return PersonMergePlan(joined=joined, into=into, reason=reason, evidence=evidence, change=change)


def _rank(identity: Identity) -> int:
    return min(_RANK.index(mention.source) for mention in identity.mentions)
