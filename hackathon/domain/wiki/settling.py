"""What only a whole page decides: its kind, and dates that could be read in two ways."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from hackathon.domain.attendance import EventKind
from hackathon.domain.wiki.event import EventStatement, is_about_gathering
from hackathon.domain.wiki.insertdates import Evidence, settle
from hackathon.domain.wiki.page import PageTopic


def kind_of(texts: Iterable[str], *, gathers: bool) -> EventKind:
    """Return what a page is of: `gathers` is whether people come, or days are said on which they do.

    A word for a gathering in one of the texts, the title and the headings, makes a hackathon as well.
    """
    is_gathering = gathers or any(map(is_about_gathering, texts))
    return EventKind.HACKATHON if is_gathering else EventKind.IDEA_LIST


def with_settled_dates(topics: Sequence[PageTopic], event: EventStatement | None) -> tuple[PageTopic, ...]:
    """Return the topics with each date of insert decided by what else is on the page, where that decides."""
    evidence = [Evidence(author=_author(topic), not_after=_there_by(topic, event)) for topic in topics]
    dates = settle([topic.date_of_insert for topic in topics], evidence)
    return tuple(replace(topic, date_of_insert=day) for topic, day in zip(topics, dates, strict=True))


def _author(topic: PageTopic) -> str | None:
    return topic.contact.people[0].name if topic.contact and topic.contact.people else None


def _there_by(topic: PageTopic, event: EventStatement | None) -> date | None:
    """Return a day by which the topic was on the page: its first comment, or the end of the event."""
    days = [comment.stamp.date() if comment.stamp else comment.day for comment in topic.comments]
    return min((day for day in [*days, event.ends if event else None] if day), default=None)
