"""Writing an event to a file in a format that can be imported again."""

from collections.abc import Iterator
from dataclasses import dataclass

from hackathon.agenda import queries as agendas
from hackathon.core.text.tables import for_people
from hackathon.events.models import Event
from hackathon.importing.queries.event_pages import in_parts, page_of
from hackathon.pages.readers.formats import PageFormat
from hackathon.pages.writers import json_document
from hackathon.pages.writers.formats import WRITERS


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """A file's name, media type and bytes."""

    name: str
    media_type: str
    content: bytes


def file_of(event: Event, kind: PageFormat) -> PageFile:
    """Return the event and its current agenda as a page of that kind (one of `WRITERS`)."""
    writer = WRITERS[kind]
    text = writer.write(page_of(event), agendas.latest(event))
    content = for_people(text) if kind is PageFormat.CSV else text.encode()
    return PageFile(name=f"{event.slug}.{writer.suffix}", media_type=writer.media_type, content=content)


def json_of(event: Event) -> Iterator[bytes]:
    """Yield the event and its current agenda as JSON in our own format, keeping little in memory."""
    page, topics = in_parts(event)
    yield from (part.encode() for part in json_document.parts(page, topics, agendas.latest(event)))
