"""Reads our own JSON format, which holds everything on a page."""

import json
import re
from dataclasses import replace
from typing import Any

from hackathon.core.domain.topics import MOST_SLOTS
from hackathon.core.domain.votes import MOST_WEIGHT
from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.core.text.names import normalize, slugify
from hackathon.pages.model.json_codec import from_json
from hackathon.pages.model.limits import check_json, check_topics
from hackathon.pages.model.markdown_blocks import blocks_of_markdown, strip_blank_lines
from hackathon.pages.model.page import Page, PageComment, PageTopic
from hackathon.pages.model.setup import Setup
from hackathon.pages.model.texts import TextField
from hackathon.pages.readers.json_outcomes import checked_outcome

FORMAT = "hackathon-page-1"
_LARGEST_NUMBER = 2**31 - 1
_UID = re.compile(r"[!-~]{1,200}")
_TEXTS = ("skills", "description", "outcomes", "steps", "references")


def looks_like(text: str) -> bool:
    """Whether the text starts by naming our format."""
    return text.lstrip().startswith("{") and f'"{FORMAT.rpartition("-")[0]}-' in text[:200]


def read(text: str) -> Page:
    """Return the page that `write` wrote; of the agenda only how calendars know its sessions comes in.

    An organizer publishes it again: the draft is in the page's setup.

    Raises NotAPage, naming the place, for anything that the schema does not allow.
    """
    check_json(text)
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        raise NotAPage(message("The file is not valid JSON: %(error)s.", error=str(error))) from error
    except RecursionError as error:
        raise NotAPage(message("The JSON is nested too deeply to be a page.")) from error
    format_name = document.get("format") if isinstance(document, dict) else None
    if format_name != FORMAT:
        raise NotAPage(
            message("This JSON is not a page from hackathon: its format is not “%(format)s”.", format=FORMAT)
        )
    return page_in(document)


def page_in(document: dict[str, Any]) -> Page:
    """Return the page in a document of this format; raises NotAPage like `read`."""
    if surplus := document.keys() - {"format", "page", "agenda"}:
        raise NotAPage(message("The JSON has an unknown field “%(field)s”.", field=min(surplus)[:60]))
    raw = document.get("page")
    topics = raw.get("topics") if isinstance(raw, dict) else None
    check_topics(len(topics) if isinstance(topics, list) else 0)
    page: Page = from_json(Page, raw, "page")
    return _checked(page)


def topic_in(raw: Any, n: int) -> PageTopic:  # noqa: ANN401 -- JSON
    """Return the n-th topic of a page, from 1; raises NotAPage like `read`."""
    where = f"page.topics[{n - 1}]"
    return _checked_topic(from_json(PageTopic, raw, where), n, where)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


# The blocks of a text that is there as Markdown can be told from it, so they are not written.


def _whole(field: TextField) -> TextField:
    if field.markdown is None:
        return field
    text = strip_blank_lines(field.markdown)
    return replace(field, markdown=text, blocks=field.blocks or blocks_of_markdown(text))


def with_texts(topic: PageTopic, change: Any) -> PageTopic:  # noqa: ANN401 -- `_bare` or `_whole`
    texts = {name: getattr(topic, name) for name in _TEXTS}
    return replace(topic, **{name: change(field) for name, field in texts.items() if field})


# What the types do not say


def _checked(page: Page) -> Page:
    numbers = [topic.number for topic in page.topics if topic.number is not None]
    if len(numbers) != len(set(numbers)):
        raise NotAPage(message("page.topics: two topics have the same number."))
    if page.event and page.event.starts > page.event.ends:
        raise NotAPage(message("page.event ends before it starts."))
    _check_names("page.attendees", [person.name for person in page.attendees])
    _check_names(
        "page.handles", [name for handle in page.handles or () for name in (handle.handle, handle.name)]
    )
    if page.setup:
        _check_setup(page.setup)
    return replace(
        page,
        topics=tuple(
            _checked_topic(topic, n, f"page.topics[{n - 1}]") for n, topic in enumerate(page.topics, 1)
        ),
    )


