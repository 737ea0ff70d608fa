"""Parses plain text: pages copied from a browser, pads, emails, notes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hackathon.pages.document.blocks import Document, HiddenKind
from hackathon.pages.document.parsers.light_markup import bar_row
from hackathon.pages.document.parsers.line_notation import (
    ItemMark,
    LineNotation,
    RowMark,
    indented_item,
    parse_lines,
)
from hackathon.pages.document.parsers.mail import is_mail, split_mail

_ITEM = re.compile(
    r"(?P<indent>\s*)(?:(?:[-*+\u2022\u25e6\u25aa\u2023\u00b7\u25cb\u25cf\u25a1\u25a0\u2013]"
    r"|(?P<number>\d{1,3})[.)])\s+"
    r"(?:\[(?P<box>[ xX*])\]\s+)?|\[(?P<bare_box>[ xX*])\]\s+"
    r"|(?P<sign>[\u2610\u2611\u2612\u2713\u2714])\s*)(?=\S)"
)
_EDIT = re.compile(r"\s*\[\s?(?:edit|bearbeiten|modifier|editar)[^\[\]]{0,60}\]\s*$", re.IGNORECASE)
_MARKED = re.compile(r"\s*(={1,6}|#{1,6}|\*{3})\s+(\S.{0,200}?)\s*(?:={1,6}|#{1,6}|\*{3})?\s*$")
_UNDERLINE = re.compile(r"\s*(=|-|~|\*|#|\^){3,}\s*$")
_CONTENTS = re.compile(
    r"\s*(?:table of )?(?:contents|inhalt(?:sverzeichnis)?"
    r"|sommaire)\s*(?:\[.{1,20}\])?\s*",
    re.IGNORECASE,
)
_ENTRY = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3}){0,4})\.?\s+(\S.{0,200})$")
_CHROME = re.compile(
    r"\s*(?:jump to(?: navigation|: ?navigation|content).*|from the .{1,60} ?wiki|navigation menu"
    r"|retrieved from .*"
    r"|this page was last (?:edited|modified).*|content is available under.*|privacy policy.*"
    r"|categor(?:y|ies): .*"
    r"|skip to (?:main )?content|search|log in|create account|view history|powered by .*"
    r"|last updated .*|toggle .*)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(r"--\s?$")
_QUOTE = re.compile(r"\s{0,3}>[> ]*")
_LONGEST_HEADING = 90
_LONG_LINE = 110


def parse_plain(text: str) -> Document:
    """Return plain text as a document; the headers of an email are its metadata."""
    metadata, skipped = split_mail(text) if is_mail(text) else ({}, 0)
    reading = _Reading(text.replace("\r", "").split("\n"), skipped, metadata)
    notation = LineNotation(
        name="mail" if metadata else "text",
        heading=reading.heading,
        item=_item,
        row=reading.row,
        hidden=reading.hidden_kind,
        quote=_QUOTE,
        lines_break=reading.lines_break,
        rule=re.compile(r"\s*(?:-{4,}|\*{5,}|_{5,}|={5,})\s*"),
    )
    return parse_lines(text, notation, skip=skipped, metadata=metadata)


def _item(line: str) -> ItemMark | None:
    match = _ITEM.match(line)
    mark = indented_item(line, _ITEM)
    if not match or not mark:
        return None
    box = match["bare_box"] or match["sign"]
    return mark if box is None else replace(mark, is_checked=box in "xX*\u2611\u2612\u2713\u2714")


class _Reading:
    """What the lines around a line say of it: headings, rows of a table, navigation."""

    def __init__(self, lines: Sequence[str], skipped: int, metadata: Mapping[str, str]) -> None:
        self.lines = lines
        self.hidden_lines: dict[int, HiddenKind] = {}
        self.levels: dict[int, int] = {}
        self.row_lines: set[int] = set()
        self.lines_break = any(len(line) > _LONG_LINE for line in lines) and not metadata
        self.metadata = metadata
        self._find_contents()
        self._find_hidden()
        self._find_rows()
        self._find_headings(skipped)

    def heading(self, number: int, line: str) -> tuple[int, str] | None:
        """Return level and words of a heading."""
        level = self.levels.get(number)
        if level is None:
            return None
        marked = _MARKED.match(line)
        return level, _EDIT.sub("", marked[2] if marked else line.strip())

    def row(self, number: int, line: str) -> RowMark | None:
        """Return the cells of a line with tabs between other such lines."""
        if number in self.row_lines:
            return RowMark(tuple(cell.strip() for cell in self.lines[number - 1].split("\t")))
        return bar_row(number, line)

    def hidden_kind(self, number: int, _line: str) -> HiddenKind | None:
        """Return why a line is none of the text's."""
        return self.hidden_lines.get(number)

    def _find_contents(self) -> None:
        self.contents: dict[str, int] = {}
        for number, line in enumerate(self.lines, start=1):
            if not _CONTENTS.fullmatch(line):
                continue
            entries = []
            for further, entry in enumerate(self.lines[number:], start=number + 1):
                match = _ENTRY.match(entry)
                if match:
                    entries.append((further, match))
                elif entry.strip():
                    break
            if entries:
                self.hidden_lines |= dict.fromkeys((number, *(n for n, _ in entries)), HiddenKind.NAVIGATION)
                self.contents |= {" ".join(e[2].split()): e[1].count(".") + 2 for _, e in entries}
                return

    def _find_hidden(self) -> None:
        for number, line in enumerate(self.lines, start=1):
            if _CHROME.fullmatch(line) and len(line) < 200:
                self.hidden_lines[number] = HiddenKind.NAVIGATION
            if _SIGNATURE.fullmatch(line) and self.metadata:
                rest = range(number, len(self.lines) + 1)
                self.hidden_lines |= dict.fromkeys(rest, HiddenKind.SIGNATURE)
                return

    def _find_rows(self) -> None:
        run: list[int] = []
        for number, line in enumerate([*self.lines, ""], start=1):
            if ("\t" in line.strip() and number not in self.hidden_lines) or (
                run and "\t" in line and line.strip() and number not in self.hidden_lines
            ):
                run.append(number)
            else:
                self.row_lines |= set(run) if len(run) > 1 else set()
                run = []

    def _find_headings(self, skipped: int) -> None:
        has_marks = bool(self.contents)
        filled = [n for n in range(skipped + 1, len(self.lines) + 1) if self.lines[n - 1].strip()]
        shown = [n for n in filled if n not in self.hidden_lines]
        for position, number in enumerate(shown):
            line = self.lines[number - 1]
            after = shown[position + 1] if position + 1 < len(shown) else None
            level = self._level(number, line, after, is_first=position == 0, has_marks=has_marks)
            if level:
                self.levels[number] = level
                if after == number + 1 and _UNDERLINE.fullmatch(self.lines[number]):
                    self.hidden_lines[number + 1] = HiddenKind.MARKUP

    def _level(
        self, number: int, line: str, after: int | None, *, is_first: bool, has_marks: bool
    ) -> int | None:
        words = " ".join(_EDIT.sub("", line).split())
        if number in self.row_lines or len(words) > _LONGEST_HEADING or after is None:
            return None
        marked = self._level_by_marks(number, line, words)
        if marked or _item(line) or line[0] in " \t>":
            return marked
        ends = words.endswith((".", ",", ";", ":"))
        if is_first and not self.metadata and not ends:
            return 1
        if words.endswith(":") and _item(self.lines[after - 1]) and words.count(" ") < 6:
            return 3
        is_capital = words.isupper() and len(words) > 4 and words.count(" ") < 8
        alone = self._level_alone(number, words) if not has_marks and not self.metadata else None
        return 2 if is_capital else alone

    def _level_by_marks(self, number: int, line: str, words: str) -> int | None:
        """Return the level that a contents box, an edit link, signs around or a line below give."""
        if words in self.contents:
            return self.contents[words]
        if _EDIT.search(line):
            return 2
        if (marked := _MARKED.match(line)) and _UNDERLINE.fullmatch(line) is None:
            return 2 if marked[1][0] == "*" else len(marked[1])
        below = self.lines[number] if number < len(self.lines) else ""
        is_underlined = _UNDERLINE.fullmatch(below) and len(below.strip()) * 2 >= len(words)
        return {"=": 1, "-": 2}.get(below.strip()[0], 3) if is_underlined and not _item(line) else None

    def _level_alone(self, number: int, words: str) -> int | None:
        """Return the level of a short line that stands alone."""
        above = self.lines[number - 2] if number > 1 else ""
        below = self.lines[number] if number < len(self.lines) else ""
        is_alone = not above.strip() and not below.strip()
        is_phrase = len(words) <= 60 and not words.endswith((".", ",", ";", ":", "!")) and ": " not in words
        return 3 if is_alone and is_phrase and not words[0].islower() else None
