"""Builds nested lists from items with a depth."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hackathon.pages.document.blocks import Block, ListBlock, ListItem, Paragraph, TextLine
from hackathon.pages.model.limits import MAX_LIST_DEPTH


@dataclass(slots=True)
class FlatItem:
    """An item as its line says it; `depth` is any number that grows with the nesting."""

    depth: int
    lines: list[TextLine]
    line: int
    number: int | None = None
    is_checked: bool | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    item: FlatItem
    inner: list[ListItem] = field(default_factory=list)


def nested_list(items: Sequence[FlatItem]) -> ListBlock:
    """Return the items as one list, each inside the nearest item above it that stands less deep."""
    top: list[ListItem] = []
    above: list[_Open] = []
    for item in items:
        while above and (above[-1].item.depth >= item.depth or len(above) >= MAX_LIST_DEPTH):
            _close(above, top)
        above.append(_Open(item))
    while above:
        _close(above, top)
    return ListBlock(tuple(top))


def _close(above: list[_Open], top: list[ListItem]) -> None:
    done = above.pop()
    item = done.item
    blocks: list[Block] = [Paragraph(tuple(item.lines))] if item.lines else []
    blocks += item.blocks
    if done.inner:
        blocks.append(ListBlock(tuple(done.inner)))
    if blocks:
        (above[-1].inner if above else top).append(
            ListItem(item.line, tuple(blocks), item.number, item.is_checked)
        )
