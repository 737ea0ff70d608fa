"""The topics of a page that comes in: their fields, contacts, votes and comments."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from hackathon.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.domain.wiki.merging.outcomes import Change, Outcome
from hackathon.domain.wiki.merging.plan import MergePlan, SaidPlan, TopicPlan
from hackathon.domain.wiki.merging.records import (
    BETWEEN_NEEDS,
    YES,
    fields_of,
    minute,
    topic_as_read,
    with_another_page,
    with_earlier,
)
from hackathon.domain.wiki.page import Page, PageTopic
from hackathon.domain.wiki.report import as_truth
from hackathon.extensions import db
from hackathon.models import Comment, Contact, Event, Person, Topic, Vote
from hackathon.queries import known, topic_links
from hackathon.services import same_topics
from hackathon.services.areas import NamedAreas
from hackathon.services.named_people import Roll


def write(event: Event, page: Page, changes: MergePlan, roll: Roll, *, now: datetime) -> None:
    """Write what the plan says of the page's topics.

    One that is gone from the page stays as it is, unless an organizer withdrew it; one that was left out
    stays out.
    """
    truth = {each["n"]: each for each in as_truth(page)["topics"]}
    ours = {topic.number: topic for topic in known.topics(event)}
    merged = topic_links.merged_at(event)
    areas = NamedAreas(event)
    for change in changes.topics:
        if change.change is Change.WITHDRAWN:
            ours[change.number or 0].review_state = ReviewState.WITHDRAWN
        if change.topic is None or change.change is Change.LEFT:
            continue
        topic = ours.get(change.number or 0)
        if topic is None:
            wanted = change.topic.number or change.topic.n
            topic = Topic(event=event, number=_free_number(wanted, ours), made_at=now)
            ours[topic.number] = topic
            db.session.add(topic)
        _write_fields(topic, change, areas, roll)
        as_read = topic_as_read(page, change.topic, truth[change.topic.n])
        topic.as_read = _as_read(topic, change, as_read, page)
        if change.unites:
            _add_contacts(topic, change.topic, roll)
        # What is said of a topic that was merged is said of the one in which it went up.
        _write_said(ours[merged.get(topic.number, topic.number)], change.said, roll, now=now)
        same_topics.settle(topic, change, now=now)


def _as_read(topic: Topic, change: TopicPlan, now: dict[str, Any], page: Page) -> dict[str, Any]:
    """Return how the page gave the topic; beside how another did, where one had it first."""
    before = topic.as_read
    if before and page.title and (change.unites or page.title in before.get("also", {})):
        return with_another_page(before, now)
    return with_earlier(now, before, page.silent_on)


def _free_number(wanted: int, taken: Iterable[int]) -> int:
    """Return the topic's number or place on the page; where another topic has it, the next after all."""
    return wanted if wanted not in taken else max(taken) + 1


def _write_fields(topic: Topic, change: TopicPlan, areas: NamedAreas, roll: Roll) -> None:
    page = change.topic
    if page is None:
        return
    for field, value in _wanted(change, page):
        match field:
            case "area":
                topic.area = areas.named(value) if value else None
            case "review_state":
                topic.review_state = ReviewState(value) if value else None
            case "inserted_on":
                topic.inserted_on = date.fromisoformat(value) if value else None
            case "programme":
                topic.programme = ProgrammeState(value)
            case "contacts":
                _write_contacts(topic, page, roll)
            case "length" | "needs" | "is_plenary" | "may_run_twice":
                setattr(topic, field, _planned(field, value))
            case _:
                setattr(topic, field, value)


def _planned(field: str, value: str) -> int | list[str] | bool:
    """Return what the planner must know of a topic, as its column holds it."""
    if field == "length":
        return int(value)
    if field == "needs":
        return value.split(BETWEEN_NEEDS) if value else []
    return value == YES


