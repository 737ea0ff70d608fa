"""Lists of people as they are pasted from mails, tables and notes: who is meant, and which lines say nobody.

Read are `Name <mail>, Affiliation` and what people make of it: quotes, tabs, semicolons, "Last, First",
bare addresses, `mailto:`, "Name (Affiliation) mail", one in a line or many, and tables with a heading.
What cannot be read is named with its line, and takes nobody else along.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from email_validator import EmailNotValidError, validate_email

from hackathon.domain.names import normalise
from hackathon.domain.people import LONGEST_EMAIL, normal_email

MOST_LINES = 5000
LONGEST_NAME = 200

# What no name needs: control characters, and marks that turn the direction of what stands behind them.
_INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r'[^\s<>,;|()\[\]"]+')
_BULLET = re.compile(r"\s*(?:[-*•‣·]\s+|\d{1,4}[.)]\s+|\[[ xX]?\]\s+|(?:to|cc|bcc|from):\s*)+", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_PARTICLES = frozenset(
    (
        "al",
        "bin",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "ibn",
        "la",
        "le",
        "van",
        "von",
    )
)
_COLUMNS = {
    "email": {"email", "mail", "address", "mailaddress", "emailaddress"},
    "name": {"name", "fullname", "displayname", "person", "attendee"},
    "first": {"first", "firstname", "givenname", "forename"},
    "last": {"last", "lastname", "surname", "familyname"},
    "affiliation": {"affiliation", "company", "organization", "organisation", "employer", "institution"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One person of the list; the name is made from the address where the list has none."""

    line: int
    name: str
    email: str
    affiliation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A line from which nobody could be taken, and why."""

    line: int
    text: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressList:
    """Whom a text names, each address once, and what is wrong with its other lines."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def read(text: str) -> AddressList:
    """Return whom the text names; every line with anything on it is among the entries or the faults."""
    lines = _INVISIBLE.sub("", text).replace("\xa0", " ").splitlines()
    entries: dict[str, Entry] = {}
    faults: list[Fault] = []
    for found in _found(lines[:MOST_LINES]):
        if isinstance(found, Entry) and found.email in entries:
            first = entries[found.email]
            if found.line != first.line:
                words = f"{found.email} stands in line {first.line} already."
                faults.append(Fault(line=found.line, text=found.name, words=words))
        elif isinstance(found, Entry):
            entries[found.email] = found
        else:
            faults.append(found)
    if any(line.strip() for line in lines[MOST_LINES:]):
        words = f"Only the first {MOST_LINES} lines were read. Bring the rest in afterwards, from here on."
        faults.append(_fault(MOST_LINES + 1, lines[MOST_LINES], words))
    return AddressList(entries=tuple(entries.values()), faults=tuple(faults))


def _found(lines: list[str]) -> Iterator[Entry | Fault]:
    table = _table(lines)
    if table is not None:
        yield from table
        return
    for number, line in enumerate(lines, start=1):
        plain = re.split(r"(?:^|\s)(?:#|//)", line, maxsplit=1)[0]
        if plain.strip(" \t,;|"):
            yield from _people(number, plain)


# Tables


def _table(lines: list[str]) -> Iterator[Entry | Fault] | None:
    """Return who stands in a table; None where the first line is no heading with a column of addresses."""
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None or "@" in lines[first]:
        return None
    delimiter = max(",;\t", key=lines[first].count)
    heading = [re.sub(r"[^a-z]", "", cell.lower()) for cell in lines[first].split(delimiter)]
    columns = {
        column: at for column, names in _COLUMNS.items() for at, cell in enumerate(heading) if cell in names
    }
    return _rows(lines, first, delimiter, columns) if "email" in columns and len(heading) > 1 else None


def _rows(lines: list[str], first: int, delimiter: str, columns: dict[str, int]) -> Iterator[Entry | Fault]:
    rows = csv.reader(io.StringIO("\n".join(lines[first + 1 :])), delimiter=delimiter, skipinitialspace=True)
    number = first + 2
    try:
        for row in rows:
            cells = {column: row[at].strip() for column, at in columns.items() if at < len(row)}
            if any(cell.strip() for cell in row):
                name = cells.get("name") or f"{cells.get('first', '')} {cells.get('last', '')}"
                yield _entry(
                    number, cells.get("email", ""), name, cells.get("affiliation", ""), delimiter.join(row)
                )
            number = first + 2 + rows.line_num
    except csv.Error:
        yield _fault(
            number, lines[number - 1], "From this line on the table cannot be read. Is a quote left open?"
        )


