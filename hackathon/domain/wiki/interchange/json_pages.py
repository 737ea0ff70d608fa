"""A page as JSON of our own: everything that a page can hold, and nothing lost on the way back."""

import json
import re
from dataclasses import replace
from typing import Any

from hackathon.domain.agenda import Agenda
from hackathon.domain.errors import NotAPage
from hackathon.domain.names import normalise, slugify
from hackathon.domain.topics import MOST_SLOTS
from hackathon.domain.votes import MOST_WEIGHT
from hackathon.domain.wiki.interchange.json_values import definitions, from_json, to_json
from hackathon.domain.wiki.markdown.markdown_blocks import blocks_of_markdown, trimmed
from hackathon.domain.wiki.page import Page, PageComment, PageTopic
from hackathon.domain.wiki.setup import Setup
from hackathon.domain.wiki.texts import TextField

FORMAT = "hackathon-page-1"
_LARGEST_NUMBER = 2**31 - 1
_UID = re.compile(r"[!-~]{1,200}")
_TEXTS = ("skills", "description", "outcomes", "steps", "references")


def write(page: Page, agenda: Agenda | None = None) -> str:
    """Return the page, and the published agenda if there is one, as one JSON document."""
    document: dict[str, Any] = {"format": FORMAT, "page": to_json(_without_blocks(page))}
    if agenda:
        document["agenda"] = json.loads(agenda.to_json())
    # A file with a bare DEL would be taken for a binary one.
    return json.dumps(document, ensure_ascii=False, indent=1).replace("\x7f", "\\u007f") + "\n"


def looks_like(text: str) -> bool:
    """Whether the text names our format at its beginning, as `write` does."""
    return text.lstrip().startswith("{") and f'"{FORMAT.rpartition("-")[0]}-' in text[:200]


def read(text: str) -> Page:
    """Return the page that `write` wrote; of the agenda only how calendars know its sessions comes in.

    An organizer publishes it again: the draft is in the page's setup.

    Raises NotAPage, naming the place, for anything that the schema does not allow.
    """
    try:
        document = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        raise NotAPage(f"The file is no JSON: {error}.") from error
    except RecursionError as error:
        raise NotAPage("The JSON is nested deeper than any page.") from error
    said = document.get("format") if isinstance(document, dict) else None
    if said != FORMAT:
        raise NotAPage(f'The JSON is no page of ours: its "format" is not "{FORMAT}".')
    if surplus := document.keys() - {"format", "page", "agenda"}:
        raise NotAPage(f"The JSON has a field “{min(surplus)[:60]}” that this format does not know.")
    page: Page = from_json(Page, document.get("page"), "page")
    return _checked(page)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the documents that `write` writes."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "description": "An event as a page: topics, votes, comments, people, days, and its agenda.",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "page": {"$ref": "#/$defs/Page"},
            "agenda": {"description": "The agenda as it was published last.", "type": "object"},
        },
        "required": ["format", "page"],
        "additionalProperties": False,
        "$defs": definitions(Page),
    }


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number")


# The blocks of a text that is there as Markdown can be told from it, so they are not written.


def _without_blocks(page: Page) -> Page:
    return replace(page, topics=tuple(_with_texts(topic, _bare) for topic in page.topics))


def _bare(field: TextField) -> TextField:
    can_be_told = field.markdown is not None and field.blocks == blocks_of_markdown(field.markdown)
    return replace(field, blocks=()) if can_be_told else field


def _whole(field: TextField) -> TextField:
    if field.markdown is None:
        return field
    text = trimmed(field.markdown)
    return replace(field, markdown=text, blocks=field.blocks or blocks_of_markdown(text))


def _with_texts(topic: PageTopic, change: Any) -> PageTopic:  # noqa: ANN401 -- `_bare` or `_whole`
    texts = {name: getattr(topic, name) for name in _TEXTS}
    return replace(topic, **{name: change(field) for name, field in texts.items() if field})


# What the types do not say


