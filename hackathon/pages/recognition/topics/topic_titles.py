"""Splits the line of a topic into title, people, and the rest."""

import re
from dataclasses import dataclass, replace

from hackathon.pages.document.blocks import Run, TextLine, linked_text, text_line
from hackathon.pages.recognition.collections.template_words import without_count
from hackathon.pages.recognition.people.people_strings import WrittenPerson, read_people
from hackathon.pages.recognition.topics.title_people import (
    bracket_behind,
    looks_like_name,
    named_outright,
    people_of_text,
)

_NUMBER = re.compile(
    r"^\s*(?:\d{1,3}[.)]|#\d{1,6}[:.]?|T\d{3,7}:?|\d{1,2}:\d{2}(?:\s?[-\N{EN DASH}]\s?\d{1,2}:\d{2})?:?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day:)\s+"
)
_GENERIC = re.compile(
    r"(?:project|topic|session|idea|team|challenge|proposal|group"
    r"|pitch)?\s*#?\s*\d{1,3}|T\d{3,7}",
    re.IGNORECASE,
)
_AFTER_GENERIC = re.compile(r"\s*[:.\N{EN DASH}\N{EM DASH}-]\s*")
_COUNTED_BEFORE = re.compile(r"\s*[^\W\d_]{2,20}\s#?\d{1,3}\s+(?:--|[-\N{EN DASH}\N{EM DASH}])\s+")
_BRACKET_FIRST = re.compile(
    r"\s*[(\[]([^()\[\]]{1,600}(?:\([^()]{0,100}\)[^()\[\]]{0,200}){0,20})[)\]](?!\()"
)
_DASH = re.compile(r"\s+(?:--|[-\N{EN DASH}\N{EM DASH}])\s+")
_BY = re.compile(
    r"(?:proposed|suggested|led|hosted|presented|session)?\s*\bby:?\s+|(?:host|lead|speaker|facilitator"
    r"|contact|proposer)s?:\s*",
    re.IGNORECASE,
)
_BY_INSIDE = re.compile(
    r"\s+(?:(?:proposed|suggested|led|hosted|presented) )by:?\s+"
    r"|,?\s+by\s+(?=[^a-z\s@]\S*\s+[^a-z]|@\w)",
    re.IGNORECASE,
)
_MENTORED = re.compile(
    r"[\s,]*\((?:co-?)?(?:mentor|supervisor|advisor)s?\s*:\s*(.{2,300})\)[\s.]*", re.IGNORECASE
)
_ABOUT = re.compile(r"^\s*[:\N{EN DASH}\N{EM DASH}-]\s*(?=\S)")
_LONGEST_TITLE = 200
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class TopicTitle:
    """A parsed topic line: `people` follow the title, `note` and `links` are the rest.

    `is_open` says that the line deliberately names nobody: "(anyone?)". `about` is text after a colon.
    """

    title: str
    people: tuple[WrittenPerson, ...] = ()
    people_text: str = ""
    note: str = ""
    links: tuple[Run, ...] = ()
    is_open: bool = False
    about: str = ""


def read_heading_title(line: TextLine, *, lenient: bool = False) -> TopicTitle:
    """Return the title in a heading; links to people at its end, or people in brackets, are contacts."""
    runs = list(line.runs)
    people: list[Run] = []
    while runs and (not runs[-1].text.strip() or (runs[-1].link and looks_like_name(runs[-1].text.strip()))):
        run = runs.pop()
        if run.text.strip():
            people.insert(0, run)
    if people and any(run.text.strip() for run in runs):
        text = ", ".join(f"[{run.text.strip()}]({run.link})" for run in people)
        title = without_count(text_line(line.number, runs).text.rstrip(" -:,\N{EN DASH}"))
        return TopicTitle(title, read_people(text), text)
    text = without_count(line.text)
    return _with_people_behind(TopicTitle(text), text, lenient=lenient)


