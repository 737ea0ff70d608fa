"""Parsing lists of people pasted from emails, tables and notes.

Accepts `Name <mail>, Affiliation` and its usual variants: quotes, tabs, semicolons, "Last, First",
bare addresses, `mailto:`, "Name (Affiliation) mail", one in a line or many, and tables with a heading.
Lines that cannot be parsed are reported and do not affect other lines.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from hackathon.core.errors import BadEntry
from hackathon.core.text import tables
from hackathon.core.text.emails import LONGEST_EMAIL, check_email, email_key
from hackathon.core.text.messages import Message, message
from hackathon.core.text.names import normalize
from hackathon.core.text.shortening import shortened
from hackathon.core.text.tables import Table, refuse_alike, separator_line
from hackathon.core.text.written_names import is_reversed, named, pieces

MOST_LINES = 5000
MOST_PEOPLE = 5000
_LONGEST_SHOWN = 200
LONGEST_NAME = 200

# Never part of a name: control characters, and marks that change the text direction.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r'[^\s<>,;|()\[\]"]+')
_BULLET = re.compile(r"\s*(?:[-*•‣·]\s+|\d{1,4}[.)]\s+|\[[ xX]?\]\s+|(?:to|cc|bcc|from):\s*)+", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_COLUMNS = {
    "email": {"email", "mail", "address", "mailaddress", "emailaddress"},
    "name": {"name", "fullname", "displayname", "person", "attendee"},
    "first": {"first", "firstname", "givenname", "forename"},
    "last": {"last", "lastname", "surname", "familyname"},
    "affiliation": {"affiliation", "company", "organization", "organisation", "employer", "institution"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A person on the list; a missing name is derived from the address."""

    line: int
    name: str
    email: str
    affiliation: str | None = None

    @property
    def email_key(self) -> str:
        """The normalized address, for comparisons."""
        return email_key(self.email)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A line that could not be used, and why."""

    line: int
    text: str
    words: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressList:
    """The people named in a text, each address once, and the faulty lines."""

    entries: tuple[ListedPerson, ...]
    faults: tuple[Fault, ...]


def read(text: str) -> AddressList:
    """Parse a text; every non-empty line is among the entries or the faults.

    Raises ColumnsAlike for a table in which two columns could hold the same field.
    """
    lines = _INVISIBLE.sub("", text).replace("\xa0", " ").splitlines()
    entries: dict[str, ListedPerson] = {}
    faults: list[Fault] = []
    for number, found in enumerate(_found(lines[:MOST_LINES])):
        if number == MOST_PEOPLE:
            words = message(
                "Only the first %(most_people)s addresses were read. Please invite the rest afterwards.",
                most_people=MOST_PEOPLE,
            )
            faults.append(_fault(found.line, lines[found.line - 1][:_LONGEST_SHOWN], words))
            break
        if isinstance(found, ListedPerson) and found.email_key in entries:
            first = entries[found.email_key]
            if found.line != first.line:
                words = message("%(email)s is already on line %(line)s.", email=found.email, line=first.line)
                faults.append(Fault(line=found.line, text=found.name, words=words))
        elif isinstance(found, ListedPerson):
            entries[found.email_key] = found
        else:
            faults.append(found)
    if any(line.strip() for line in lines[MOST_LINES:]):
        words = message(
            "Only the first %(most_lines)s lines were read. Please invite the rest later, starting here.",
            most_lines=MOST_LINES,
        )
        faults.append(_fault(MOST_LINES + 1, lines[MOST_LINES], words))
    return AddressList(entries=tuple(entries.values()), faults=tuple(faults))


def _found(lines: list[str]) -> Iterator[ListedPerson | Fault]:
    table = _table(lines)
    if table is not None:
        yield from table
        return
    for number, line in enumerate(lines, start=1):
        if separator_line(line):
            continue
        plain = re.split(r"(?:^|\s)(?:#|//)", line, maxsplit=1)[0]
        if plain.strip(" \t,;|"):
            yield from _people(number, plain)


# Tables


def meaning(name: str) -> str | None:
    """Return the field that a column of that name holds, or None."""
    plain = re.sub(r"[^a-z]", "", name.lower())
    return next((column for column, names in _COLUMNS.items() if plain in names), None)


def settled(text: str, chosen: Mapping[str, int]) -> str:
    """Parse the table with the chosen columns."""
    return tables.settled(text.lstrip(), meaning, chosen, strict=False)


def _table(lines: list[str]) -> Iterator[ListedPerson | Fault] | None:
    """Parse a table; return None if the first line is no heading with an email column.

    Raises ColumnsAlike if two columns could hold the same field.
    """
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None or "@" in lines[first]:
        return None
    try:
        table = Table("\n".join(lines[first:]), strict=False)
    except csv.Error:
        return None
    columns = {what: at for at, name in enumerate(table.names) if (what := meaning(name))}
    if "email" not in columns or len(table.names) < 2:
        return None
    refuse_alike(table, meaning)
    return _rows(lines, first + table.skipped, table, columns)


def _rows(
    lines: list[str], above: int, table: Table, columns: dict[str, int]
) -> Iterator[ListedPerson | Fault]:
    number = above + table.line + 1
    try:
        for row in table.rows:
            cells = {column: row[at].strip() for column, at in columns.items() if at < len(row)}
            if any(cell.strip() for cell in row):
                name = cells.get("name") or f"{cells.get('first', '')} {cells.get('last', '')}"
                yield _entry(
                    number,
                    cells.get("email", ""),
                    name,
                    cells.get("affiliation", ""),
                    table.delimiter.join(row),
                )
            number = above + table.line + 1
    except csv.Error:
        yield _fault(
            number,
            lines[number - 1],
            message("The table can't be read from here on. Is a quotation mark missing?"),
        )


# Lines


def _people(number: int, line: str) -> Iterator[ListedPerson | Fault]:
    addresses = [word for word in _WORD.finditer(line) if "@" in word[0]]
    if not addresses:
        yield _fault(number, line, message("There is no email address on this line."))
        return
    heads, tails = [line[: addresses[0].start()]], []
    turned = is_reversed(heads[0])
    for before, after in pairwise(addresses):
        tail, head = _parted(line[before.end() : after.start()], turned=turned)
        tails.append(tail)
        heads.append(head)
    tails.append(line[addresses[-1].end() :])
    shown = line[:_LONGEST_SHOWN]
    for address, head, tail in zip(addresses, heads, tails, strict=True):
        name, affiliation = _who(head, tail)
        yield _entry(number, address[0], name, affiliation, shown)


def _parted(between: str, *, turned: bool) -> tuple[str, str]:
    """Split the text between two addresses into the parts that belong to each."""
    if ";" in between:
        tail, _, head = between.partition(";")
        return tail, head
    parts = pieces(between)
    own = 2 if turned else 1
    return ", ".join(parts[:-own]), ", ".join(parts[-own:])


def _who(head: str, tail: str) -> tuple[str, str]:
    """Return the name and affiliation from the text before and after an address."""
    head = _BULLET.sub("", head, count=1) if _BULLET.match(head) else head
    if not pieces(head):
        # The address comes first and the name after it.
        head, tail = _BRACKETS.sub(r", \1,", tail), ""
    asides = [aside.strip() for aside in _BRACKETS.findall(head)]
    name, *rest = named(_BRACKETS.sub(",", head)) or [""]
    behind = pieces(_BRACKETS.sub(r", \1,", tail))
    return name, ", ".join(filter(None, [*rest, *asides, *behind]))


def _entry(number: int, address: str, name: str, affiliation: str, line: str) -> ListedPerson | Fault:
    bare = re.sub(r"^(?:mailto:)+", "", address.strip(" <>'\".,:"), flags=re.IGNORECASE).partition("?")[0]
    if not bare:
        return _fault(number, line, message("There is no email address on this line."))
    if len(bare) > LONGEST_EMAIL:
        return _fault(number, line, message("This email address is too long."))
    try:
        check_email(bare)
    except BadEntry as refusal:
        return _fault(
            number,
            line,
            message("“%(bare)s” is not a valid email address: %(cause)s", bare=bare, cause=refusal.__cause__),
        )
    name, affiliation = " ".join(name.split()), " ".join(affiliation.split())
    if max(len(name), len(affiliation)) > LONGEST_NAME:
        return _fault(
            number,
            line,
            message(
                "A name or affiliation has more than %(longest_name)s characters.", longest_name=LONGEST_NAME
            ),
        )
    name = name if normalize(name) else _name_from(bare)
    return ListedPerson(line=number, name=name, email=bare, affiliation=affiliation or None)


def _name_from(address: str) -> str:
    """Return a name derived from the local part of an address: "lars.kurth@…" is "Lars Kurth"."""
    first = address.partition("@")[0].partition("+")[0]
    words = [word for word in re.split(r"[._\-\d]+", first) if word]
    return " ".join(word.capitalize() for word in words) or address


def _fault(number: int, line: str, words: Message) -> Fault:
    text = " ".join(line.split())
    return Fault(line=number, text=shortened(text, 80), words=words)
