"""Reads lines of wikitext as paragraphs, lists and verbatim lines, and as Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from hackathon.pages.model.blocks import blocks_as_markdown
from hackathon.pages.model.texts import Block, BlockKind
from hackathon.pages.readers.wikitext.inline import parse_inline
from hackathon.pages.readers.wikitext.templates import find_closing, find_hidden, mask_hidden

_PREFIX = re.compile(r"[*#:;]+")
_TABLE = re.compile(r"^[ \t:]*\{\|", re.MULTILINE)
_TABLE_END = re.compile(r"^[ \t]*\|\}", re.MULTILINE)
_OPENING = re.compile(r"\{\{")
_TAG = re.compile(r"\A<[^>]*>\n?|\n?</[^<>]*>\Z")
_LISTS = (BlockKind.BULLET, BlockKind.NUMBERED)
SOURCE_FENCE = "wikitext"
"""The word behind the fence, in Markdown, around source that is kept as it is, such as a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceBlock:
    """A block, the line of the source at which it begins (from 0), and its words as Markdown."""

    block: Block
    line: int
    markdown: str
    is_source: bool = False


@dataclass(slots=True)
class _Reading:
    """The blocks so far; `open` is whether the next plain line goes on with the last of them."""

    is_open: bool = False
    counts: list[int] = field(default_factory=list)
    sources: list[tuple[int, BlockKind, int, int | None, list[str], str]] = field(default_factory=list)

    def begin(self, line: int, kind: BlockKind, source: str, *, depth: int = 0, mark: str = "") -> None:
        number = self._next_number(kind, depth)
        self.sources.append((line, kind, depth, number, [source], mark))
        self.is_open = True

    def verbatim(self, line: int, text: str, *, is_source: bool = False) -> None:
        mark = SOURCE_FENCE if is_source else "pre"
        self.sources.append((line, BlockKind.VERBATIM, 0, None, [text], mark))
        self.is_open = False
        self.counts.clear()

    def go_on(self, source: str) -> None:
        self.sources[-1][4].append(source)

    def _next_number(self, kind: BlockKind, depth: int) -> int | None:
        if kind not in _LISTS:
            self.counts.clear()
            return None
        del self.counts[depth:]
        self.counts += [0] * (depth - len(self.counts))
        if kind is BlockKind.BULLET:
            self.counts[depth - 1] = 0
            return None
        self.counts[depth - 1] += 1
        return self.counts[depth - 1]


def read_blocks(source: str) -> list[SourceBlock]:
    """Return the text of the source, block by block, without comments."""
    reading = _Reading()
    for line, chunk, kind in _chunks(source):
        if kind == "text":
            for number, text in enumerate(chunk.split("\n"), start=line):
                _take(reading, number, text)
        elif kind == "pre":
            for number, text in enumerate(_TAG.sub("", chunk).split("\n"), start=line):
                reading.verbatim(number, verbatim_text(text))
        else:
            for number, text in enumerate(chunk.split("\n"), start=line):
                reading.verbatim(number, text.rstrip(), is_source=True)
    return [_finished(*arguments) for arguments in reading.sources]


def verbatim_text(text: str) -> str:
    """Return a verbatim line with its entities as signs, and its spaces as they are."""
    return re.sub(
        r"&#?\w{1,10};", lambda match: parse_inline(match.group()).plain or match.group(), text
    ).rstrip()


def as_markdown(blocks: Iterable[SourceBlock]) -> str:
    """Return the blocks as Markdown with their links and emphasis."""
    parts: list[str] = []
    run: list[SourceBlock] = []
    for block in [*blocks, None]:
        if run and (block is None or block.is_source != run[-1].is_source):
            parts.append(_run_as_markdown(run))
            run = []
        if block is not None:
            run.append(block)
    return "\n\n".join(part for part in parts if part)


def has_markup(blocks: Sequence[SourceBlock]) -> bool:
    """Whether the plain words of the blocks do not say all."""
    return as_markdown(blocks) != blocks_as_markdown([block.block for block in blocks])


def _run_as_markdown(run: list[SourceBlock]) -> str:
    if run[0].is_source:
        fenced = blocks_as_markdown([block.block for block in run])
        ticks = re.match(r"`+", fenced)
        return f"{ticks.group()}{SOURCE_FENCE}{fenced[ticks.end() :]}" if ticks else fenced
    words = iter([block.markdown for block in run if block.block.kind is not BlockKind.VERBATIM])
    return blocks_as_markdown([block.block for block in run], shown=lambda _: next(words))


