"""Reads a topic's template that was left in the page as source: `{{GSoC Project`, then `|Name=value`.

Braces in such a template are often broken, so parameters are recognized by their names at the start of
a line and not by counting braces.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from hackathon.pages.model.source import Line
from hackathon.pages.recognition.collections.headings import (
    attendance_status,
    find_review_state,
    names_topics,
)

FIELD_OF_PARAMETER = {
    "project": "title",
    "anchor": "anchor",
    "date": "date_of_insert",
    "verified": "verified",
    "contact": "contact",
    "mentor": "contact",
    "gsoc": "gsoc",
    "difficulty": "difficulty",
    "skills": "skills",
    "desc": "description",
    "outcomes": "outcomes",
    "steps": "steps",
    "references": "references",
    "review": "review",
}
"""What each parameter of the template is called here."""

_BEGINS = re.compile(r"\s*\{\{\s*(?:GSoC[ _])?Project\s*(?=\||$)", re.IGNORECASE)
_AT_START = re.compile(r"\s*\|\s*(\w[\w /-]{0,40}?)\s*=(?!=)")
_KNOWN = re.compile(rf"\|\s*({'|'.join(FIELD_OF_PARAMETER)})\s*=(?!=)", re.IGNORECASE)
_SPEAKS = re.compile(r"\{\{\s*(vote|comment)\s*\|\s*", re.IGNORECASE)
_USER = re.compile(r"\[\[User:[^\]|\[]{0,100}\|([^\]|\[]{0,100})\]\]", re.IGNORECASE)
_FEWEST_PARAMETERS = 2
_NEAR = 6  # lines in which the first parameters must come
_LONGEST_NAME_LINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter: its name as written, and its value as lines (the first may be empty).

    Text before the first name has the name "".
    """

    name: str
    lines: tuple[Line, ...]


def begins_template(lines: Sequence[Line], n: int) -> bool:
    """Whether a topic's template begins in the line, with parameters and not only in words."""
    begins = _BEGINS.match(lines[n].text[:_LONGEST_NAME_LINE])
    if begins is None:
        return False
    near = [lines[n].text[begins.end() :], *(line.text for line in lines[n + 1 : n + _NEAR])]
    return sum(len(_KNOWN.findall(text[:_LONGEST_NAME_LINE])) for text in near) >= _FEWEST_PARAMETERS


def end_of_template(lines: Sequence[Line], n: int, titles: Set[int]) -> int:
    """Return the line behind the template: behind the first closing braces that no parameter follows.

    Where there are none, behind the last line before another thing surely begins.
    """
    closing: int | None = None
    position = n
    while position < len(lines):
        if position > n and (
            position in titles or begins_template(lines, position) or _begins_list(lines[position])
        ):
            break
        if _AT_START.match(lines[position].text[:_LONGEST_NAME_LINE]):
            closing = None
        if closing is None and lines[position].text.endswith("}}"):
            closing = position
        position += 1
    return position if closing is None else closing + 1


def _begins_list(line: Line) -> bool:
    words = line.text[:_LONGEST_NAME_LINE]
    is_list = names_topics(words) and find_review_state(words) is not None
    is_short = len(line.text) < len(words) + 1 and not words.endswith((".", ":", ",", ";"))
    return line.gap > 0 and not line.indent and is_short and (is_list or attendance_status(words) is not None)


def is_template_source(line: Line) -> bool:
    """Whether a line outside a topic is the source of a template, shown as an example."""
    words = line.text[:_LONGEST_NAME_LINE].lstrip("*:# ")
    return words.startswith(("{{", "}}")) or _AT_START.match(words) is not None


def render_line(line: Line) -> Line:
    """Return a line of wikitext as a browser shows it, as far as its lists go."""
    marks = len(line.text) - len(line.text.lstrip("*"))
    text = f"{'  ' * marks}* {line.text[marks:].lstrip()}" if marks else line.text
    return replace(line, text=text.replace("{{N/A}}", "N/A"))


def render_comment_line(line: Line) -> Line:
    """Return a line of a review as a browser shows it: with icons, and plain names."""
    if "{{" not in line.text:
        return line
    text = _USER.sub(r"\1", _SPEAKS.sub(_icon, line.text))
    return replace(line, text=text.replace("}}", ""))


def _icon(speaks: re.Match[str]) -> str:
    kind = "vote" if speaks[1].casefold() == "vote" else "voting comment"
    return f"Pictogram {kind} 15px.png "


def parameters(lines: Sequence[Line]) -> list[Parameter]:
    """Return the parameters in their order; a line without a name goes on with the one above it."""
    pieces: list[tuple[str, list[Line]]] = []
    for n, line in enumerate(lines):
        begins = _BEGINS.match(line.text) if n == 0 else None
        text = line.text[begins.end() :] if begins else line.text
        text = text.removesuffix("}}") if n == len(lines) - 1 else text
        for name, value in _pieces(text):
            if name is not None:
                pieces.append((name, []))
            if not pieces:
                pieces.append(("", []))
            if value.strip() or name is not None:
                pieces[-1][1].append(replace(line, text=value.rstrip(), gap=0 if name else line.gap))
    return [Parameter(name=name, lines=tuple(held)) for name, held in pieces]


def _pieces(text: str) -> Iterator[tuple[str | None, str]]:
    """Yield name and value of each parameter on a line; what stands before the first name has none."""
    names = list(_KNOWN.finditer(text))
    first = _AT_START.match(text)
    if first and not (names and names[0].start() <= first.start(1)):
        names.insert(0, first)
    if not names:
        yield None, text
        return
    if text[: names[0].start()].strip():
        yield None, text[: names[0].start()]
    ends = [following.start() for following in names[1:]] + [len(text)]
    for name, end in zip(names, ends, strict=True):
        yield name[1], text[name.end() : end].strip()
