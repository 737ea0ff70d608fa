"""How a page became text: copied from a browser, printed, flattened from a table, or from GitHub."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hackathon.pages.model.source import Line
from hackathon.pages.readers.rendered import flattened_table, github_wiki
from hackathon.pages.readers.rendered.outline import Part, split_into_parts

_PRINTED = re.compile(r"\s*(?:retrieved from\b.{0,300}|printable version)", re.IGNORECASE)
_LONGEST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """One way: what it is called, whether a text came that way, and how its lines are cut into parts.

    `opens` is the field that text below a topic's title belongs to while no label says another.
    """

    name: str
    made: Callable[[Sequence[Line]], bool]
    cut: Callable[[Sequence[Line]], list[Part]]
    opens: str | None = None
    is_table: bool = False
    is_on_github: bool = False


def is_printed(lines: Sequence[Line]) -> bool:
    """Whether the text has the foot that MediaWiki adds for paper."""
    return any(len(line.text) <= _LONGEST and _PRINTED.fullmatch(line.text) for line in lines)


def rendering_of(lines: Sequence[Line]) -> Rendering:
    """Return the rendering that the text came from; without specific marks, that of a browser."""
    return next(rendering for rendering in RENDERINGS if rendering.made(lines))


RENDERINGS = (
    Rendering(
        name="pipe-table", made=flattened_table.is_flattened, cut=flattened_table.split_table, is_table=True
    ),
    Rendering(
        name="github-wiki",
        made=github_wiki.is_github_wiki,
        cut=github_wiki.split_ideas,
        opens="description",
        is_on_github=True,
    ),
    Rendering(name="mediawiki-printable", made=is_printed, cut=split_into_parts),
    Rendering(name="mediawiki-text", made=lambda _: True, cut=split_into_parts),
)
"""All ways, in the order in which they are tried."""
