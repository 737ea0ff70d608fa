"""Reads attendees from the lists and tables that were recognized as people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hackathon.core.domain.attendance import Status
from hackathon.pages.document.blocks import Block, ListBlock, ListItem, Paragraph, Row, Table, TextLine
from hackathon.pages.model.page import PageAttendee, Unplaced
from hackathon.pages.recognition.collections.layout_values import PageLayout
from hackathon.pages.recognition.collections.section_words import people_status
from hackathon.pages.recognition.collections.table_columns import TableReading, cell_of
from hackathon.pages.recognition.collections.template_words import is_template
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.people.attendee_lines import (
    ListedPerson,
    affiliation_of,
    read_listed_item,
    read_listed_person,
    read_several,
    said_status,
    says_no,
)
from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_strings import is_name, read_person
from hackathon.pages.recognition.topics.title_people import looks_like_name


@dataclass(slots=True)
class PagePeople:
    """The people of a page; `templates` are lines that only show where to write a name."""

    attendees: list[PageAttendee] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    templates: list[int] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)


def page_people(layout: PageLayout) -> PagePeople:
    """Return all that are listed as coming, in the order of the page."""
    people = PagePeople()
    listed_in = {id(section) for section, block, _ in layout.people if not isinstance(block, Paragraph)}
    for section, block, table in layout.people:
        if isinstance(block, Paragraph) and id(section) in listed_in:
            continue
        status = people_status(section.words)
        listed = list(_from_block(block, table, people))
        has_sure = any(person.status is Status.CONFIRMED for _, _, person in listed)
        otherwise = Status.INVITED if has_sure and status is Status.CONFIRMED else status
        for line, raw, person in listed:
            if person.is_absent:
                people.unplaced.append(Unplaced(line=line, text=raw))
                continue
            known = person.status or otherwise
            if known is Status.INVITED and status is Status.CONFIRMED:
                people.unsure.append(line)
            people.attendees.append(
                PageAttendee(
                    line=line, raw=raw, name=person.name, affiliation=person.affiliation, status=known
                )
            )
    people.attendees.sort(key=lambda person: person.line)
    return people


def _from_block(
    block: Block, table: TableReading | None, people: PagePeople
) -> Iterator[tuple[int, str, ListedPerson]]:
    match block:
        case ListBlock(items=items):
            yield from _from_items(items, people)
        case Table() if table:
            yield from _from_rows(table, people)
        case Paragraph(lines=lines):
            yield from _from_lines(lines)
        case _:
            pass


def _from_items(items: Sequence[ListItem], people: PagePeople) -> Iterator[tuple[int, str, ListedPerson]]:
    for item in items:
        first = item.first
        text = first.text if first else ""
        several = read_several(first) if first else []
        for one in several:
            yield item.line, one.name, one
        person = None if several else read_listed_item(item)
        if person:
            yield item.line, text, person
        elif is_template(text) or is_nobody(text):
            people.templates.append(item.line)
        elif text and not several:
            people.unplaced.append(Unplaced(line=item.line, text=text))
        for block in item.blocks[1:]:
            yield from _from_block(block, None, people)


def _from_lines(lines: Sequence[TextLine]) -> Iterator[tuple[int, str, ListedPerson]]:
    """Yield the people of a paragraph with one on each line; of a text there are none."""
    if len(lines) == 1:
        for one in (several := read_several(lines[0])):
            yield lines[0].number, one.name, one
        names = [part.strip() for part in lines[0].text.rstrip(".").split(",")]
        are_handles = all(_is_handle(name) for name in names)
        names = [name.removeprefix("@") for name in names] if are_handles else names
        if not several and len(names) > 2 and (are_handles or all(looks_like_name(name) for name in names)):
            for name in names:
                yield lines[0].number, name, ListedPerson(name, None, None)
        return
    listed = [(line, read_listed_person(line)) for line in lines]
    if len(lines) >= 2 and all(person and len(line.text) < 100 for line, person in listed):
        for line, person in listed:
            if person:
                yield line.number, line.text, person


def _is_handle(text: str) -> bool:
    return text.startswith("@") and len(text) < 40 and len(text.split()) == 1


def _from_rows(table: TableReading, people: PagePeople) -> Iterator[tuple[int, str, ListedPerson]]:
    column = table.title_column
    for row in table.rows:
        text = cell_of(row, column).text if column is not None else ""
        others = [cell.text for n, cell in enumerate(row.cells) if n != column and cell.text.strip()]
        person = _row_person(row, table, column) if column is not None else None
        if person:
            yield row.line, row.text, person
        elif is_template(text) or is_nobody(text) or (not text and not others):
            people.templates.append(row.line)
        else:
            people.unplaced.append(Unplaced(line=row.line, text=row.text))


def _row_person(row: Row, table: TableReading, column: int) -> ListedPerson | None:
    cell = cell_of(row, column)
    if not cell.lines or is_template(cell.text):
        return None
    named = read_person(cell.text)
    if named is None or not is_name(named.name):
        return None
    values = {
        meaning: cell_of(row, n).text for n, meaning in enumerate(table.fields) if meaning and n != column
    }
    affiliation = affiliation_of(values.get(Field.AFFILIATION, "")) or named.affiliation
    said = values.get(Field.ATTENDANCE, values.get(Field.STATE, ""))
    status = said_status(said) if said else None
    return ListedPerson(named.name, affiliation, status, named.handle, is_absent=says_no(said))