# Lines


def _people(number: int, line: str) -> Iterator[Entry | Fault]:
    addresses = [word for word in _WORD.finditer(line) if "@" in word[0]]
    if not addresses:
        yield _fault(number, line, "There is no e-mail address in this line.")
        return
    heads, tails = [line[: addresses[0].start()]], []
    for before, after in pairwise(addresses):
        tail, head = _parted(line[before.end() : after.start()], is_reversed=_is_reversed(heads[0]))
        tails.append(tail)
        heads.append(head)
    tails.append(line[addresses[-1].end() :])
    for address, head, tail in zip(addresses, heads, tails, strict=True):
        name, affiliation = _who(head, tail)
        yield _entry(number, address[0], name, affiliation, line)


def _parted(between: str, *, is_reversed: bool) -> tuple[str, str]:
    """Part what stands between two addresses into what belongs to the first and to the second."""
    if ";" in between:
        tail, _, head = between.partition(";")
        return tail, head
    pieces = _pieces(between)
    own = 2 if is_reversed else 1
    return ", ".join(pieces[:-own]), ", ".join(pieces[-own:])


def _who(head: str, tail: str) -> tuple[str, str]:
    """Return the name and the affiliation that stand before and behind an address."""
    head = _BULLET.sub("", head, count=1) if _BULLET.match(head) else head
    if not _pieces(head):
        # The address comes first: whoever it is stands behind it.
        head, tail = _BRACKETS.sub(r", \1,", tail), ""
    asides = [aside.strip() for aside in _BRACKETS.findall(head)]
    name, *rest = _named(_pieces(_BRACKETS.sub(",", head))) or [""]
    behind = _pieces(_BRACKETS.sub(r", \1,", tail))
    return name, ", ".join(filter(None, [*rest, *asides, *behind]))


def _pieces(text: str) -> list[str]:
    """Return what stands between separators; a quoted text, whatever is in it, is one piece."""
    found = re.findall(r'"([^"]*)"|([^",;|\t<>]+)', text)
    return [piece for quoted, plain in found if (piece := (quoted or plain).strip(" \t'-–—:"))]  # noqa: RUF001 -- dashes


def _named(pieces: list[str]) -> list[str]:
    """Return the pieces with the name first and as it is spoken: "Kurth, Lars" is "Lars Kurth"."""
    flat = [part.strip() for piece in pieces for part in piece.split(",") if part.strip()]
    if len(flat) > 1 and _is_last_name(flat[0]):
        return [f"{flat[1]} {flat[0]}", *flat[2:]]
    return flat


def _is_reversed(head: str) -> bool:
    pieces = _pieces(head)
    return len(pieces) > 1 and _is_last_name(pieces[0])


def _is_last_name(piece: str) -> bool:
    """Whether a text before a comma can only be a last name, as in "Kurth, Lars"; else it is a whole name."""
    words = piece.split()
    return len(words) == 1 or len([word for word in words if word.lower() not in _PARTICLES]) == 1


def _entry(number: int, address: str, name: str, affiliation: str, line: str) -> Entry | Fault:
    bare = re.sub(r"^(?:mailto:)+", "", address.strip(" <>'\".,:"), flags=re.IGNORECASE).partition("?")[0]
    if not bare:
        return _fault(number, line, "There is no e-mail address in this line.")
    if len(bare) > LONGEST_EMAIL:
        return _fault(number, line, "The address is longer than any can be.")
    try:
        email = normal_email(validate_email(bare, check_deliverability=False).normalized)
    except EmailNotValidError as error:
        return _fault(number, line, f"“{bare}” is no e-mail address: {error}")
    name, affiliation = " ".join(name.split()), " ".join(affiliation.split())
    if max(len(name), len(affiliation)) > LONGEST_NAME:
        return _fault(number, line, f"A name or an affiliation has more than {LONGEST_NAME} letters.")
    name = name if normalise(name) else _name_from(bare)
    return Entry(line=number, name=name, email=email or bare, affiliation=affiliation or None)


def _name_from(address: str) -> str:
    """Return a name made of the first part of an address: "lars.kurth@…" is "Lars Kurth"."""
    first = address.partition("@")[0].partition("+")[0]
    words = [word for word in re.split(r"[._\-\d]+", first) if word]
    return " ".join(word.capitalize() for word in words) or address


def _fault(number: int, line: str, words: str) -> Fault:
    text = " ".join(line.split())
    return Fault(line=number, text=text if len(text) <= 80 else f"{text[:79]}…", words=words)
