"""Removes what a wiki adds around a page: navigation, contents, categories, pictures, revision."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from hackathon.pages.model.metadata import Notice, Revision
from hackathon.pages.model.source import Line
from hackathon.pages.readers.rendered.notices import without_notices
from hackathon.pages.recognition.events.dates import find_days
from hackathon.pages.recognition.labels.fields import begins_topic

_FROM_SITE = re.compile(r"From (\S.{0,78})")
_IMAGE = re.compile(r"\S{1,120}\.(?:png|jpe?g|gif|svg)", re.IGNORECASE)
_REVISION = re.compile(
    r"(?:(?:Latest )?revision as of|This page was last (?:edited|modified) on) (?P<when>.{1,150}?)"
    r"(?: by (?P<author>.{1,60}?))?(?: \(talk.*)?\.?"
    r"|(?P<editor>\S{1,60}) edited this page (?P<edited>.{1,40}?)(?: · (?P<count>\d{1,6}) revisions?)?",
    re.IGNORECASE,
)
_EDIT_LINK = re.compile(r"\s*\[\s*edit(?: source)?\s*\]\s*", re.IGNORECASE)
_CONTENTS = re.compile(r"Contents(?: \[hide\])?", re.IGNORECASE)
_CONTENTS_ENTRY = re.compile(r"\s*(?:[•*-]\s+)?\d{1,3}(?:\.\d{1,3}){0,5} \S")
_NAVIGATION = re.compile(
    r"jump to:? ?(?:navigation|search|content).*|skip to content|navigation menu|personal tools|\[hide\]"
    r"|(?:hidden )?categor(?:y|ies): ?.*|retrieved from .*|clone this wiki locally|log in|view history"
    r"|privacy policy|about \S+|disclaimers|printable version|permanent link|page information"
    r"|\(diff\) .{0,20}older revision.*|this page has been accessed .*|content is available under .*",
    re.IGNORECASE,
)
_LONGEST = 200  # furniture is short; longer lines are not looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class PageBody:
    """The page without its furniture, and the furniture."""

    lines: tuple[Line, ...]
    chrome: tuple[Line, ...]
    title: str | None
    site: str | None
    revision: Revision | None
    images: tuple[str, ...]
    notices: tuple[Notice, ...]


def remove_chrome(lines: Sequence[Line]) -> PageBody:
    """Set the furniture aside; nothing else is changed but "[edit]" links at headings."""
    chrome = list(takewhile(_is_navigation, lines))
    body, notices, images = without_notices(lines[len(chrome) :])
    title, site, rest, named = _head(body)
    chrome += named
    kept: list[Line] = []
    revision: Revision | None = None
    in_contents = False
    for line in rest:
        words = line.words if len(line.text) <= _LONGEST else ""
        in_contents = bool(_CONTENTS.fullmatch(words) or (in_contents and _CONTENTS_ENTRY.match(line.text)))
        if match := _REVISION.fullmatch(words):
            revision = revision or _revision(match)
            chrome += [line] if revision.raw != words else []
        elif in_contents or _NAVIGATION.fullmatch(words):
            chrome.append(line)
        elif _IMAGE.fullmatch(words):
            images.append(words)
        else:
            kept.append(_without_edit_link(line))
    return PageBody(
        lines=tuple(kept), chrome=tuple(chrome), title=title, site=site, revision=revision,
        images=tuple(images), notices=tuple(notices),
    )  # fmt: skip


def _is_navigation(line: Line) -> bool:
    return len(line.text) <= _LONGEST and _NAVIGATION.fullmatch(line.words) is not None


def _revision(match: re.Match[str]) -> Revision:
    """Return what the line says of the last change; a day with its year, or none."""
    written = find_days(match["when"] or match["edited"])
    span = written.in_year(written.year) if written and written.year else None
    return Revision(
        raw=match.group(),
        author=match["author"] or match["editor"],
        day=span[0] if span else None,
        count=int(match["count"]) if match["count"] else None,
    )


def _head(lines: list[Line]) -> tuple[str | None, str | None, list[Line], list[Line]]:
    """Return title, site, the other lines, and the line that named the site."""
    if len(lines) > 1 and (site := _FROM_SITE.fullmatch(lines[1].text)):
        return lines[0].words, site[1], lines[2:], [lines[1]]
    is_title = (
        bool(lines)
        and len(lines[0].text) <= _LONGEST
        and not lines[0].words.endswith((".", ":"))
        and not begins_topic(lines[0].text)
        and not (len(lines) > 1 and begins_topic(lines[1].text))
    )
    if is_title and len(lines) > 1 and lines[1].gap:
        return lines[0].words, None, lines[1:], []
    return None, None, lines, []


def _without_edit_link(line: Line) -> Line:
    return replace(line, text=_EDIT_LINK.sub(" ", line.text).rstrip()) if len(line.text) <= _LONGEST else line
