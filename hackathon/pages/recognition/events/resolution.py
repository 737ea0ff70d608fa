"""Decides what depends on the whole page: the kind of page, and ambiguous dates."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hackathon.core.domain.attendance import EventKind
from hackathon.pages.model.event import EventStatement
from hackathon.pages.model.page import PageTopic
from hackathon.pages.recognition.events.event_sentences import is_about_gathering
from hackathon.pages.recognition.topics.insert_dates import DateEvidence, resolve_dates


def event_kind(texts: Iterable[str], *, gathers: bool) -> EventKind:
    """Return the kind of page; `gathers` says whether people attend or days are given.

    A word such as "hackathon" in the title or a heading counts as well.
    """
    is_gathering = gathers or any(map(is_about_gathering, texts))
    return EventKind.HACKATHON if is_gathering else EventKind.IDEA_LIST


def with_resolved_dates(topics: Sequence[PageTopic], event: EventStatement | None) -> tuple[PageTopic, ...]:
    """Return the topics with ambiguous dates resolved where the rest of the page allows it."""
    evidence = [DateEvidence(author=_author(topic), not_after=_there_by(topic, event)) for topic in topics]
    dates = resolve_dates([topic.date_of_insert for topic in topics], evidence)
    return tuple(replace(topic, date_of_insert=day) for topic, day in zip(topics, dates, strict=True))


def _author(topic: PageTopic) -> str | None:
    return topic.contact.people[0].name if topic.contact and topic.contact.people else None


def _there_by(topic: PageTopic, event: EventStatement | None) -> date | None:
    """Return a day by which the topic existed: its first comment, or the end of the event."""
    days = [comment.stamp.date() if comment.stamp else comment.day for comment in topic.comments]
    return min((day for day in [*days, event.ends if event else None] if day), default=None)
