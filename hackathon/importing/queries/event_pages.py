"""An event as a page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.core.text.names import normalize
from hackathon.events.models import Event, Milestone
from hackathon.events.participation.models import Attendance
from hackathon.importing.models import PageImport
from hackathon.importing.queries import base_version as known
from hackathon.importing.queries import event_setup, topic_pages
from hackathon.pages.merge import base_version
from hackathon.pages.model.event import EventStatement, OpenDay, PageMilestone
from hackathon.pages.model.metadata import Notice
from hackathon.pages.model.page import Page, PageAttendee, PageHandle, PageTopic, Prose, Unplaced
from hackathon.pages.recognition.events.dates import format_hours
from hackathon.pages.writers.topic_lists import TopicLists
from hackathon.topics.comments.models import Comment
from hackathon.topics.links import queries as topic_links
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote


def page_of(event: Event) -> Page:
    """Return the event as a page: its current values, in the page's own words where they agree.

    It also contains parts of imported pages that have no place in the event: prose, headings, unknown fields
    and lines, placeholders. Email addresses are included only where the page had them.
    """
    page, topics = in_parts(event)
    return replace(page, topics=tuple(topics))


def in_parts(event: Event) -> tuple[Page, Iterator[PageTopic]]:
    """Return the event's page without topics, and an iterator over the topics, which loads them as needed."""
    pages = [page["page"] for page in _pages(event)]
    attendances = list(known.attendances_of(event))
    lists = TopicLists.from_stored(chain.from_iterable(page["sections"] for page in pages))
    places = topic_pages.places(event, lists)
    last = pages[-1]["page"] if pages else {}
    page = Page(
        title=next((page["page"]["title"] for page in reversed(pages) if page["page"]["title"]), event.title),
        site=base_version.site(last.get("site")),
        kind=event.kind,
        rendering="event",
        lines=0,
        chars=0,
        images=tuple(last.get("images", ())),
        revision=base_version.revision(last.get("revision")),
        notices=tuple(Notice(line=0, text=each["text"]) for each in last.get("notices", ())),
        outreach=base_version.outreach(last),
        event=_statement(event, [page["event"] for page in pages if page["event"]]),
        milestones=tuple(_milestones(event, chain.from_iterable(page["milestones"] for page in pages))),
        sections=lists.sections,
        prose=tuple(_prose(chain.from_iterable(page["prose"] for page in pages))),
        attendees=tuple(_attendees(attendances, pages)),
        handles=tuple(_handles(event, attendances)),
        unplaced=tuple(_unplaced(chain.from_iterable(page["unplaced"] for page in pages))),
        setup=event_setup.setup_of(event),
    )
    return page, topic_pages.topics(event, places)


def _pages(event: Event) -> Iterable[Mapping[str, Any]]:
    """Return the imported pages as last read, in the order of their last imports."""
    reads = db.session.scalars(
        select(PageImport.as_read)
        .where(PageImport.event_id == event.id, PageImport.undone_at.is_(None))
        .order_by(PageImport.id)
    )
    last: dict[str | None, Mapping[str, Any]] = {}
    for page in reads:
        last.pop(page["from"], None)
        last[page["from"]] = page
    return last.values()


# The event


def _statement(event: Event, said: Sequence[Mapping[str, Any]]) -> EventStatement:
    days = (event.first_day.isoformat(), event.last_day.isoformat())
    raw = next((each["statement_raw"] for each in said if (each["start"], each["end"]) == days), None)
    place = f" in {event.place}" if event.place else ""
    return EventStatement(
        raw=raw or f"{event.title}, {days[0]} to {days[1]}{place}",
        line=0,
        name=event.title,
        starts=event.first_day,
        ends=event.last_day,
        place=event.place,
        city=None,
        country=None,
        days=tuple(
            OpenDay(
                day=each.day,
                opens=each.opens,
                closes=each.closes,
                raw=f"{each.day}: {format_hours(each.opens, each.closes)}",
                line=0,
            )
            for each in event.hours
        ),
        slug=event.slug,
        zone=event.zone,
    )


def _milestones(event: Event, said: Iterable[Mapping[str, Any]]) -> Iterator[PageMilestone]:
    before = {each["what"]: each for each in said}
    for each in event.milestones:
        if each.starts:
            yield _milestone(each, before.get(each.name))


def _milestone(milestone: Milestone, before: Mapping[str, Any] | None) -> PageMilestone:
    starts, ends = milestone.starts, milestone.ends
    days = (starts.isoformat() if starts else None, ends.isoformat() if ends else None)
    is_same = before is not None and (before["start"], before["end"]) == days
    span = " to ".join(day for day in days if day)
    return PageMilestone(
        line=0,
        raw=before["raw"] if before and is_same else f"{span}: {milestone.name}",
        what=milestone.name,
        starts=milestone.starts or milestone.event.first_day,
        ends=milestone.ends,
        year_inferred_from=before["year_inferred_from"] if before and is_same else None,
    )


# People


def _attendees(
    attendances: Iterable[Attendance], pages: Iterable[Mapping[str, Any]]
) -> Iterator[PageAttendee]:
    raw = {
        (normalize(each["name"]), each["affiliation"]): each["raw"]
        for page in pages
        for people in page["attendees"].values()
        for each in people
    }
    for each in attendances:
        person = each.person
        words = f"{person.name}, {person.affiliation}" if person.affiliation else person.name
        yield PageAttendee(
            line=0,
            raw=raw.get((person.name_key, person.affiliation), words),
            name=person.name,
            affiliation=person.affiliation,
            status=each.status,
            is_shown=each.is_shown,
        )


def _handles(event: Event, attendances: Iterable[Attendance]) -> Iterator[PageHandle]:
    here = (Topic.event_id == event.id, ~topic_links.is_merged())
    voters = select(Vote.person_id).join(Topic, Topic.id == Vote.topic_id).where(*here)
    writers = select(Comment.person_id).join(Topic, Topic.id == Comment.topic_id).where(*here)
    said = select(Person).where(or_(Person.id.in_(voters), Person.id.in_(writers)), Person.handles.any())
    people = dict.fromkeys(each.person for each in attendances)
    people |= dict.fromkeys(
        db.session.scalars(said.options(selectinload(Person.handles)).order_by(Person.id))
    )
    for person in people:
        yield from (PageHandle(handle=handle.name, name=person.name) for handle in person.handles)


# Parts that have no place in the event


def _prose(said: Iterable[Mapping[str, Any]]) -> Iterator[Prose]:
    found = (
        Prose(
            section=each["section"],
            line=0,
            blocks=base_version.blocks(each["blocks"]),
            is_rules=each["kind"] == "rules",
        )
        for each in said
    )
    yield from dict.fromkeys(found)


def _unplaced(said: Iterable[Mapping[str, Any]]) -> Iterator[Unplaced]:
    texts = dict.fromkeys(each["text"] for each in said)
    yield from (Unplaced(line=0, text=text) for text in texts)
