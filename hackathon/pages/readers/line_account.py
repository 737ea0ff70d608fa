"""Accounts for each line of a page whose reader only reports where parts begin."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from types import MappingProxyType

from hackathon.pages.model.page import Page
from hackathon.pages.recognition.understanding import LineUse, SourceLine, Understanding

_MOST_LINES = 60_000
_BLANK = " \t\r,;"
_DATA = ("tool-json", "schedule-xml")


def understanding_of(page: Page, text: str, *, format_name: str) -> Understanding:
    """Return a page as understood by a reader that makes no guesses."""
    lines = lines_of_page(page, text, is_data=format_name in _DATA)
    return Understanding(
        page=page,
        format=format_name,
        layout=sha256(f"format {format_name}".encode()).hexdigest()[:16],
        lines=lines,
        line_counts=counts_of(lines),
    )


def counts_of(lines: tuple[SourceLine, ...]) -> dict[LineUse, int]:
    """Return how many lines became what."""
    counts: dict[LineUse, int] = {}
    for line in lines:
        counts[line.use] = counts.get(line.use, 0) + 1
    return counts


def lines_of_page(
    page: Page, text: str, known: Mapping[int, LineUse] = MappingProxyType({}), *, is_data: bool = False
) -> tuple[SourceLine, ...]:
    """Return each line with its use: lines after the first line of a part belong to that part.

    `known` are lines whose use the page does not record, such as the header of a table.
    """
    follows = {**_FOLLOWS, LineUse.UNPLACED: LineUse.IGNORED} if is_data else _FOLLOWS
    begins = {**{number: (use, None) for number, use in known.items()}, **dict(_begins(page))}
    lines = []
    use, topic = LineUse.MARKUP, None
    for number, words in enumerate(text.split("\n")[:_MOST_LINES], start=1):
        if number in begins:
            use, topic = begins[number]
            lines.append(SourceLine(number=number, text=words, use=use, topic=topic))
            use = follows.get(use, use)
        elif not words.strip(_BLANK):
            lines.append(SourceLine(number=number, text="", use=LineUse.BLANK))
        else:
            lines.append(SourceLine(number=number, text=words, use=use, topic=topic))
    return tuple(lines)


_FOLLOWS = {LineUse.TITLE: LineUse.FIELD, LineUse.HEADING: LineUse.TEXT, LineUse.VOTE: LineUse.FIELD}


def _begins(page: Page) -> Iterator[tuple[int, tuple[LineUse, int | None]]]:
    for section in page.sections:
        yield section.line, (LineUse.HEADING, None)
    for prose in page.prose:
        yield prose.line, (LineUse.TEXT, None)
    for line in page.chrome:
        yield line.number, (LineUse.IGNORED, None)
    for unplaced in page.unplaced:
        yield unplaced.line, (LineUse.UNPLACED, None)
    if page.event:
        yield page.event.line, (LineUse.EVENT, None)
    for milestone in page.milestones:
        yield milestone.line, (LineUse.EVENT, None)
    for person in page.attendees:
        yield person.line, (LineUse.ATTENDEE, None)
    for topic in page.topics:
        for comment in topic.comments:
            yield comment.line, (LineUse.VOTE, topic.n)
        yield topic.line, (LineUse.TITLE, topic.n)
