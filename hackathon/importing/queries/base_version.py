"""An event's current values, for comparison with a page."""

from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from hackathon.accounts.models import Person, PersonMerge, PersonMergeState
from hackathon.core.domain.topics import ContactRole
from hackathon.core.extensions import db
from hackathon.core.text.addresses import without_addresses
from hackathon.core.text.names import normalize
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.importing.models import PageImport
from hackathon.importing.queries import event_setup
from hackathon.importing.queries.topic_outcomes import outcomes_by_number
from hackathon.pages.merge.existing import ExistingAttendance, ExistingEvent, ExistingTopic
from hackathon.pages.merge.records import (
    BETWEEN_NAMES,
    BETWEEN_NEEDS,
    HOURS,
    YES,
    base_version_for,
    comparable_minute,
)
from hackathon.pages.merge.similar_topics import CandidateOrigin, CandidateTopic
from hackathon.pages.model.page import Page
from hackathon.pages.model.setup import setup_facts
from hackathon.pages.model.topic_outcome import PageOutcome, outcome_fields
from hackathon.pages.recognition.events.dates import format_hours
from hackathon.topics.comments.models import Comment
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Contact, Topic
from hackathon.topics.votes.models import Vote

CONTACT_ROLES = (ContactRole.TECHNICAL_CONTACT, ContactRole.MENTOR)
"""The roles that a page's contacts can have; an import leaves the proposer of a topic alone."""

_AS_THEY_ARE = (
    "title", "verified", "contact_note", "forum", "chat", "difficulty",
    "skills", "description", "outcomes", "steps", "references",
)  # fmt: skip


def base_version_of(event: Event, page: Page) -> ExistingEvent:
    """Return the event's current values, for comparison with this page."""
    proposals = _proposals(event)
    accepted = [each for each in proposals if each.state is PersonMergeState.ACCEPTED]
    hours = {f"{HOURS}{each.day}": format_hours(each.opens, each.closes) for each in event.hours}
    attendances = list(attendances_of(event))
    handles = {name: each.person.name_key for each in attendances for name in _names(each.person)}
    days = {"first_day": event.first_day.isoformat(), "last_day": event.last_day.isoformat()}
    return ExistingEvent(
        slug=event.slug,
        facts={**days, **hours, **(setup_facts(event_setup.setup_of(event)) if page.setup else {})},
        topics=tuple(_topics(event, page)),
        # If people share a name, the first counts, as on a page.
        attendances={each.person.name_key: _attendance(each) for each in reversed(attendances)},
        milestones=frozenset(normalize(each.name) for each in event.milestones),
        aliases=handles | {each.joined.name_key: each.into.name_key for each in accepted},
        asked=frozenset(frozenset((each.joined.name_key, each.into.name_key)) for each in proposals),
        elsewhere=tuple(_elsewhere(event)),
        last_read=db.session.scalars(
            select(PageImport.as_read)
            .where(
                PageImport.event_id == event.id,
                PageImport.undone_at.is_(None),
                PageImport.as_read["from"].as_string() == page.title,
            )
            .order_by(PageImport.id.desc())
            .limit(1)
        ).first(),
    )


def _elsewhere(event: Event) -> Iterator[CandidateTopic]:
    """Yield the topics of all other events, with what is needed to recognize one as a new one."""
    rows = db.session.execute(
        select(Event.slug, Event.title, Topic.number, Topic.title, Topic.description)
        .join(Topic, Topic.event_id == Event.id)
        .where(Event.id != event.id, ~Topic.is_withdrawn, ~topic_links.is_merged())
        .order_by(Event.first_day.desc(), Event.id, Topic.number)
    )
    for slug, event_title, number, title, description in rows:
        yield CandidateTopic(
            where=CandidateOrigin.ELSEWHERE,
            event=slug,
            event_title=event_title,
            number=number,
            title=title,
            description=description,
        )


def topics(event: Event, *where: ColumnElement[bool]) -> Iterator[Topic]:
    """Return the event's topics with everything that a page may contain about them."""
    yield from db.session.scalars(
        select(Topic)
        .where(Topic.event_id == event.id, *where)
        .order_by(Topic.number)
        .options(
            joinedload(Topic.area),
            selectinload(Topic.contacts).joinedload(Contact.person),
            selectinload(Topic.votes).joinedload(Vote.person).selectinload(Person.handles),
            selectinload(Topic.comments).joinedload(Comment.person).selectinload(Person.handles),
        )
    )


def _topics(event: Event, page: Page) -> Iterator[ExistingTopic]:
    """Yield the topics; what belongs to a merged topic is listed under its canonical topic."""
    ours = {topic.number: topic for topic in topics(event)}
    merged = topic_links.merged_at(event)
    has_outcomes = any(topic.outcome is not None for topic in page.topics)
    outcomes = outcomes_by_number(event) if has_outcomes else {}
    for number, topic in ours.items():
        came = outcome_fields(outcomes.get(number, PageOutcome())) if has_outcomes else {}
        yield _topic(topic, ours[merged.get(number, number)], page, came)


def _topic(topic: Topic, said_of: Topic, page: Page, came: Mapping[str, str]) -> ExistingTopic:
    return ExistingTopic(
        number=topic.number,
        fields={**_fields(topic), **came},
        as_read=base_version_for(topic.as_read, page),
        page=topic.as_read["from"] if topic.as_read else None,
        # If people share a name, the last vote counts, as on a page.
        votes={
            name: vote.cast_at
            for vote in sorted(said_of.votes, key=lambda vote: vote.cast_at)
            for name in _names(vote.person)
        },
        comments=frozenset(
            (name, comparable_minute(each.written_at), without_addresses(each.text))
            for each in said_of.comments
            for name in (_names(each.person) if each.person else ("",))
        ),
    )


def _fields(topic: Topic) -> dict[str, str]:
    contacts = (each.person.name for each in topic.contacts if each.role in CONTACT_ROLES)
    return {
        **{name: getattr(topic, name) for name in _AS_THEY_ARE},
        "area": topic.area.name if topic.area else "",
        "review_state": topic.review_state.value if topic.review_state else "",
        "inserted_on": topic.inserted_on.isoformat() if topic.inserted_on else "",
        "programme": topic.programme.value,
        "contacts": BETWEEN_NAMES.join(contacts),
        "length": str(topic.length),
        "needs": BETWEEN_NEEDS.join(topic.needs),
        "is_plenary": YES if topic.is_plenary else "",
        "may_run_twice": YES if topic.may_run_twice else "",
    }


def _names(person: Person) -> set[str]:
    return {person.name_key, *(handle.name_key for handle in person.handles)}


def _attendance(attendance: Attendance) -> ExistingAttendance:
    return ExistingAttendance(
        name=attendance.person.name,
        status=attendance.status,
        has_answered=attendance.answered_at is not None,
    )


def attendances_of(event: Event) -> Iterator[Attendance]:
    """Return the attendances of the event, with wiki user names."""
    yield from db.session.scalars(
        select(Attendance)
        .where(Attendance.event_id == event.id)
        .order_by(Attendance.id)
        .options(joinedload(Attendance.person).selectinload(Person.handles))
    )


def _proposals(event: Event) -> list[PersonMerge]:
    return list(
        db.session.scalars(
            select(PersonMerge)
            .where(PersonMerge.event_id == event.id)
            .options(joinedload(PersonMerge.joined), joinedload(PersonMerge.into))
        )
    )
