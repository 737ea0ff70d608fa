"""Importing the topics of a page: fields, contacts, votes and comments."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from hackathon.accounts.models import Person
from hackathon.core.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.core.extensions import db
from hackathon.core.text.addresses import without_addresses
from hackathon.events.models import Event
from hackathon.events.participation.services import NamedPeople
from hackathon.importing.queries import base_version
from hackathon.importing.services import page_outcomes, same_topics
from hackathon.pages.merge.outcomes import Change, Outcome
from hackathon.pages.merge.plan import MergePlan, ResponsePlan, TopicPlan
from hackathon.pages.merge.records import (
    BETWEEN_NEEDS,
    YES,
    comparable_minute,
    topic_as_read,
    topic_fields,
    with_earlier_fields,
    with_page_version,
)
from hackathon.pages.model.page import Page, PageTopic
from hackathon.pages.model.topic_outcome import OUTCOME_FIELDS
from hackathon.pages.report import page_as_json
from hackathon.topics.areas.services import NamedAreas
from hackathon.topics.comments.models import Comment
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote


def write(
    event: Event, page: Page, changes: MergePlan, roll: NamedPeople, *, now: datetime, are_new: bool = False
) -> None:
    """Save the plan's changes to topics; if all of them are new, no existing one is read.

    A topic that is no longer on the page stays, unless an organizer withdrew it; a skipped topic stays out.
    """
    truth = {each["n"]: each for each in page_as_json(page)["topics"]}
    ours = {} if are_new else {topic.number: topic for topic in base_version.topics(event)}
    merged = topic_links.merged_at(event)
    areas = NamedAreas(event)
    for change in changes.topics:
        if change.change is Change.WITHDRAWN:
            ours[change.number or 0].review_state = ReviewState.WITHDRAWN
        if change.topic is None or change.change is Change.LEFT_OUT:
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
        # Votes and comments for a merged topic go to its canonical topic.
        _write_said(ours[merged.get(topic.number, topic.number)], change.responses, roll, now=now)
        same_topics.resolve_same_topics(topic, change, now=now)
        _write_outcome(topic, change, change.topic)


def _write_outcome(topic: Topic, change: TopicPlan, page: PageTopic) -> None:
    taken = {
        field
        for field, value in _wanted(change, page)
        if field in OUTCOME_FIELDS and (value or change.change is not Change.NEW)
    }
    if page.outcome and taken:
        page_outcomes.write(topic, page.outcome, taken)


def _as_read(topic: Topic, change: TopicPlan, now: dict[str, Any], page: Page) -> dict[str, Any]:
    """Return the page's version of the topic, beside that of another page that had it first."""
    before = topic.as_read
    if before and page.title and (change.unites or page.title in before.get("also", {})):
        return with_page_version(before, now)
    return with_earlier_fields(now, before, page.silent_on)


def _free_number(wanted: int, taken: Iterable[int]) -> int:
    """Return the topic's number or position on the page; if it is taken, the next free one."""
    return wanted if wanted not in taken else max(taken) + 1


def _write_fields(topic: Topic, change: TopicPlan, areas: NamedAreas, roll: NamedPeople) -> None:
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
            case "minutes" | "notes" | "promise" | "heads":
                pass  # rows of their own, which need the key of the topic
            case _:
                setattr(topic, field, value)


def _planned(field: str, value: str) -> int | list[str] | bool:
    """Return the topic's planning needs as the column stores them."""
    if field == "length":
        return int(value)
    if field == "needs":
        return value.split(BETWEEN_NEEDS) if value else []
    return value == YES


def _wanted(change: TopicPlan, page: PageTopic) -> Iterator[tuple[str, str]]:
    if change.change is Change.NEW:
        yield from topic_fields(page).items()
    else:
        yield from ((each.field, each.page) for each in change.fields if each.outcome is Outcome.TAKEN)


def _write_contacts(topic: Topic, page: PageTopic, roll: NamedPeople) -> None:
    """Replace the contacts with those on the page, but keep the proposer of the topic."""
    role = page.contact.role if page.contact else ContactRole.TECHNICAL_CONTACT
    named = dict.fromkeys(
        (roll.person(each.name, affiliation=each.affiliation, email=each.email), each.role or role)
        for each in (page.contact.people if page.contact else ())
    )
    others = [contact for contact in topic.contacts if contact.role not in base_version.CONTACT_ROLES]
    if not topic.contacts:
        proposers = dict.fromkeys(roll.person(name) for name in page.proposers)
        others = [Contact(person=person, role=ContactRole.PROPOSER) for person in proposers]
    topic.contacts = _contacts(topic, list(named))
    topic.contacts += others
    for position, contact in enumerate(topic.contacts):
        contact.position = position


def _add_contacts(topic: Topic, page: PageTopic, roll: NamedPeople) -> None:
    """Add the contacts of another page to those that the topic has."""
    there = {contact.person for contact in topic.contacts}
    role = page.contact.role if page.contact else ContactRole.TECHNICAL_CONTACT
    for each in page.contact.people if page.contact else ():
        person = roll.person(each.name, affiliation=each.affiliation, email=each.email)
        if person not in there:
            there.add(person)
            topic.contacts.append(
                Contact(person=person, role=each.role or role, position=len(topic.contacts))
            )


def _contacts(topic: Topic, named: Sequence[tuple[Person, ContactRole]]) -> list[Contact]:
    """Return the contacts with those names; an existing contact keeps the role."""
    there = [contact for contact in topic.contacts if contact.role in base_version.CONTACT_ROLES]
    by_part = {(contact.person, contact.role): contact for contact in there}
    by_person = {contact.person: contact for contact in there}
    parts = Counter(person for person, _ in named)
    return [
        by_part.get((person, part))
        or (by_person.get(person) if parts[person] == 1 else None)
        or Contact(person=person, role=part)
        for person, part in named
    ]


def _write_said(topic: Topic, said: Iterable[ResponsePlan], roll: NamedPeople, *, now: datetime) -> None:
    votes = {vote.person: vote for vote in topic.votes}
    comments: dict[int, Comment | None] = {}
    for plan in said:
        each = plan.response
        if plan.change in (Change.LEFT_OUT, Change.NOT_ON_PAGE):
            continue
        if not each.choice or not each.author:
            comments[each.line] = _comment(topic, plan, comments.get(each.reply_to or 0), roll)
        elif plan.change is not Change.SAME:
            voter = roll.author(each.author)
            # If one person voted under several names, the last vote counts.
            if voter not in votes:
                votes[voter] = Vote(
                    topic=topic, person=voter, choice=each.choice, cast_at=each.at or now, from_page=True
                )
                # Added at once, because a reply below is flushed together with it.
                db.session.add(votes[voter])
            elif each.at and each.at > votes[voter].cast_at:
                votes[voter].choice, votes[voter].cast_at = each.choice, each.at
                votes[voter].from_page = True


def _comment(topic: Topic, plan: ResponsePlan, answered: Comment | None, roll: NamedPeople) -> Comment | None:
    """Return the comment, added if it is new; None if it was deleted here."""
    said = plan.response
    if plan.change is Change.SAME:
        at = comparable_minute(said.at)
        same = (
            each
            for each in topic.comments
            if comparable_minute(each.written_at) == at
            and without_addresses(each.text) == without_addresses(said.text)
        )
        return next(same, None)
    if answered is not None and answered.id is None:
        db.session.flush()  # a reply needs the key of its parent
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
