"""Splits Markdown at its headings, and reads the labelled fields below one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hackathon.pages.model.limits import check_headings
from hackathon.pages.model.markdown_blocks import strip_blank_lines, unescape
from hackathon.pages.readers.markdown.notation import LABELS
from hackathon.pages.recognition.labels.fields import parse_label

_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*))?$")
_UNDERLINE = re.compile(r"(=+|-{2,})[ \t]*$")
# What is indented belongs to a field above it and ends with that, verbatim lines included.
_FENCE = re.compile(r"(`{3,}|~{3,})")
_BOLD = re.compile(
    r"([-*+] +)?(?:\*\*|__)((?:[^\\*_:]|\\.|_(?!_)){1,2000})(?::(?:\*\*|__)|(?:\*\*|__) ?:)[ \t]*(.*)$"
)
_PLAIN = re.compile(r"(?:[-*+] +)?((?=\S)[^:]{1,60}:.*)$")
_OUR_FIELDS = {label.casefold(): name for name, label in LABELS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberedLine:
    """A line of the text, as it is; verbatim lines hold no labels."""

    number: int
    text: str
    is_verbatim: bool = False


@dataclass(kw_only=True)
class Part:
    """A heading, its depth from 1, and the lines below it; text above the first heading has depth 0."""

    depth: int
    heading: str
    line: int
    lines: list[NumberedLine] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def has_fields(self) -> bool:
        """Whether one of the lines has a label that we know."""
        return any((labelled_field := parse_field(line)) and labelled_field.name for line in self.lines)


@dataclass(slots=True, kw_only=True)
class LabelledField:
    """A label, our name for the field (None if unknown), and its value.

    `is_apart` says that the value is on separate lines.
    """

    name: str | None
    label: str
    line: int
    value: str
    is_apart: bool = False


def split_into_parts(text: str) -> list[Part]:
    """Return the parts of the text; a heading inside verbatim lines is none."""
    parts = [Part(depth=0, heading="", line=0)]
    fence: str | None = None
    for number, raw in enumerate(text.split("\n"), start=1):
        heading = _HEADING.match(raw) if fence is None else None
        underline = _UNDERLINE.match(raw) if fence is None else None
        held = parts[-1].lines
        if heading:
            words = unescape(_without_closing(heading[2] or ""))
            parts.append(Part(depth=len(heading[1]), heading=words, line=number))
        elif underline and held and _can_be_heading(held):
            above = held.pop()
            depth = 1 if underline[1].startswith("=") else 2
            parts.append(Part(depth=depth, heading=unescape(above.text).strip(), line=above.number))
        else:
            before, fence = fence, _fence_after(raw, fence)
            held.append(NumberedLine(number=number, text=raw, is_verbatim=bool(before or fence)))
        check_headings(len(parts) - 1)
    return parts


def _without_closing(words: str) -> str:
    """Return the words of a heading without the signs that may close it."""
    plain = words.strip(" \t")
    open_end = plain.rstrip("#")
    return open_end.rstrip(" \t") if not open_end or open_end[-1] in " \t" else plain


def _can_be_heading(lines: Sequence[NumberedLine]) -> bool:
    """Whether the last line is a paragraph of its own, not indented and no item of a list."""
    last = lines[-1].text
    is_alone = len(lines) == 1 or not lines[-2].text.strip()
    return is_alone and bool(last.strip()) and not re.match(r"\s|[-*+>|]", last)


def _fence_after(line: str, fence: str | None) -> str | None:
    match = _FENCE.match(line)
    if fence is None:
        return match[1] if match else None
    closes = line.strip().startswith(fence) and not line.strip().strip(fence[0])
    return None if closes else fence


def parse_field(line: NumberedLine) -> LabelledField | None:
    """Return the field that begins on the line: a label that we know, or an item with a label in bold."""
    if line.is_verbatim:
        return None
    if bold := _BOLD.match(line.text):
        label = unescape(bold[2]).strip()
        name = field_name(label)
        is_field = name is not None or bold[1] is not None
        return LabelledField(name=name, label=label, line=line.number, value=bold[3]) if is_field else None
    plain = _PLAIN.match(line.text)
    known = parse_label(plain[1]) if plain else None
    if plain is None or known is None:
        return None
    value = plain[1].partition(":")[2].strip()
    return LabelledField(name=known[0], label=known[1], line=line.number, value=value)


def field_name(label: str) -> str | None:
    """Return our name for the field with that label; None if unknown.

    If text continues after the colon, it is not a label but a sentence that begins like one.
    """
    known = parse_label(f"{label}:") if ":" not in label else None
    return known[0] if known else _OUR_FIELDS.get(label.casefold())


def parse_fields(lines: Iterable[NumberedLine]) -> tuple[list[LabelledField], list[NumberedLine]]:
    """Return the fields, each with the lines that go on with it, and the lines above the first of them."""
    fields: list[LabelledField] = []
    further: list[list[str]] = []
    above: list[NumberedLine] = []
    for line in lines:
        labelled_field = parse_field(line)
        if labelled_field:
            fields.append(labelled_field)
            further.append([])
        elif fields:
            further[-1].append(line.text)
        elif line.text.strip():
            above.append(line)
    for change, more in zip(fields, further, strict=True):
        rest = strip_blank_lines("\n".join(_dedented(more)))
        change.is_apart = not change.value and bool(rest)
        change.value = "\n".join(part for part in (change.value, rest) if part)
    return fields, above


def _dedented(lines: Iterable[str]) -> Iterator[str]:
    yield from (line.removeprefix("  ") for line in lines)
