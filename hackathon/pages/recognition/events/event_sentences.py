"""Recognizes sentences with time and place, opening hours and milestones."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta

from hackathon.pages.model.event import EventStatement, OpenDay, PageMilestone
from hackathon.pages.model.metadata import Section
from hackathon.pages.model.source import Line
from hackathon.pages.recognition.events.dates import WrittenDays, find_days, find_hours
from hackathon.pages.recognition.events.places import read_place

_GATHERING = re.compile(
    r"\b(?:hackathon|hackfest|summit|sprint|workshop|developer meeting|meet-?up)s?\b", re.IGNORECASE
)
_IN_PLACE = re.compile(r"\bin (?:the )?([A-Z][^.;:()!?]{1,80})")
_MORE_OF_SENTENCE = re.compile(r"\s+(?:on|from|for|at|during|between|with|and)\b.*|,?\s*$")
_LONGEST_DAY_LINE = 120
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")


def is_about_gathering(text: str) -> bool:
    """Whether the text is about people meeting."""
    return _GATHERING.search(text[:500]) is not None


def read_statement(line: Line) -> EventStatement | None:
    """Read a sentence about an event; None if it names no gathering or no day with its year."""
    written = find_days(line.words)
    span = written.in_year(written.year) if written and written.year else None
    if written is None or span is None or not is_about_gathering(line.words):
        return None
    place_text = _place(line.words, written)
    place = read_place(place_text) if place_text else None
    return EventStatement(
        raw=line.words,
        line=line.number,
        name=_name(line.words),
        starts=span[0],
        ends=span[1],
        place=place_text,
        city=place.city if place else None,
        country=place.country if place else None,
    )


def _place(sentence: str, written: WrittenDays) -> str | None:
    start, end = written.span
    match = _IN_PLACE.search(sentence, end) or _IN_PLACE.search(sentence[:start])
    return (_MORE_OF_SENTENCE.sub("", match[1], count=1).strip(" ,") or None) if match else None


def _name(sentence: str) -> str | None:
    """Return the gathering's name: its noun and the capitalized words before it."""
    noun = _GATHERING.search(sentence)
    if noun is None or not noun.group()[0].isupper():
        return None
    before = sentence[: noun.start()].split()
    first = len(before)
    while (
        first and before[first - 1][0].isupper() and before[first - 1].casefold() not in ("the", "our", "a")
    ):
        first -= 1
    return " ".join([*before[first:], noun.group()])


def read_open_day(line: Line, words: str, statement: EventStatement) -> OpenDay | None:
    """Return a day of the event with its hours, such as "May 16th: 9AM to 5PM"; None for any other line."""
    written = find_days(words) if len(words) <= _LONGEST_DAY_LINE else None
    hours = find_hours(words[written.span[1] :]) if written else None
    span = written.in_year(written.year or statement.starts.year) if written else None
    if hours is None or span is None or span[0] != span[1]:
        return None
    if not statement.starts <= span[0] <= statement.ends + timedelta(days=1):
        return None
    return OpenDay(day=span[0], opens=hours[0], closes=hours[1], raw=words, line=line.number)


def read_milestone(line: Line, words: str, year: int | None, year_from: str | None) -> PageMilestone | None:
    """Return a named date such as "May 3: deadline"; None where there is no date, or no year for it."""
    written = find_days(words)
    in_year = (written.year or year) if written else None
    span = written.from_year(in_year) if written and in_year else None
    if written is None or span is None:
        return None
    start, end = written.span
    what = f"{words[:start]} {words[end:]}".strip(" :-\N{EN DASH}\N{EM DASH},.()")
    return PageMilestone(
        line=line.number, raw=words, what=" ".join(what.split()) or words, starts=span[0],
        ends=span[1] if span[1] != span[0] else None, year_inferred_from=None if written.year else year_from,
    )  # fmt: skip


def find_year(texts: Iterable[str]) -> tuple[int, str] | None:
    """Return the first year in the texts, and the text that has it."""
    for text in texts:
        if match := _YEAR.search(text[:500]):
            return int(match.group()), text
    return None


class YearFinder:
    """The first year in a growing list of texts; searches each text once."""

    def __init__(self) -> None:
        self._searched = 0
        self._found: tuple[int, str] | None = None

    def among(self, title: str | None, sections: Sequence[Section]) -> tuple[int, str] | tuple[None, None]:
        """Return the first year in the title or the headings so far, and the text that has it."""
        if self._found is None:
            new = sections[self._searched :]
            self._found = find_year([title or "", *(section.heading for section in new)])
            self._searched = len(sections)
        return self._found or (None, None)
