"""One column of a table: what it is for, and what its cells show."""

import re
from dataclasses import dataclass

from hackathon.pages.readers.tables.headers import Use
from hackathon.pages.readers.tables.name_cells import names_people

LOOKED_AT = 200
"""Cells that are looked at to tell what a column is for."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PART_OF_NAME = re.compile(
    r"\W*\b(?:first|given|fore|last|family|sur|vor|nach|familien|zu)[ -]?names?n?\b.*"
    r"|\W*\b(?:pré|nom|ap|sob|cog)\w*\b.*|\W*\b(?:voor|achter)naam\b.*|\bname\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its position from 0, header, use with the reason, and non-empty cells.

    `of` is the position of the column whose people an address, handle or affiliation belongs to.
    """

    position: int
    header: str
    use: Use
    why: str
    values: tuple[str, ...]
    of: int | None = None

    @property
    def whose(self) -> str:
        """The words before those for a part of a name: "member 1" of "Member 1 First Name"."""
        words = _CAMEL.sub(" ", self.header).replace("_", " ")
        return " ".join(_PART_OF_NAME.sub(" ", words).casefold().split())

    @property
    def share_of_people(self) -> float:
        """How many of the cells name people, from 0 to 1."""
        sample = self.values[:LOOKED_AT]
        return sum(map(names_people, sample)) / len(sample) if sample else 0.0

    @property
    def is_distinct(self) -> bool:
        """Whether hardly any cell repeats another."""
        return len(set(self.values)) > 0.7 * len(self.values)

    @property
    def mean_length(self) -> float:
        """Letters in a cell on average."""
        return sum(map(len, self.values)) / len(self.values) if self.values else 0.0
