"""A page as a JSON document that holds everything and reads back as the same page."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from hackathon.core.domain.agenda import Agenda
from hackathon.pages.model.json_codec import definitions, to_json
from hackathon.pages.model.markdown_blocks import blocks_of_markdown
from hackathon.pages.model.page import Page, PageTopic
from hackathon.pages.model.texts import TextField
from hackathon.pages.readers.json_document import FORMAT, with_texts

_HERE = "\0topics"
"""Stands for the topics while the page around them is written; no text of a page can be this."""


_INDENTED = "\n   "


_BETWEEN = "," + _INDENTED


def write(page: Page, agenda: Agenda | None = None) -> str:
    """Return the page, and the published agenda if there is one, as one JSON document."""
    return "".join(parts(replace(page, topics=()), page.topics, agenda))


def parts(page: Page, topics: Iterable[PageTopic], agenda: Agenda | None = None) -> Iterator[str]:
    """Yield the document that `write` returns, topic by topic; `page` has no topics itself."""
    waiting = iter(topics)
    first = next(waiting, None)
    # The types decide the order of the fields, so a mark stands where the topics will.
    marked = page if first is None else replace(page, topics=(_HERE,))  # type: ignore[arg-type]
    document: dict[str, Any] = {"format": FORMAT, "page": to_json(marked)}
    if agenda:
        document["agenda"] = json.loads(agenda.to_json())
    before, _, after = _dumped(document).partition(_dumped(_HERE))
    yield before
    for number, topic in enumerate(chain([first] if first else [], waiting)):
        yield (_BETWEEN if number else "") + _dumped(with_texts(topic, _bare)).replace("\n", _INDENTED)
    yield after + "\n"


def _dumped(value: Any) -> str:  # noqa: ANN401 -- any value
    # A file with a bare DEL would be taken for a binary one.
    return json.dumps(to_json(value), ensure_ascii=False, indent=1).replace("\x7f", "\\u007f")


def schema() -> dict[str, Any]:
    """Return the JSON Schema of these documents."""
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


def _bare(field: TextField) -> TextField:
    can_be_told = field.markdown is not None and field.blocks == blocks_of_markdown(field.markdown)
    return replace(field, blocks=()) if can_be_told else field
