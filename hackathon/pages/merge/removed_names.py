"""Leaves out people who deleted their account, so that an import does not bring them back.

Mentions of them in other people's text are left alone.
"""

from collections.abc import Callable
from dataclasses import replace

from hackathon.pages.model.page import Page, PageTopic


def without_names(page: Page, is_removed: Callable[[str], bool]) -> tuple[Page, tuple[str, ...]]:
    """Return the page without those people, their votes and comments, and the names that were left out."""
    removed = tuple(sorted(name for name in _names(page) if is_removed(name)))
    if not removed:
        return page, ()
    handles = page.handles and tuple(
        each for each in page.handles if each.name not in removed and each.handle not in removed
    )
    left = replace(
        page,
        attendees=tuple(each for each in page.attendees if each.name not in removed),
        handles=handles,
        topics=tuple(_topic_without(topic, removed) for topic in page.topics),
    )
    return left, removed


def _names(page: Page) -> set[str]:
    names = {each.name for each in page.attendees}
    names |= {name for each in page.handles or () for name in (each.name, each.handle)}
    for topic in page.topics:
        names |= {*topic.proposers, *(each.author for each in topic.comments if each.author)}
        names |= {each.name for each in (topic.contact.people if topic.contact else ())}
    return names


def _topic_without(topic: PageTopic, removed: tuple[str, ...]) -> PageTopic:
    contact = topic.contact
    if contact and any(each.name in removed for each in contact.people):
        people = tuple(each for each in contact.people if each.name not in removed)
        raw = ", ".join(each.name for each in people)
        contact = replace(contact, people=people, raw=raw) if people else None
    return replace(
        topic,
        contact=contact,
        proposers=tuple(name for name in topic.proposers if name not in removed),
        comments=tuple(each for each in topic.comments if each.author not in removed),
    )
