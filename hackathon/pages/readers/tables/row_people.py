"""Whom a row of a table names: contacts, whoever filled it in, and what other columns say of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hackathon.core.text.names import normalize
from hackathon.pages.model.page import NamedPerson
from hackathon.pages.readers.tables.column import Column
from hackathon.pages.readers.tables.headers import Use
from hackathon.pages.readers.tables.name_cells import last_first_columns
from hackathon.pages.readers.tables.sheets import Row
from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_strings import read_people, read_person

LINK_BEHIND = re.compile(r"\s*\((?:https?://|www\.)[^()\s]{1,500}\)")
"""The address that some databases write behind each name."""


@dataclass(slots=True)
class PeopleReader:
    """Reads people by the columns of a table."""

    columns: Sequence[Column]
    last_first: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        cells = {column.position: column.values for column in self._of(Use.CONTACT, Use.SUBMITTER, Use.NAME)}
        self.last_first = last_first_columns(cells)

    def contacts(self, row: Row) -> Iterator[NamedPerson]:
        """Yield the contacts of a topic: of contact columns, and whoever filled in the row."""
        named = [*self._in_columns(row, Use.CONTACT), *self.persons(row)]
        seen: set[str] = set()
        for person in named or self._in_columns(row, Use.SUBMITTER):
            if normalize(person.name) not in seen:
                seen.add(normalize(person.name))
                yield person

    def persons(self, row: Row) -> Iterator[NamedPerson]:
        """Yield whom columns of names name: one person, or several of "Member 1 First Name" and so on."""
        named = False
        for n, columns in enumerate(self._groups()):
            parts = [_first_cell(row, columns, use) for use in (Use.FIRST_NAME, Use.LAST_NAME)]
            if any(parts):
                named = True
                name = " ".join(part for part in parts if part)
                whole = self._of(Use.NAME) if n == 0 else []
                person = NamedPerson(name=" ".join(name.split()))
                yield from self._with_details(row, [*columns, *whole], [person])
        for column in self._of(Use.NAME)[:1] if not named else ():
            yield from self._with_details(row, [column], self._read(row.cell(column.position), column))

    def names(self, row: Row) -> list[str]:
        """Return the names of `persons`."""
        return [person.name for person in self.persons(row)]

    def _of(self, *uses: Use) -> list[Column]:
        return [column for column in self.columns if column.use in uses]

    def _groups(self) -> list[list[Column]]:
        """Return the columns of first and last names, those of one person together."""
        groups: dict[str, list[Column]] = {}
        for column in self._of(Use.FIRST_NAME, Use.LAST_NAME):
            groups.setdefault(column.whose, []).append(column)
        if len(groups) == 2 and all(len(columns) == 1 for columns in groups.values()):
            return [[column for columns in groups.values() for column in columns]]
        return list(groups.values())

    def _in_columns(self, row: Row, use: Use) -> Iterator[NamedPerson]:
        for column in self._of(use):
            people = self._read(row.cell(column.position), column)
            yield from self._with_details(row, [column], people)

    def _read(self, cell: str, column: Column) -> list[NamedPerson]:
        plain = LINK_BEHIND.sub("", cell)
        if not plain or is_nobody(plain):
            return []
        if column.position in self.last_first:
            return [person for part in plain.split(";") if (person := _natural(part))]
        return [
            NamedPerson(name=each.name, affiliation=each.affiliation, handle=each.handle, email=each.email)
            for each in read_people(plain)
        ]

    def _with_details(
        self, row: Row, columns: Sequence[Column], people: Sequence[NamedPerson]
    ) -> Iterator[NamedPerson]:
        """Yield the people with what other columns say of them; several are matched in their order."""
        anchors = {column.position for column in columns}
        if columns[0].use is Use.NAME:
            anchors |= {each.position for each in self._of(Use.NAME, Use.FIRST_NAME, Use.LAST_NAME)}
        details = {
            use: [part.strip() for each in self._of(use) if each.of in anchors
                  for part in _parts(row.cell(each.position), len(people))]
            for use in (Use.EMAIL, Use.AFFILIATION, Use.HANDLE)
        }  # fmt: skip
        for n, person in enumerate(people):
            email, affiliation, handle = (
                (values[n] if n < len(values) else "") for values in details.values()
            )
            yield NamedPerson(
                name=person.name,
                email=person.email or (email if "@" in email else None) or None,
                affiliation=person.affiliation or (None if is_nobody(affiliation) else affiliation) or None,
                handle=person.handle or handle.lstrip("@") or None,
            )


def _first_cell(row: Row, columns: Sequence[Column], use: Use) -> str:
    return next((cell for column in columns if column.use is use and (cell := row.cell(column.position))), "")


def _parts(cell: str, people: int) -> list[str]:
    """Return a cell for each of several people, where it has as many parts."""
    if people < 2:
        return [cell] if cell else []
    parts = [part for part in re.split(r"[;,\n]", cell) if part.strip()]
    return parts if len(parts) == people else []


def _natural(text: str) -> NamedPerson | None:
    """Return the person of "Last, First (Affiliation)"."""
    name, bracket, affiliation = text.strip().partition(" (")
    last, comma, first = name.partition(", ")
    person = read_person(f"{first.strip()} {last.strip()}" if comma else name)
    if person is None:
        return None
    inner = affiliation.rstrip(") ") if bracket else ""
    return NamedPerson(name=person.name, affiliation=inner or None)
