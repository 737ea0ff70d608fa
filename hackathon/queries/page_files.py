"""An event as a file: a wiki page in one of the kinds that can be read back."""

from dataclasses import dataclass

from hackathon.domain.wiki.kinds import Kind
from hackathon.domain.wiki.writers import WRITERS
from hackathon.models import Event
from hackathon.queries import agendas
from hackathon.queries.event_pages import page_of


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFile:
    """The file's name, what it is, and its bytes."""

    name: str
    media_type: str
    content: bytes


def file_of(event: Event, kind: Kind) -> PageFile:
    """Return the event, and the agenda that holds now, as a page of that kind (one of `WRITERS`)."""
    writer = WRITERS[kind]
    text = writer.write(page_of(event), agendas.latest(event))
    return PageFile(name=f"{event.slug}.{writer.suffix}", media_type=writer.media_type, content=text.encode())