def _checked_topic(topic: PageTopic, n: int, where: str) -> PageTopic:
    people = [person.name for person in topic.contact.people] if topic.contact else []
    areas = [topic.area] if topic.area is not None else []
    _check_names(where, [topic.title, *areas, *people, *topic.proposers])
    if topic.number is not None and not 1 <= topic.number <= _LARGEST_NUMBER:
        raise NotAPage(message("%(where)s must be a number, 1 or more.", where=f"{where}.number"))
    if topic.length is not None and not 1 <= topic.length <= MOST_SLOTS:
        raise NotAPage(
            message("%(where)s must be from 1 to %(most)s.", where=f"{where}.length", most=MOST_SLOTS)
        )
    _check_names(f"{where}.needs", topic.needs or ())
    _check_comments(topic.comments, where)
    comments = tuple(
        replace(comment, markdown=strip_blank_lines(comment.markdown)) if comment.markdown else comment
        for comment in topic.comments
    )
    outcome = checked_outcome(topic.outcome, f"{where}.outcome") if topic.outcome else None
    return replace(with_texts(topic, _whole), n=n, comments=comments, outcome=outcome)


def _check_setup(setup: Setup) -> None:
    for where, names in (("areas", setup.areas), ("rooms", [room.name for room in setup.rooms])):
        _check_names(f"page.setup.{where}", names)
    settings = setup.settings
    if settings and not all(
        0 < weight <= MOST_WEIGHT
        for weight in (settings.weight_must, settings.weight_will, settings.weight_maybe)
    ):
        raise NotAPage(message("page.setup.settings: weights must be from 1 to %(most)s.", most=MOST_WEIGHT))
    for room in setup.rooms:
        if room.slug != slugify(room.slug) or not room.slug:
            raise NotAPage(
                message("page.setup.rooms: “%(slug)s” can't be part of an address.", slug=room.slug[:60])
            )
    keys: dict[str, list[object]] = {
        "rooms": [room.slug for room in setup.rooms],
        "slots": [slot.key for slot in setup.slots],
        "presences": [(normalize(availability.name), availability.day) for availability in setup.presences],
        "orders": [(order.first, order.then) for order in setup.orders],
        "sessions": [(session.topic, session.occurrence) for session in setup.sessions],
        "entries": [(entry.topic, entry.occurrence) for entry in setup.entries],
        "entries by uid": [entry.uid for entry in setup.entries],
    }
    for where, values in keys.items():
        if len(values) != len(set(values)):
            raise NotAPage(message("%(where)s has a duplicate.", where=f"page.setup.{where}"))
    if any(order.first == order.then for order in setup.orders):
        raise NotAPage(message("page.setup.orders: a topic can't come before itself."))
    _check_occurrences(setup)


def _check_occurrences(setup: Setup) -> None:
    occurrences = [session.occurrence for session in setup.sessions] + [
        entry.occurrence for entry in setup.entries
    ]
    if any(not 1 <= occurrence <= MOST_SLOTS for occurrence in occurrences):
        raise NotAPage(message("page.setup: occurrences must be from 1 to %(most)s.", most=MOST_SLOTS))
    for entry in setup.entries:
        numbers = (entry.topic - 1, entry.sequence)
        if not _UID.fullmatch(entry.uid) or not all(0 <= number < _LARGEST_NUMBER for number in numbers):
            raise NotAPage(message("page.setup.entries: an entry has an invalid topic, UID or sequence."))


def _check_names(where: str, names: Any) -> None:  # noqa: ANN401 -- texts
    for name in names:
        if not name.strip() or "\n" in name:
            raise NotAPage(
                message("%(where)s: a name or title is empty or has more than one line.", where=where)
            )


def _check_comments(comments: tuple[PageComment, ...], where: str) -> None:
    seen: set[int] = set()
    for n, comment in enumerate(comments):
        if comment.reply_to is not None and comment.reply_to not in seen:
            raise NotAPage(
                message(
                    "%(where)s must be the line of an earlier comment.",
                    where=f"{where}.comments[{n}].reply_to",
                )
            )
        if comment.author is not None:
            _check_names(f"{where}.comments[{n}].author", [comment.author])
        seen.add(comment.line)
