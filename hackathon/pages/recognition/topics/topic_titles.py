"""Splits the line of a topic into its title, the people named behind it, and what else stands there."""

import re
from dataclasses import dataclass, replace

from hackathon.pages.document.blocks import Run, TextLine, linked_text, text_line
from hackathon.pages.recognition.people.people_strings import WrittenPerson, is_nobody, read_people

_NUMBER = re.compile(
    r"^\s*(?:\d{1,3}[.)]|#\d{1,6}[:.]?|\d{1,2}:\d{2}(?:\s?[-\N{EN DASH}]\s?\d{1,2}:\d{2})?:?)\s+"
)
_GENERIC = re.compile(
    r"(?:project|topic|session|idea|team|challenge|proposal|group"
    r"|pitch)?\s*#?\s*\d{1,3}",
    re.IGNORECASE,
)
_AFTER_GENERIC = re.compile(r"\s*[:.\N{EN DASH}\N{EM DASH}-]\s*")
_BRACKET = re.compile(
    r"\s*[(\[]([^()\[\]]{1,600}(?:\([^()]{0,100}\)[^()\[\]]{0,200}){0,20})[)\]]\s*[.,;]?\s*$"
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
_ETC = re.compile(
    r",?\s*\b(?:et al\.?|etc\.?|and others|and more|\N{HORIZONTAL ELLIPSIS}"
    r"|\.{3})\s*$",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    [
        "van",
        "von",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ter",
        "ten",
        "zu",
        "zum",
        "y",
        "e",
        "i",
        "af",
        "av",
        "du",
        "st",
    ]
)
_ORGANISATION = re.compile(
    r"\b(?:ltd|inc|gmbh|llc|corp|university|institute|foundation|labs?|college|society|e\.v|universit\w+"
    r"|hochschule|library|company|team|project|group)\b",
    re.IGNORECASE,
)
_NUMBERED_HEADING = re.compile(r"^\d{1,3}[.)]\s+(?=\S)")
_ABOUT = re.compile(r"^\s*[:\N{EN DASH}\N{EM DASH}-]\s*(?=\S)")
_LONGEST_TITLE = 200
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class TopicTitle:
    """A topic's line, read: `people` stand behind the title, `note` and `links` are what is left of it.

    `is_open` says that the line names nobody on purpose: "(anybody?)". `about` is text behind a colon.
    """

    title: str
    people: tuple[WrittenPerson, ...] = ()
    people_text: str = ""
    note: str = ""
    links: tuple[Run, ...] = ()
    is_open: bool = False
    about: str = ""


def looks_like_name(text: str) -> bool:
    """Whether the text is almost surely a person's name: two words or more, each as names are written."""
    words = text.split()
    if _ORGANISATION.search(text):
        return False
    if not 2 <= len(words) <= 6 or any(letter.isdigit() for letter in text):
        return len(words) == 1 and _is_uncased(text) and 2 <= len(text) <= 6
    return all(
        not word[0].islower() or word.casefold() in _PARTICLES or "'" in word[:3] for word in words
    ) and (not words[-1][0].islower())


def _is_uncased(text: str) -> bool:
    return all(letter.isalpha() and not letter.isupper() and not letter.islower() for letter in text)


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
        title = _NUMBERED_HEADING.sub("", text_line(line.number, runs).text.rstrip(" -:,\N{EN DASH}"))
        return TopicTitle(title, read_people(text), text)
    text = _NUMBERED_HEADING.sub("", line.text)
    return _with_people_behind(TopicTitle(text), text, lenient=lenient)


def read_item_title(line: TextLine, *, lenient: bool = False) -> TopicTitle:
    """Return the title in a list item or a line: a link, bold words, or what stands before the people."""
    runs = [run for run in _without_number(line) if run.text]
    first = runs[0] if runs else None
    if first is None:
        return TopicTitle(line.text)
    if first.link and _GENERIC.fullmatch(first.text.strip()):
        return _after_generic(line, runs, lenient=lenient)
    if (first.link or first.is_strong) and len(first.text.strip()) > 1:
        same = [run for run in runs if run is first]
        rest = runs[len(same) :]
        title = first.text.strip().rstrip(":")
        return _with_rest(title, text_line(line.number, rest))
    return _plain_title(text_line(line.number, runs), lenient=lenient)


def _without_number(line: TextLine) -> list[Run]:
    runs = list(line.runs)
    while runs and not runs[0].text.strip():
        runs.pop(0)
    if runs and (match := _NUMBER.match(runs[0].text + (" " if len(runs) > 1 else ""))):
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
    bracket = re.match(r"\s*[(\[]([^()\[\]]{1,600})[)\]](?!\()", rest.text)
    if bracket:
        people = _people(bracket[1], lenient=True)
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
    people = _people(words[by.end() :] if by else words, lenient=by is not None)
    if people is not None:
        return TopicTitle(title, people, words, is_open=not people)
    if _ABOUT.match(rest.text) and len(rest.text.split()) > 2:
        return TopicTitle(title, about=_ABOUT.sub("", rest.text))
    return TopicTitle(title, note=words, links=tuple(run for run in rest.runs if run.link))


def _plain_title(line: TextLine, *, lenient: bool) -> TopicTitle:
    text = linked_text(line)
    reading = _with_people_behind(TopicTitle(line.text), text if "](" in text else line.text, lenient=lenient)
    title = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", reading.title)
    if len(title) > _LONGEST_TITLE:
        head, *more = _SENTENCE.split(title, maxsplit=1)
        return replace(
            reading, title=head[:_LONGEST_TITLE], note=" ".join([head[_LONGEST_TITLE:], *more]).strip()
        )
    return replace(reading, title=title)


def _with_people_behind(reading: TopicTitle, text: str, *, lenient: bool) -> TopicTitle:
    """Return the title without the people in brackets, behind a dash or behind "by" at its end."""
    bracket = _BRACKET.search(text)
    dashes = list(_DASH.finditer(text))
    if bracket and dashes and (named := _people(text[dashes[-1].end() :], lenient=False)):
        title = text[: dashes[-1].start()].strip()
        return replace(reading, title=title, people=named, people_text=text[dashes[-1].end() :])
    if bracket and text[: bracket.start()].strip():
        people = _people(_BY.sub("", bracket[1], count=1), lenient=lenient)
        if people is not None:
            title = text[: bracket.start()].strip()
            return replace(reading, title=title, people=people, people_text=bracket[1], is_open=not people)
    if dashes and text[: dashes[-1].start()].strip():
        words = text[dashes[-1].end() :]
        by = _BY.match(words)
        people = _people(words[by.end() :] if by else words, lenient=lenient or by is not None)
        if people is not None:
            title = text[: dashes[-1].start()].strip()
            return replace(reading, title=title, people=people, people_text=words, is_open=not people)
    inside = _BY_INSIDE.search(text)
    if inside and text[: inside.start()].strip():
        people = _people(text[inside.end() :], lenient=False)
        if people:
            return replace(
                reading, title=text[: inside.start()].strip(), people=people, people_text=text[inside.end() :]
            )
    return reading


def _people(text: str, *, lenient: bool) -> tuple[WrittenPerson, ...] | None:
    """Return the people of a text that is nothing but people; empty for nobody, None for anything else."""
    plain = _ETC.sub("", text).strip(" .")
    if is_nobody(plain) and any(letter.isalpha() or letter == "?" for letter in plain):
        return ()
    people = read_people(plain)
    if not people or len(people) < _parts(plain):
        return None
    surely = all(person.handle or person.email or looks_like_name(person.name) for person in people)
    capital = all(
        not person.name[:1].islower() and not any(c.isdigit() for c in person.name) for person in people
    )
    return people if surely or (lenient and capital) else None


def _parts(text: str) -> int:
    """Return how many people the separators speak of, at least."""
    outside = re.sub(r"\([^()]{0,200}\)", " ", text)
    return len(
        [part for part in re.split(r"[,;]|\band\b|\s[&+]\s", outside) if re.search(r"[^\W\d_]{2}", part)]
    )