def _checked(page: Page) -> Page:
    numbers = [topic.number for topic in page.topics if topic.number is not None]
    if len(numbers) != len(set(numbers)):
        raise NotAPage("page.topics: two topics have the same number.")
    if page.event and page.event.starts > page.event.ends:
        raise NotAPage("page.event ends before it starts.")
    _check_names("page.attendees", [person.name for person in page.attendees])
    _check_names("page.handles", [name for each in page.handles or () for name in (each.handle, each.name)])
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
        raise NotAPage(f"{where}.number is not a number from 1.")
    if topic.length is not None and not 1 <= topic.length <= MOST_SLOTS:
        raise NotAPage(f"{where}.length is not from 1 to {MOST_SLOTS}.")
    _check_names(f"{where}.needs", topic.needs or ())
    _check_comments(topic.comments, where)
    comments = tuple(
        replace(each, markdown=trimmed(each.markdown)) if each.markdown else each for each in topic.comments
    )
    return replace(_with_texts(topic, _whole), n=n, comments=comments)


def _check_setup(setup: Setup) -> None:
    for where, names in (("areas", setup.areas), ("rooms", [room.name for room in setup.rooms])):
        _check_names(f"page.setup.{where}", names)
    said = setup.settings
    if not all(
        0 < weight <= MOST_WEIGHT for weight in (said.weight_must, said.weight_will, said.weight_maybe)
    ):
        raise NotAPage(f"page.setup.settings: a weight is not from 1 to {MOST_WEIGHT}.")
    for room in setup.rooms:
        if room.slug != slugify(room.slug) or not room.slug:
            raise NotAPage(f"page.setup.rooms: “{room.slug[:60]}” cannot be part of an address.")
    keys: dict[str, list[object]] = {
        "rooms": [room.slug for room in setup.rooms],
        "slots": [(slot.day, slot.starts) for slot in setup.slots],
        "presences": [(normalise(each.name), each.day) for each in setup.presences],
        "orders": [(each.first, each.then) for each in setup.orders],
        "sessions": [(each.topic, each.occurrence) for each in setup.sessions],
        "entries": [(each.topic, each.occurrence) for each in setup.entries],
        "entries by uid": [each.uid for each in setup.entries],
    }
    for where, found in keys.items():
        if len(found) != len(set(found)):
            raise NotAPage(f"page.setup.{where}: one stands there twice.")
    if any(each.starts >= each.ends for each in setup.slots):
        raise NotAPage("page.setup.slots: one ends before it starts.")
    if any(each.first == each.then for each in setup.orders):
        raise NotAPage("page.setup.orders: a topic stands before itself.")
    _check_occurrences(setup)


def _check_occurrences(setup: Setup) -> None:
    occurrences = [each.occurrence for each in setup.sessions] + [each.occurrence for each in setup.entries]
    if any(not 1 <= each <= MOST_SLOTS for each in occurrences):
        raise NotAPage(f"page.setup: an occurrence is not from 1 to {MOST_SLOTS}.")
    for entry in setup.entries:
        numbers = (entry.topic - 1, entry.sequence)
        if not _UID.fullmatch(entry.uid) or not all(0 <= each < _LARGEST_NUMBER for each in numbers):
            raise NotAPage("page.setup.entries: one has a topic, a UID or a sequence that cannot be.")


def _check_names(where: str, names: Any) -> None:  # noqa: ANN401 -- texts
    for name in names:
        if not name.strip() or "\n" in name:
            raise NotAPage(f"{where}: a name or a title is empty or has more than one line.")


def _check_comments(comments: tuple[PageComment, ...], where: str) -> None:
    seen: set[int] = set()
    for n, comment in enumerate(comments):
        if comment.reply_to is not None and comment.reply_to not in seen:
            raise NotAPage(f"{where}.comments[{n}].reply_to is not the line of a comment before it.")
        if comment.author is not None:
            _check_names(f"{where}.comments[{n}].author", [comment.author])
        seen.add(comment.line)