def read_item_title(
    line: TextLine, *, lenient: bool = False, known: frozenset[str] = frozenset()
) -> TopicTitle:
    """Return the title in a list item or line: a link, bold words, or the text before the people.

    `known` are lower-case names that may be in brackets: attendees' names, and names that recur.
    """
    runs = [run for run in _without_number(line) if run.text]
    first = runs[0] if runs else None
    if first is None:
        return TopicTitle(line.text)
    if first.link and _GENERIC.fullmatch(first.text.strip()):
        return _after_generic(line, runs, lenient=lenient)
    if named := _behind_names(line, runs) or _behind_slanted_names(line, runs):
        return named
    if (first.link or first.is_strong) and len(first.text.strip()) > 1:
        same = [run for run in runs if run is first]
        rest = runs[len(same) :]
        title = first.text.strip().rstrip(":")
        reading = _with_rest(title, text_line(line.number, rest))
        inside = _with_people_behind(TopicTitle(title), title, lenient=False)
        if inside.people and not reading.people:
            return replace(reading, title=inside.title, people=inside.people, people_text=inside.people_text)
        return reading
    return _plain_title(text_line(line.number, runs), lenient=lenient, known=known)


def _behind_names(line: TextLine, runs: list[Run]) -> TopicTitle | None:
    """Return the title of "**Ada Quill (@ada)**, [Faster builds](...) (mentor: Cleo Marsh)"."""
    strong = next((n for n, run in enumerate(runs) if run.text.strip() and not run.is_strong), 0)
    titles = [n for n, run in enumerate(runs) if n > strong and run.link and not run.is_strong]
    if not strong or not titles or runs[strong].text.strip() != ",":
        return None
    names = linked_text(text_line(line.number, runs[:strong]))
    people = people_of_text(names, lenient=False)
    if not people:
        return None
    rest = linked_text(text_line(line.number, runs[titles[0] + 1 :]))
    mentored = _MENTORED.fullmatch(rest)
    mentors = read_people(mentored[1]) if mentored else ()
    text = f"{names}, {mentored[1]}" if mentored else names
    return TopicTitle(runs[titles[0]].text.strip(), (*people, *mentors), text, note="" if mentored else rest)


def _behind_slanted_names(line: TextLine, runs: list[Run]) -> TopicTitle | None:
    """Return the title of "*Ada Quill, Till Best*: **Faster builds**. Builds are slow."."""
    title = next((n for n, run in enumerate(runs) if run.is_strong), 0)
    before = [run for run in runs[:title] if run.is_emphasis or run.text.strip(" :,-")]
    if not before or not all(run.is_emphasis for run in before):
        return None
    names = linked_text(text_line(line.number, before))
    people = people_of_text(names.strip(" :"), lenient=False)
    if not people:
        return None
    about = text_line(line.number, runs[title + 1 :]).text.lstrip(" .:,-")
    return TopicTitle(runs[title].text.strip(" .:"), people, names, about=about)


def _without_number(line: TextLine) -> list[Run]:
    runs = list(line.runs)
    while runs and not runs[0].text.strip():
        runs.pop(0)
    if runs and not runs[0].link and (match := _NUMBER.match(runs[0].text + (" " if len(runs) > 1 else ""))):
        runs[0] = replace(runs[0], text=runs[0].text[match.end() :])
    return [run for position, run in enumerate(runs) if run.text.strip() or position]


def _after_generic(line: TextLine, runs: list[Run], *, lenient: bool) -> TopicTitle:
    """Return the title of "[Project 7](7): Faster builds. [Report](...)"."""
    rest = runs[1:]
    if rest and (match := _AFTER_GENERIC.match(rest[0].text)):
        rest[0] = replace(rest[0], text=rest[0].text[match.end() :])
    if not any(run.text.strip() for run in rest):
        return TopicTitle(runs[0].text.strip(), links=(runs[0],))
    position = next((n for n, run in enumerate(rest) if run.link and n > 0), len(rest))
    title = text_line(line.number, rest[:position]).text
    behind = text_line(line.number, rest[position:])
    links = (runs[0], *(run for run in behind.runs if run.link))
    reading = _with_people_behind(TopicTitle(title), title, lenient=lenient)
    cut = reading.title.rstrip()
    return replace(reading, title=cut[:-1] if cut.endswith(".") and behind.text else cut, links=links,
                   note=" ".join(f"{reading.note} {behind.text}".split()))  # fmt: skip


