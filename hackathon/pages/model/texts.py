"""The content of a field of a page: text as blocks, or a single-line value."""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """The kind of a block of text; the values are the names of HTML elements."""

    PARAGRAPH = "p"
    BULLET = "li"
    NUMBERED = "ol"
    VERBATIM = "pre"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, a list item (depth from 1), or a line to be shown as it is."""

    kind: BlockKind
    text: str
    depth: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue:
    """A field of one line; `value` is None where the raw text is only a placeholder."""

    raw: str
    value: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField:
    """A field of any length.

    `is_placeholder` if it only contains a placeholder, `is_empty` if it contains nothing. `markdown` is the
    text if it was written as Markdown; the blocks then only list its content.
    """

    blocks: tuple[Block, ...]
    is_placeholder: bool
    markdown: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the label stands alone."""
        return not self.blocks