def _wanted(change: TopicPlan, page: PageTopic) -> Iterator[tuple[str, str]]:
    if change.change is Change.NEW:
        yield from fields_of(page).items()
    else:
        yield from ((each.field, each.page) for each in change.fields if each.outcome is Outcome.TAKEN)


def _write_contacts(topic: Topic, page: PageTopic, roll: Roll) -> None:
    """Make those the contacts whom the page names; whoever proposed the topic here stays beside them."""
    role = page.contact.role if page.contact else ContactRole.TECHNICAL_CONTACT
    named = dict.fromkeys(
        (roll.person(each.name, email=each.email), each.role or role)
        for each in (page.contact.people if page.contact else ())
    )
    others = [contact for contact in topic.contacts if contact.role not in known.CONTACT_ROLES]
    if not topic.contacts:
        proposers = dict.fromkeys(roll.person(name) for name in page.proposers)
        others = [Contact(person=person, role=ContactRole.PROPOSER) for person in proposers]
    topic.contacts = _contacts(topic, list(named))
    topic.contacts += others
    for position, contact in enumerate(topic.contacts):
        contact.position = position


def _add_contacts(topic: Topic, page: PageTopic, roll: Roll) -> None:
    """Let those whom another page names stand beside the contacts that the topic has."""
    there = {contact.person for contact in topic.contacts}
    role = page.contact.role if page.contact else ContactRole.TECHNICAL_CONTACT
    for each in page.contact.people if page.contact else ():
        person = roll.person(each.name, email=each.email)
        if person not in there:
            there.add(person)
            topic.contacts.append(
                Contact(person=person, role=each.role or role, position=len(topic.contacts))
            )


def _contacts(topic: Topic, named: Sequence[tuple[Person, ContactRole]]) -> list[Contact]:
    """Return the contacts of those names; who has one part keeps the part that they have here."""
    there = [contact for contact in topic.contacts if contact.role in known.CONTACT_ROLES]
    by_part = {(contact.person, contact.role): contact for contact in there}
    by_person = {contact.person: contact for contact in there}
    parts = Counter(person for person, _ in named)
    return [
        by_part.get((person, part))
        or (by_person.get(person) if parts[person] == 1 else None)
        or Contact(person=person, role=part)
        for person, part in named
    ]


def _write_said(topic: Topic, said: Iterable[SaidPlan], roll: Roll, *, now: datetime) -> None:
    votes = {vote.person: vote for vote in topic.votes}
    comments: dict[int, Comment | None] = {}
    for plan in said:
        each = plan.said
        if plan.change in (Change.LEFT, Change.GONE):
            continue
        if not each.choice or not each.author:
            comments[each.line] = _comment(topic, plan, comments.get(each.reply_to or 0), roll)
        elif plan.change is not Change.SAME:
            voter = roll.author(each.author)
            # Of what one person said under several names the last counts.
            if voter not in votes:
                votes[voter] = Vote(topic=topic, person=voter, choice=each.choice, cast_at=each.at or now)
                db.session.add(votes[voter])  # at once: an answer below is flushed, and it with it
            elif each.at and each.at > votes[voter].cast_at:
                votes[voter].choice, votes[voter].cast_at = each.choice, each.at


def _comment(topic: Topic, plan: SaidPlan, answered: Comment | None, roll: Roll) -> Comment | None:
    """Return the comment, written down if it is new; None where it was here and is not any more."""
    said = plan.said
    if plan.change is Change.SAME:
        at = minute(said.at)
        same = (each for each in topic.comments if (minute(each.written_at), each.text) == (at, said.text))
        return next(same, None)
    if answered is not None and answered.id is None:
        db.session.flush()  # a reply needs the key of what it answers
    comment = Comment(
        topic=topic,
        person=roll.author(said.author) if said.author else None,
        text=said.text,
        written_at=said.at,
        addressed_at=said.addressed,
        reply_to_id=answered.id if answered else None,
    )
    db.session.add(comment)
    return comment
