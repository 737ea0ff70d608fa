"""Importing a very large event written by one of our servers, a few topics at a time."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from sqlalchemy import select

from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.services import NamedPeople
from hackathon.importing.services import importing, page_setup, page_topics
from hackathon.pages.merge import comparison
from hackathon.pages.merge.new_event import NewEvent
from hackathon.pages.merge.records import handle_owners
from hackathon.pages.model.page import Page, PageTopic
from hackathon.pages.model.setup import DRAFT, TOPIC_ORDER
from hackathon.topics.history import services as topic_history

AT_ONCE = 100
"""Topics in memory at the same time, each with its votes and comments."""


@transaction(takes=Lock.ROLL)
def apply(
    *, digest: str, frame: Page, topics: Callable[[], Iterator[PageTopic]], target: NewEvent, now: datetime
) -> int:
    """Import a page into a new event, completely or not at all, and return its number of topics.

    `frame` is the page without its topics, which are read again. The event is the same as `importing` would
    create, but what was written isn't recorded: to undo the import, delete the event.
    """
    bare = frame
    if frame.setup:
        bare = replace(frame, setup=replace(frame.setup, sessions=(), orders=()))
    importing.apply(text="", digest=digest, page=bare, target=target, by=None, now=now)
    titles: list[PageTopic] = []
    for part in _batches(topics()):
        _write(target.slug, _page_of(part, frame), now)
        titles += map(_title, part)
    if frame.setup:
        event, named = _event(target.slug), replace(frame, topics=tuple(titles))
        page_setup.write_order(event, named, frame.setup, {TOPIC_ORDER}, by=None, now=now)
        if frame.setup.sessions:
            page_setup.write_draft(event, named, frame.setup, {DRAFT}, now=now)
    return len(titles)


def _write(slug: str, page: Page, now: datetime) -> None:
    event = _event(slug)
    changes = comparison.compare_page(page, None)
    roll = NamedPeople(event, importing.names_on(page, changes), handle_owners(page))
    page_topics.write(event, page, changes, roll, now=now, are_new=True)
    importing.note_reason(page)
    topic_history.keep_so_far()
    # The record of written rows isn't needed; kept, it would grow to all of the event.
    db.session.expunge_all()


def _event(slug: str) -> Event:
    return db.session.scalars(select(Event).where(Event.slug == slug)).one()


def _page_of(topics: tuple[PageTopic, ...], frame: Page) -> Page:
    """Return a page with these topics, and only those parts of the whole page that they need."""
    authors = {each.author for topic in topics for each in topic.comments}
    named = authors | {each.name for topic in topics if topic.contact for each in topic.contact.people}
    return replace(
        frame,
        topics=topics,
        setup=None,
        attendees=tuple(each for each in frame.attendees if each.name in named),
        milestones=(),
        prose=(),
        unplaced=(),
        notices=(),
        images=(),
        event=None,
    )


def _title(topic: PageTopic) -> PageTopic:
    """Return a topic of which only number and title are known."""
    return PageTopic(
        n=topic.n,
        line=topic.line,
        title=topic.title,
        section=None,
        area=None,
        review_state=None,
        number=topic.number,
    )


def _batches(topics: Iterable[PageTopic]) -> Iterator[tuple[PageTopic, ...]]:
    waiting = iter(topics)
    while part := tuple(islice(waiting, AT_ONCE)):
        yield part
