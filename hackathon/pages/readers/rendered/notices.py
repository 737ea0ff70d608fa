"""Boxes that a wiki shows above a page: under construction, archived, please note."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hackathon.pages.model.metadata import Notice
from hackathon.pages.model.source import Line
from hackathon.pages.recognition.labels.fields import begins_topic

_WORDS = re.compile(
    r"(?:this|the) (?:wiki )?(?:page|section|article) (?:is|has been) (?:currently )?"
    r"(?:under construction|archived|outdated|out of date|out-of-date|obsolete"
    r"|deprecated|a draft|no longer|historical|frozen|closed)\b.*"
    r"|(?:please )?note that\b.*|(?:warning|attention|important|notice)\b\s?[:!].*",
    re.IGNORECASE,
)
_ICON = re.compile(
    r"(?:icon|ambox|info|todo|warning|notice)\b[\w .-]{0,40}\.(?:png|svg|gif)\s*", re.IGNORECASE
)
_LONGEST = 400


def without_notices(lines: Sequence[Line]) -> tuple[list[Line], list[Notice], list[str]]:
    """Return the other lines, the notices above the first topic, and the pictures in front of them.

    A notice stands by itself, and says so by its words or by its picture.
    """
    kept: list[Line] = []
    notices: list[Notice] = []
    images: list[str] = []
    first_topic = next((n for n, line in enumerate(lines) if begins_topic(line.text)), len(lines))
    was_notice = False
    for n, line in enumerate(lines):
        is_alone = (n == 0 or line.gap > 0) and (n + 1 == len(lines) or lines[n + 1].gap > 0)
        icon = _ICON.match(line.words) if n < first_topic and len(line.text) <= _LONGEST else None
        words = line.words[icon.end() :] if icon else line.words[: _LONGEST + 1]
        if n < first_topic and is_alone and words and (icon or _is_notice(words)):
            notices.append(Notice(line=line.number, text=words))
            images += [icon.group().strip()] if icon else []
            was_notice = True
        else:
            kept.append(replace(line, gap=max(line.gap, 1)) if was_notice else line)
            was_notice = False
    return kept, notices, images


def _is_notice(words: str) -> bool:
    return len(words) <= _LONGEST and _WORDS.fullmatch(words) is not None
