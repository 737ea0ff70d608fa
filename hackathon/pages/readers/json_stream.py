"""Reads our own JSON format in parts, for events that do not fit in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import ijson

from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.pages.model.limits import check_topics
from hackathon.pages.model.page import Page, PageTopic
from hackathon.pages.readers import json_document

_LEFT_OUT = ("page.topics", "agenda")


def is_json_document(file: Path) -> bool:
    """Whether a file starts like a document of our format."""
    with file.open("rb") as stream:
        return json_document.looks_like(stream.read(400).decode("utf-8", errors="replace"))


def read_without_topics(file: Path) -> Page:
    """Return the page without its topics. Raises NotAPage if the file is in another format."""
    builder = ijson.ObjectBuilder()
    with _opened(file) as stream:
        for prefix, event, value in ijson.parse(stream, use_float=True):
            key = f"{prefix}.{value}" if prefix else value
            if not prefix.startswith(_LEFT_OUT) and not (event == "map_key" and key in _LEFT_OUT):
                builder.event(event, value)
    document = builder.value
    if document.get("format") != json_document.FORMAT:
        raise NotAPage(
            message(
                "This JSON is not a page from hackathon: its format is not “%(format)s”.",
                format=json_document.FORMAT,
            )
        )
    return json_document.page_in(document)


def iterate_topics(file: Path) -> Iterator[PageTopic]:
    """Yield the topics, each checked as in `json_document.read`. Raises NotAPage."""
    seen: set[int] = set()
    with _opened(file) as stream:
        for n, raw in enumerate(ijson.items(stream, "page.topics.item", use_float=True), start=1):
            check_topics(n)
            topic = json_document.topic_in(raw, n)
            if topic.number is None or topic.number in seen:
                raise NotAPage(
                    message(
                        "%(where)s has no number, or the same number as another topic.",
                        where=f"page.topics[{n - 1}]",
                    )
                )
            seen.add(topic.number)
            yield topic


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    with file.open("rb") as stream:
        try:
            yield stream
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise NotAPage(message("The file is not valid JSON: %(error)s.", error=str(error))) from error
