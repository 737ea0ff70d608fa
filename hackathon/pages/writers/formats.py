"""The formats an event can be written in, with their contents and suffixes."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hackathon.core.domain.agenda import Agenda
from hackathon.core.first_use import on_first_use
from hackathon.core.text.messages import Message, message
from hackathon.pages.model.page import Page
from hackathon.pages.readers.formats import PageFormat
from hackathon.pages.writers.public_page import public_page


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """A format. What `write` returns reads back and changes nothing at the event."""

    kind: PageFormat
    name: Message | str
    holds: Message
    suffix: str
    media_type: str
    write: Callable[[Page, Agenda | None], str]


def _function(name: str) -> Callable[..., Any]:
    """Return a function of this folder: imported on first use, since what is written is also read again."""
    return on_first_use(f"hackathon.pages.writers.{name}")


_write_wikitext: Callable[[Page, Agenda | None], str] = _function("wikitext.page:write")
_write_markdown: Callable[[Page], str] = _function("markdown:write")
_write_csv: Callable[[Page], str] = _function("csv_table:write")
_write_json: Callable[[Page, Agenda | None], str] = _function("json_document:write")

WRITERS: dict[PageFormat, Writer] = {
    writer.kind: writer
    for writer in (
        Writer(
            kind=PageFormat.WIKITEXT,
            name=message("MediaWiki source (wikitext)"),
            holds=message(
                "A page for a wiki: topics with votes and comments, people who are coming or invited and "
                "agreed to be named, days and deadlines, and the published agenda as a table. What a wiki "
                "can't show is in hidden comments."
            ),
            suffix="wiki",
            media_type="text/plain; charset=utf-8",
            write=lambda page, agenda: _write_wikitext(public_page(page), agenda),
        ),
        Writer(
            kind=PageFormat.MARKDOWN,
            name="Markdown",
            holds=message(
                "Topics with votes and comments, people who are coming or invited and agreed to be named, "
                "days and deadlines. Reads well on GitHub."
            ),
            suffix="md",
            media_type="text/markdown; charset=utf-8",
            write=lambda page, _agenda: _write_markdown(public_page(page)),
        ),
        Writer(
            kind=PageFormat.CSV,
            name=message("Table (CSV)"),
            holds=message("The topics for a spreadsheet, one row each, without votes, comments or people."),
            suffix="csv",
            media_type="text/csv; charset=utf-8",
            write=lambda page, _agenda: _write_csv(page),
        ),
        Writer(
            kind=PageFormat.JSON,
            name="JSON",
            holds=message(
                "Everything: all votes and comments, settings, areas, rooms, slots, availability, the draft "
                "and the published agenda, to move the event to another server. It contains email "
                "addresses, so it is for organizers only."
            ),
            suffix="json",
            media_type="application/json",
            write=_write_json,
        ),
    )
}
