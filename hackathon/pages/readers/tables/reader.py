"""Reads the sheets of a table or workbook as a page with topics, people and questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from hackathon.core.domain.attendance import EventKind
from hackathon.core.errors import Column as AskedColumn
from hackathon.core.errors import ColumnsAlike, NotAPage
from hackathon.core.text.messages import Message, message
from hackathon.pages.model.limits import check_topics
from hackathon.pages.model.page import Page
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.model.source import Line, count_lines
from hackathon.pages.readers.tables.column import Column
from hackathon.pages.readers.tables.header_rows import assumed_header, find_header
from hackathon.pages.readers.tables.headers import Use
from hackathon.pages.readers.tables.json_rows import rows_in, sheet_in
from hackathon.pages.readers.tables.page_parts import PageParts
from hackathon.pages.readers.tables.polls import find_poll
from hackathon.pages.readers.tables.segments import Segment, segments_of
from hackathon.pages.readers.tables.sheets import Row, first_rows, is_workbook_text, sheets_in
from hackathon.pages.readers.tool_exports.reader import parsed_json
from hackathon.pages.recognition.events.event_sentences import read_statement
from hackathon.pages.recognition.questions import page_questions

_SAMPLES = 3
_LONGEST_SAMPLE = 60
_LONGEST_HEADER = 150
_MOST_ABOVE = 2
_EVEN = 0.85
_FEWEST_LINES = 4
_LONGEST_ONLY_HEADER = 5_000


def looks_like(text: str) -> bool:
    """Whether the first rows are even, and one of them names columns that we know."""
    if is_workbook_text(text):
        return True
    document = parsed_json(text)
    if document is not None:
        return bool(rows_in(document)) and find_header(sheet_in(document, text).rows[:60]) is not None
    rows = first_rows(text)
    header = find_header(rows)
    if header is None:
        return find_poll(rows) is not None
    width = len(rows[header].cells)
    is_sentence = any(len(cell) > _LONGEST_HEADER for cell in rows[header].filled)
    # A spreadsheet gives what stands above its header as many cells; a page with a table in it doesn't.
    above = sum(len(row.cells) < width for row in rows[:header])
    return width > 1 and not is_sentence and above <= _MOST_ABOVE and _are_even(text, header, width)


def has_shape_of_table(text: str) -> bool:
    """Whether the rows are even below a first one of short names, whatever these are; people can say."""
    if len(text.split("\n", 3)) < _FEWEST_LINES:
        return False
    rows = first_rows(text)
    if len(rows) < _FEWEST_LINES - 1 or assumed_header(rows) != 0:
        return False
    width = len(rows[0].cells)
    return all(len(row.cells) == width for row in rows) and not any(
        cell.startswith(" ") for cell in rows[0].cells
    )


def columns_without_rows(text: str) -> Message | None:
    """Return a description of a text that is only a table header; None for any other text."""
    rows = first_rows(text[:_LONGEST_ONLY_HEADER])
    if len(rows) != 1 or len(rows[0].filled) < 2 or find_header(rows) is None:
        return None
    return message(
        "This table has only the names of its columns (%(columns)s) and no rows. Export it again, with them.",
        columns=", ".join(f"“{cell[:40]}”" for cell in rows[0].filled[:8]),
    )


def _are_even(text: str, header: int, width: int) -> bool:
    """Whether nearly all rows below the header have as many cells; a table that breaks off counts as one."""
    try:
        below = sheets_in(text)[0].rows[header + 1 :]
    except NotAPage:
        return True
    even = sum(0.5 * width < len(row.cells) <= width + 1 for row in below)
    return bool(below) and even >= _EVEN * len(below)


def read(text: str) -> Page:
    """Return the page in a table; raises NotAPage, describing the table, if no column is known."""
    return read_segments(text, segments_in(text, {}))


def segments_in(text: str, corrections: Mapping[str, Use]) -> list[Segment]:
    """Return the tables of a text; `corrections` say what columns are, by their normalized headers."""
    document = parsed_json(text)
    sheets = sheets_in(text) if document is None else [sheet_in(document, text)]
    return [segment for sheet in sheets for segment in segments_of(sheet, corrections)]


def read_segments(text: str, segments: Sequence[Segment]) -> Page:
    """Return the page that tables of a text are.

    Raises NotAPage where none has topics or people, and ColumnsAlike where two columns could be the title.
    """
    if not has_known_columns(segments):
        raise NotAPage(what_was_seen(segments))
    if alike := next((segment.alike_titles for segment in segments if segment.alike_titles), ()):
        raise ColumnsAlike({"title": tuple(map(_asked, alike))})
    return page_of_segments(text, segments)


def _asked(column: Column) -> AskedColumn:
    samples = tuple(value[:_LONGEST_SAMPLE] for value in column.values[:_SAMPLES])
    return AskedColumn(position=column.position, name=column.header, samples=samples)


def _about_titles(segments: Sequence[Segment]) -> Iterator[Question]:
    for segment in segments:
        if segment.alike_titles and segment.header:
            yield Question(
                about=QuestionSubject.COLUMNS,
                kind=QuestionKind.WHICH_TITLE,
                line=segment.header.line,
                proposals=tuple(column.header for column in segment.alike_titles),
                names=tuple(
                    next(iter(column.values), "")[:_LONGEST_SAMPLE] for column in segment.alike_titles
                ),
            )


def has_known_columns(segments: Sequence[Segment]) -> bool:
    """Whether any of the tables has a column of titles or of names."""
    return any(segment.is_topics or segment.is_people for segment in segments)


def page_of_segments(text: str, segments: Sequence[Segment]) -> Page:
    """Return the page that tables of a text are, perhaps one with nothing on it."""
    check_topics(len({title for segment in segments for title in _titles(segment)}))
    parts = PageParts()
    # A sheet that says more of its topics comes first: a timetable only repeats their titles.
    for segment in sorted(segments, key=_order):
        parts.add(segment)
    check_topics(len(parts.topics))
    remarks = [row for segment in segments for row in segment.remarks]
    event = next((found for row in remarks if (found := read_statement(_as_line(row)))), None)
    page = Page(
        title=None,
        site=None,
        kind=EventKind.HACKATHON if event else EventKind.IDEA_LIST,
        rendering="table",
        lines=count_lines(text),
        chars=len(text),
        event=event,
        topics=parts.page_topics(),
        attendees=tuple(parts.attendees.values()),
        silent_on=parts.silent_on(),
        setup=parts.setup(),
    )
    questions = (*_about_titles(segments), *page_questions(page), *parts.questions())
    return replace(page, unplaced=tuple(parts.unplaced), questions=questions)


def _titles(segment: Segment) -> Iterator[str]:
    """Yield the titles as they are in the cells, before any row is interpreted."""
    for column in segment.reader.of(Use.TITLE):
        yield from column.values


def _order(segment: Segment) -> tuple[int, int]:
    says = segment.reader.has(Use.DESCRIPTION, Use.CONTACT) if segment.is_topics else False
    return (0 if says else 1 if segment.is_topics else 2, -len(segment.rows))


def _as_line(row: Row) -> Line:
    return Line(number=row.line, text=" ".join(row.filled), gap=0)


def what_was_seen(segments: Sequence[Segment]) -> Message:
    """Return the columns of tables without any known column."""
    firsts = [row for each in segments for row in (each.header, *each.remarks, *each.rows) if row][:3]
    seen = [", ".join(f"“{cell[:40]}”" for cell in row.filled[:8]) for row in firsts]
    return message(
        "This is a table, but none of its columns seems to be a title or a name: %(columns)s. "
        "Name one column “Title”.",
        columns="; ".join(seen),
    )
