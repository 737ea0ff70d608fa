"""The kinds of page that an event can be written as; what each is good for, and its name as a file."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hackathon.domain.agenda import Agenda
from hackathon.domain.attendance import Status
from hackathon.domain.wiki.interchange import csv_writing, json_pages
from hackathon.domain.wiki.kinds import Kind
from hackathon.domain.wiki.markdown import markdown_writing
from hackathon.domain.wiki.page import Page
from hackathon.domain.wiki.wikitext import write


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """One kind of page; what `write` returns reads back and changes nothing at the event."""

    kind: Kind
    name: str
    holds: str
    suffix: str
    media_type: str
    write: Callable[[Page, Agenda | None], str]


def _for_all(page: Page) -> Page:
    """Return the page without the people whom not everybody may find there: it stands where all can read."""
    listed = (Status.CONFIRMED, Status.INVITED)
    return replace(
        page, attendees=tuple(each for each in page.attendees if each.is_shown and each.status in listed)
    )


WRITERS: dict[Kind, Writer] = {
    writer.kind: writer
    for writer in (
        Writer(
            kind=Kind.WIKITEXT,
            name="MediaWiki source (wikitext)",
            holds="The page for a wiki: topics with votes and comments, people who come or are invited and "
            "may be named, days and deadlines, and the published agenda as a table. What a wiki cannot say "
            "stands in comments that it does not show.",
            suffix="wiki",
            media_type="text/plain; charset=utf-8",
            write=lambda page, agenda: write.wikitext(_for_all(page), agenda),
        ),
        Writer(
            kind=Kind.MARKDOWN,
            name="Markdown",
            holds="Topics with votes and comments, people who come or are invited and may be named, days "
            "and deadlines; reads well on GitHub.",
            suffix="md",
            media_type="text/markdown; charset=utf-8",
            write=lambda page, _agenda: markdown_writing.write(_for_all(page)),
        ),
        Writer(
            kind=Kind.CSV,
            name="Table (CSV)",
            holds="The topics for a spreadsheet, one row each, without votes, comments and people.",
            suffix="csv",
            media_type="text/csv; charset=utf-8",
            write=lambda page, _agenda: csv_writing.write(page),
        ),
        Writer(
            kind=Kind.JSON,
            name="JSON",
            holds="All of it: answers of every kind, settings, areas, rooms, slots, who is there when, "
            "the draft and the published agenda. It makes the same event on another server.",
            suffix="json",
            media_type="application/json",
            write=json_pages.write,
        ),
    )
}