def _with_rest(title: str, rest: TextLine) -> TopicTitle:
    """Return a title that is a link or bold, with what stands behind it."""
    if not rest.text:
        return TopicTitle(title)
    text = linked_text(rest)
    bracket = _BRACKET_FIRST.match(rest.text)
    if bracket:
        people = people_of_text(bracket[1], lenient=True)
        if people is not None:
            raw = rest.text[bracket.end() :]
            if _ABOUT.match(raw) and len(raw.split()) > 2:
                return TopicTitle(title, people, bracket[1], about=_ABOUT.sub("", raw), is_open=not people)
            behind = raw.strip(" .,;:-")
            links = tuple(run for run in rest.runs if run.link and run.text.strip() in behind)
            return TopicTitle(title, people, bracket[1], behind if not links else "", links, not people)
    plain = text.strip(" ,:")
    dashed = _DASH.match(f" {plain}") or re.match(r"\s*[:,]\s*", text)
    words = plain[dashed.end() - 1 :] if dashed and plain[:1] in "-\N{EN DASH}\N{EM DASH}" else plain
    by = _BY.match(words)
    people = people_of_text(words[by.end() :] if by else words, lenient=by is not None)
    if people is None and by:
        people = named_outright(words[by.end() :])
    if people is not None:
        return TopicTitle(title, people, words, is_open=not people)
    return _with_late_people(title, rest, words)


def _with_late_people(title: str, rest: TextLine, words: str) -> TopicTitle:
    """Return a title whose people stand in a bracket after links or words, if anywhere."""
    behind = bracket_behind(linked_text(rest))
    people = people_of_text(behind[0], lenient=False) if behind else None
    if behind and people:
        before = rest.text[: max(rest.text.rfind("("), 0)].strip(" ,:")
        links = tuple(run for run in rest.runs if run.link and run.text.strip() in before)
        return TopicTitle(title, people, behind[0], before if not links else "", links)
    if _ABOUT.match(rest.text) and len(rest.text.split()) > 2:
        return TopicTitle(title, about=_ABOUT.sub("", rest.text))
    return TopicTitle(title, note=words, links=tuple(run for run in rest.runs if run.link))


def _plain_title(line: TextLine, *, lenient: bool, known: frozenset[str]) -> TopicTitle:
    text = linked_text(line)
    reading = _with_people_behind(
        TopicTitle(line.text), text if "](" in text else line.text, lenient=lenient, known=known
    )
    title = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", reading.title)
    if len(title) > _LONGEST_TITLE:
        head, *more = _SENTENCE.split(title, maxsplit=1)
        return replace(
            reading, title=head[:_LONGEST_TITLE], note=" ".join([head[_LONGEST_TITLE:], *more]).strip()
        )
    return replace(reading, title=title)


def _with_people_behind(
    reading: TopicTitle, text: str, *, lenient: bool, known: frozenset[str] = frozenset()
) -> TopicTitle:
    """Return the title without the people in brackets, behind a dash or behind "by" at its end."""
    bracket = bracket_behind(text)
    counted = _COUNTED_BEFORE.match(text)
    dashes = list(_DASH.finditer(text, counted.end() if counted else 0))
    if bracket and dashes and (named := people_of_text(text[dashes[-1].end() :], lenient=False)):
        title = text[: dashes[-1].start()].strip()
        return replace(reading, title=title, people=named, people_text=text[dashes[-1].end() :])
    if bracket and text[: bracket[1]].strip():
        people = people_of_text(_BY.sub("", bracket[0], count=1), lenient=lenient, known=known)
        if people is not None:
            title = text[: bracket[1]].strip()
            return replace(reading, title=title, people=people, people_text=bracket[0], is_open=not people)
    if dashes and text[: dashes[-1].start()].strip():
        words = text[dashes[-1].end() :]
        by = _BY.match(words)
        people = people_of_text(words[by.end() :] if by else words, lenient=lenient or by is not None)
        if people is not None:
            title = text[: dashes[-1].start()].strip()
            return replace(reading, title=title, people=people, people_text=words, is_open=not people)
    inside = _BY_INSIDE.search(text)
    if inside and text[: inside.start()].strip():
        people = people_of_text(text[inside.end() :], lenient=False)
        if people:
            return replace(
                reading, title=text[: inside.start()].strip(), people=people, people_text=text[inside.end() :]
            )
    return reading