def _finished(
    line: int, kind: BlockKind, depth: int, number: int | None, source: list[str], mark: str
) -> SourceBlock:
    if kind is BlockKind.VERBATIM:
        block = Block(kind=kind, text=source[0])
        return SourceBlock(block=block, line=line, markdown="", is_source=mark == SOURCE_FENCE)
    words = parse_inline(" ".join(source))
    shown = words.markdown
    if mark == "=":
        shown = f"**{shown}**" if shown and "*" not in shown else shown
    elif mark and words.plain:
        shown = f"{mark}{shown}"
    block = Block(kind=kind, text=words.plain, depth=depth, number=number)
    return SourceBlock(block=block, line=line, markdown=shown)


def _take(reading: _Reading, line: int, text: str) -> None:
    prefix = _PREFIX.match(text)
    words = text.strip()
    if not words:
        reading.is_open = False
    elif prefix:
        _take_item(reading, line, prefix.group(), text[prefix.end() :].strip())
    elif text[0] == " " and not reading.is_open:
        reading.verbatim(line, verbatim_text(text[1:]))
    elif heading := parse_heading(words):
        reading.begin(line, BlockKind.PARAGRAPH, heading[1], mark="=")
        reading.is_open = False
    elif reading.is_open and reading.sources[-1][1] is BlockKind.PARAGRAPH:
        reading.go_on(words)
    else:
        reading.begin(line, BlockKind.PARAGRAPH, words)


def _take_item(reading: _Reading, line: int, prefix: str, words: str) -> None:
    depth = len(prefix)
    if not words:
        return
    if prefix[-1] in "*#":
        kind = BlockKind.BULLET if prefix[-1] == "*" else BlockKind.NUMBERED
        reading.begin(line, kind, words, depth=depth)
    elif prefix[0] in "*#" and reading.is_open:
        reading.go_on(words)
    else:
        reading.begin(line, BlockKind.PARAGRAPH, words, mark="> " * prefix.count(":"))
    # A line that begins without a mark does not go on with a list.
    reading.is_open = prefix[-1] in "*#"


def parse_heading(line: str) -> tuple[int, str] | None:
    """Return level and words of "== Words =="; None for any other line."""
    if not line.startswith("=") or not line.endswith("="):
        return None
    words = line.strip("=")
    level = min(len(line) - len(line.lstrip("=")), len(line) - len(line.rstrip("=")), 6)
    return (level, line[level:-level].strip()) if words.strip() else None


def _chunks(source: str) -> Iterator[tuple[int, str, str]]:
    """Yield first line, source and kind of each run of lines: text, pre, or source that is kept whole."""
    hidden = list(find_hidden(source))
    mask = mask_hidden(source, hidden)
    whole = [
        (span.start, span.end, "pre") for span in hidden if span.tag in ("pre", "syntaxhighlight", "source")
    ]
    whole += [(span.start, span.end, "comment") for span in hidden if span.tag == "!--"]
    whole += [(start, end, "source") for start, end in [*_tables(mask), *_templates(mask)]]
    position = 0
    text: list[str] = []
    line = text_line = 0
    for start, end, kind in sorted(whole):
        if start < position:
            continue
        text.append(source[position:start])
        line += source.count("\n", position, start)
        first, line, position = line, line + source.count("\n", start, end), end
        if kind != "comment":
            yield text_line, "".join(text), "text"
            yield first, source[start:end], kind
            text, text_line = [], line
    yield text_line, "".join([*text, source[position:]]), "text"


def _tables(mask: str) -> Iterator[tuple[int, int]]:
    position = 0
    while opening := _TABLE.search(mask, position):
        closing = _TABLE_END.search(mask, opening.end())
        if closing is None:
            return
        position = closing.end()
        yield opening.start(), position


def _templates(mask: str) -> Iterator[tuple[int, int]]:
    """Yield the templates that stand on several lines; the others are words of their line."""
    position = 0
    while opening := _OPENING.search(mask, position):
        end = find_closing(mask, opening.start(), len(mask))
        if end is None:
            return
        position = end
        if "\n" in mask[opening.start() : end]:
            yield opening.start(), end
