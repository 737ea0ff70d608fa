"""Reads the export of a conference tool, recognized by its structure, as a page."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.model.limits import check_json
from hackathon.pages.model.page import Page
from hackathon.pages.readers.tool_exports import (
    conference_hall,
    discourse,
    eventyay,
    indico,
    issue_trackers,
    openreview,
    pretalx,
    schedule,
    schedule_xml,
    sessionize,
    trello,
)
from hackathon.pages.readers.tool_exports.page_builder import page_of
from hackathon.pages.readers.tool_exports.sessions import Export

_MOST_LOOKED_AT = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A tool's JSON: whether a document is its, and how to read it."""

    name: str
    recognizes: Callable[[Any], bool]
    read: Callable[[Any], Export]


def _tool(name: str, module: ModuleType) -> Tool:
    return Tool(name=name, recognizes=module.recognizes, read=module.read)


TOOLS: tuple[Tool, ...] = (
    _tool("a schedule", schedule),
    _tool("Sessionize", sessionize),
    _tool("EventYay", eventyay),
    _tool("pretalx", pretalx),
    _tool("Indico", indico),
    _tool("Conference Hall", conference_hall),
    _tool("Trello", trello),
    _tool("OpenReview", openreview),
    _tool("Discourse", discourse),
    _tool("an issue tracker", issue_trackers),
)
"""All tools whose JSON can be read, in the order in which they are tried."""


def looks_like_json(text: str) -> bool:
    """Whether the text is JSON of one of the tools."""
    return _recognized(text) is not None


def read_json(text: str) -> Page:
    """Return the page in the JSON of a tool; raises NotAPage where it is none's."""
    check_json(text)
    recognized = _recognized(text)
    if recognized is None:
        raise NotAPage(
            message(
                "This JSON is not an export that we recognize. We read exports of conference tools and "
                "issue trackers, lists of rows, and our own."
            )
        )
    tool, document = recognized
    return page_of(tool.read(document), text, rendering="tool-json")


def looks_like_xml(text: str) -> bool:
    """Whether the text is a schedule.xml."""
    return schedule_xml.looks_like(text)


def read_xml(text: str) -> Page:
    """Return the page in a schedule.xml; raises NotAPage for XML that breaks off."""
    return page_of(schedule.read(schedule_xml.read(text)), text, rendering="schedule-xml")


def parsed_json(text: str) -> Any:  # noqa: ANN401 -- JSON
    """Return the JSON of a text, or None for a text that is none or that is too large."""
    if text.lstrip()[:1] not in ("{", "[") or len(text) > _MOST_LOOKED_AT:
        return None
    try:
        check_json(text)
        return json.loads(text)
    except (ValueError, RecursionError, NotAPage):
        return None


def _recognized(text: str) -> tuple[Tool, Any] | None:
    document = parsed_json(text)
    if document is None:
        return None
    return next(((tool, document) for tool in TOOLS if tool.recognizes(document)), None)
