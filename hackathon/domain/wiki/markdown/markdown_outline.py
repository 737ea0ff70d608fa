"""A Markdown text cut at its headings, and the labelled fields below one of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hackathon.domain.wiki.fields import labelled
from hackathon.domain.wiki.markdown.markdown_blocks import trimmed, unescaped
from hackathon.domain.wiki.markdown.markdown_signs import LABELS

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?$")
_UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*$")
# What is indented belongs to a field above it and ends with that, verbatim lines included.
_FENCE = re.compile(r"(`{3,}|~{3,})")
_BOLD = re.compile(
    r"([-*+] +)?(?:\*\*|__)((?:[^\\*_:]|\\.|_(?!_)){1,200})(?::(?:\*\*|__)|(?:\*\*|__) ?:)[ \t]*(.*)$"
)
_PLAIN = re.compile(r"(?:[-*+] +)?((?=\S)[^:]{1,60}:.*)$")
_OUR_FIELDS = {label.casefold(): name for name, label in LABELS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """A line of the text, as it is; verbatim lines hold no labels."""

    number: int
    text: str
    is_verbatim: bool = False


@dataclass(kw_only=True)
class Part:
    """A heading, its depth from 1, and the lines below it; what stands above the first has depth 0."""

    depth: int
    heading: str
    line: int
    lines: list[Numbered] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def has_fields(self) -> bool:
        """Whether one of the lines has a label that we know."""
        return any((found := field_on(line)) and found.name for line in self.lines)


@dataclass(slots=True, kw_only=True)
class LabelledField:
    """A label, what we call the field (None: we do not know it), and its value.

    `is_apart` says that the value stands on lines of its own.
    """

    name: str | None
    label: str
    line: int
    value: str
    is_apart: bool = False


def parts_of(text: str) -> list[Part]:
    """Return the parts of the text; a heading inside verbatim lines is none."""
    parts = [Part(depth=0, heading="", line=0)]
    fence: str | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        heading = _HEADING.match(raw) if fence is None else None
        underline = _UNDERLINE.match(raw) if fence is None else None
        held = parts[-1].lines
        if heading:
            words = unescaped(_without_closing(heading[2] or ""))
            parts.append(Part(depth=len(heading[1]), heading=words, line=number))
        elif underline and held and _can_be_heading(held):
            above = held.pop()
            depth = 1 if underline[1].startswith("=") else 2
            parts.append(Part(depth=depth, heading=unescaped(above.text).strip(), line=above.number))
        else:
            before, fence = fence, _fence_after(raw, fence)
            held.append(Numbered(number=number, text=raw, is_verbatim=bool(before or fence)))
    return parts


def _without_closing(words: str) -> str:
    """Return the words of a heading without the signs that may close it."""
    plain = words.strip(" \t")
    open_end = plain.rstrip("#")
    return open_end.rstrip(" \t") if not open_end or open_end[-1] in " \t" else plain


def _can_be_heading(lines: Sequence[Numbered]) -> bool:
    """Whether the last line is a paragraph of its own, not indented and no item of a list."""
    last = lines[-1].text
    is_alone = len(lines) == 1 or not lines[-2].text.strip()
    return is_alone and bool(last.strip()) and not re.match(r"\s|[-*+>|]", last)


def _fence_after(line: str, fence: str | None) -> str | None:
    found = _FENCE.match(line)
    if fence is None:
        return found[1] if found else None
    closes = line.strip().startswith(fence) and not line.strip().strip(fence[0])
    return None if closes else fence


def field_on(line: Numbered) -> LabelledField | None:
    """Return the field that begins on the line: a label that we know, or an item with a label in bold."""
    if line.is_verbatim:
        return None
    if bold := _BOLD.match(line.text):
        label = unescaped(bold[2]).strip()
        name = name_of(label)
        is_field = name is not None or bold[1] is not None
        return LabelledField(name=name, label=label, line=line.number, value=bold[3]) if is_field else None
    plain = _PLAIN.match(line.text)
    known = labelled(plain[1]) if plain else None
    if plain is None or known is None:
        return None
    value = plain[1].partition(":")[2].strip()
    return LabelledField(name=known[0], label=known[1], line=line.number, value=value)


def name_of(label: str) -> str | None:
    """Return what we call the field of that label; None where we do not know it.

    What goes on after a colon is no label, but a text that begins like one.
    """
    known = labelled(f"{label}:") if ":" not in label else None
    return known[0] if known else _OUR_FIELDS.get(label.casefold())


def fields_in(lines: Iterable[Numbered]) -> tuple[list[LabelledField], list[Numbered]]:
    """Return the fields, each with the lines that go on with it, and the lines above the first of them."""
    fields: list[LabelledField] = []
    further: list[list[str]] = []
    above: list[Numbered] = []
    for line in lines:
        found = field_on(line)
        if found:
            fields.append(found)
            further.append([])
        elif fields:
            further[-1].append(line.text)
        elif line.text.strip():
            above.append(line)
    for each, more in zip(fields, further, strict=True):
        rest = trimmed("\n".join(_dedented(more)))
        each.is_apart = not each.value and bool(rest)
        each.value = "\n".join(part for part in (each.value, rest) if part)
    return fields, above


def _dedented(lines: Iterable[str]) -> Iterator[str]:
    yield from (line.removeprefix("  ") for line in lines)
