"""Tables as text: separators, column names, and columns that could be either of two."""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from hackathon.core.errors import Column, ColumnsAlike, NotAPage
from hackathon.core.text.messages import message

MOST_COLUMNS = 200
_SEPARATORS = ",;\t"
_SAMPLES = 3
_LONGEST_SAMPLE = 60
# Some spreadsheet programs write this line first, and all of them hide it.
_SEP = re.compile(r'\s*"?sep=(.)"?[ \t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)


def separator_line(text: str) -> re.Match[str] | None:
    """Match the line "sep=;" at the beginning of the text."""
    return _SEP.match(text)


Meaning = Callable[[str], str | None]
"""What a column contains, judging by its name; None if the name means nothing."""


class Table:
    """A parsed table: `names` are the cells of its first row, `rows` the others."""

    def __init__(self, text: str, *, strict: bool = True) -> None:
        text = text.removeprefix("\ufeff")
        told = separator_line(text[:20])
        self.skipped = 1 if told else 0
        # Treats all line ends alike, because spreadsheets and browsers write different ones.
        plain = text[told.end() if told else 0 :].replace("\r\n", "\n").replace("\r", "\n")
        first, _, _ = plain[:10_000].partition("\n")
        self.delimiter = told[1] if told else max(_SEPARATORS, key=first.count)
        self._text = plain
        self._reader = csv.reader(
            io.StringIO(plain, newline=""),
            delimiter=self.delimiter,
            strict=strict,
            skipinitialspace=not strict,
        )
        self.names: Sequence[str] = next(self._reader, [])
        if len(self.names) > MOST_COLUMNS:
            raise NotAPage(
                message(
                    "The table has %(number)s columns. At most %(most)s are allowed.",
                    number=f"{len(self.names):,}",
                    most=MOST_COLUMNS,
                )
            )
        self._header_lines = self._reader.line_num

    @property
    def rows(self) -> Iterator[list[str]]:
        """The rows below the first; they can be read only once."""
        return self._reader

    @property
    def line(self) -> int:
        """The number of the last line that was read."""
        return self._reader.line_num

    def with_names(self, names: Iterable[str]) -> str:
        """Return the text of the table with its columns renamed."""
        written = io.StringIO(newline="")
        csv.writer(written, delimiter=self.delimiter, lineterminator="\n").writerow(names)
        below = self._text.split("\n", self._header_lines)
        return written.getvalue() + (below[-1] if len(below) > self._header_lines else "")


def alike(names: Sequence[str], meaning: Meaning) -> dict[str, list[int]]:
    """Return the indexes of columns that could be the same field, by field."""
    found: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(names):
        if (what := meaning(name)) is not None:
            found[what].append(position)
    return {what: positions for what, positions in found.items() if len(positions) > 1}


def refuse_alike(table: Table, meaning: Meaning) -> None:
    """Raise ColumnsAlike, with a few cells of each, if two columns could be the same field."""
    found = alike(table.names, meaning)
    if not found:
        return
    cells = list(islice((row for row in table.rows if any(cell.strip() for cell in row)), _SAMPLES))
    raise ColumnsAlike(
        {
            what: tuple(
                Column(
                    position=position,
                    name=" ".join(table.names[position].split()),
                    samples=tuple(
                        " ".join(row[position].split())[:_LONGEST_SAMPLE]
                        for row in cells
                        if position < len(row) and row[position].strip()
                    ),
                )
                for position in positions
            )
            for what, positions in found.items()
        }
    )


def settled(text: str, meaning: Meaning, chosen: Mapping[str, int], *, strict: bool = True) -> str:
    """Return the table with those of the similar columns renamed that were not chosen."""
    if not chosen:
        return text
    try:
        table = Table(text, strict=strict)
    except csv.Error:
        return text  # it is rejected when it is parsed
    names = list(table.names)
    for what, positions in alike(names, meaning).items():
        if chosen.get(what) in positions:
            for position in positions:
                if position != chosen[what]:
                    names[position] = apart(names[position], position)
    return table.with_names(names) if names != list(table.names) else text


def apart(name: str, position: int) -> str:
    """Return a distinct name for a column that shares its name with another."""
    return f"{name.strip()} (column {position + 1})".strip()


def for_people(table: str) -> bytes:
    """Return the table with a byte order mark, without which spreadsheets misread accented letters."""
    return table.encode("utf-8-sig")
