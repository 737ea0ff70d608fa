"""Decides whether words after a title are people, and who they are."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hackathon.pages.document.blocks import TextLine
from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_parts import people_parts
from hackathon.pages.recognition.people.people_strings import WrittenPerson, read_people, read_person

_ETC = re.compile(
    r",?\s*\b(?:et\.? al\.?|etc\.?|and others|and more|\N{HORIZONTAL ELLIPSIS}"
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
_ORGANIZATION = re.compile(
    r"\b(?:ltd|inc|gmbh|llc|corp|university|institute|foundation|labs?|college|society|e\.v|universit\w+"
    r"|hochschule|library|company|team|project|group)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"[^\W\d_a-z]{2,8}(?:/[^\W\d_a-z]{2,8}){0,4}"
    r"|(?i:(?=.{0,60}\b(?:ltd|inc|gmbh|llc|corp|university|institute|foundation|labs?|college|society"
    r"|universit\w+|hochschule|hospital|school|cent(?:er|re)|company)\b))[^\Wa-z].{2,60}"
)
_MANNER = re.compile(
    r"(?:only )?(?:remote(?:ly)?|online|virtual(?:ly)?|in[- ]person|on[- ]?site|hybrid|by video)(?: only)?"
    r"|tentative(?:ly)?|maybe|tbc|to be confirmed",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"[^\Wa-z\d_][\w.&-]{2,30}")
_NICKNAME = re.compile(r"[^\W\d_A-Z][\w.-]{1,19}")
_SOMEBODY = re.compile(r"[\w.-]{2,30}(?:\s[\w.-]{2,30}){0,2}")
_BRACKET_BEHIND = re.compile(
    r"\s*(?:\(((?:[^()\[\]]|\[[^\[\]]{0,200}\](?:\([^()\s]{0,500}\))?|\([^()]{0,100}\)){1,600})\)"
    r"|\[([^()\[\]]{1,600}(?:\([^()]{0,100}\)[^()\[\]]{0,200}){0,20})\])[\s)]*[.,;]?\s*$"
)


def nicknames_behind(lines: Iterable[TextLine]) -> Iterator[str]:
    """Yield single lower-case words in brackets at the end of lines."""
    for line in lines:
        bracket = bracket_behind(line.text)
        for part in re.split(r"[,;&]|\band\b", bracket[0]) if bracket else ():
            if _NICKNAME.fullmatch(part.strip()):
                yield part.strip().casefold()


def bracket_behind(text: str) -> tuple[str, int] | None:
    """Return the content of the bracket at the end of a text, including links, and where it begins."""
    match = _BRACKET_BEHIND.search(text)
    return (match[1] or match[2], match.start()) if match else None


def looks_like_name(text: str) -> bool:
    """Whether the text is almost surely a person's name: two words or more, each as names are written."""
    words = text.split()
    if _ORGANIZATION.search(text):
        return False
    if not 2 <= len(words) <= 6 or any(letter.isdigit() for letter in text):
        return len(words) == 1 and _is_uncased(text) and 2 <= len(text) <= 6
    return all(
        not word[0].islower() or word.casefold() in _PARTICLES or "'" in word[:3] for word in words
    ) and (not words[-1][0].islower())


def _is_uncased(text: str) -> bool:
    return all(letter.isalpha() and not letter.isupper() and not letter.islower() for letter in text)


def named_outright(text: str) -> tuple[WrittenPerson, ...] | None:
    """Return the people after "by", in any spelling; None for a sentence."""
    parts = [part.strip() for part in re.split(r",|&|\band\b", text.strip(" ."))]
    if len(text) > 100 or not all(_SOMEBODY.fullmatch(part) for part in parts):
        return None
    return tuple(WrittenPerson(name=part) for part in parts)


def people_of_text(
    text: str, *, lenient: bool, known: frozenset[str] = frozenset()
) -> tuple[WrittenPerson, ...] | None:
    """Return the people of a text that is nothing but people; empty for nobody, None for anything else."""
    plain = _without_manner(_ETC.sub("", text).strip(" ."))
    if is_nobody(plain) and any(letter.isalpha() or letter == "?" for letter in plain):
        return ()
    if with_places := _with_affiliations(plain):
        return with_places
    people = read_people(plain)
    if not people or len(people) < _parts(plain):
        return None
    surely = all(person.handle or person.email or looks_like_name(person.name) for person in people)
    if surely or (lenient and all(_may_be_name(person.name) for person in people)):
        return people
    return people if known and all(person.name.casefold() in known for person in people) else None


def _without_manner(text: str) -> str:
    """Return the text without how someone takes part: "Ada Quill, remotely"."""
    if "," not in text and ";" not in text:
        return text
    parts = re.split(r"[,;]\s*", text)
    told = [part for part in parts if _MANNER.fullmatch(part.strip())]
    return ", ".join(part for part in parts if part not in told) if 0 < len(told) < len(parts) else text


def _with_affiliations(text: str) -> tuple[WrittenPerson, ...] | None:
    """Return the people of "Ada Quill, Example University, Cleo Marsh, ABC/DEF"; None for anything else.

    What stands behind a full name and is no name itself is where that person is from.
    """
    people: list[WrittenPerson] = []
    has_place = False
    parts = people_parts(text)
    for part in parts:
        person = read_person(part)
        if person and looks_like_name(person.name):
            people.append(person)
            has_place = False
        elif people and not has_place and _is_place(part.strip(), is_last_of_two=len(parts) == 2):
            if people[-1].affiliation is None:
                people[-1] = replace(people[-1], affiliation=part.strip())
            has_place = True
        else:
            return None
    return tuple(people) or None


def _is_place(part: str, *, is_last_of_two: bool) -> bool:
    return bool(_PLACE.fullmatch(part) or (is_last_of_two and _ONE_WORD.fullmatch(part)))


def _may_be_name(name: str) -> bool:
    """Whether a name may be a person's or a group's: each word as names are written, and no abbreviation."""
    if any(letter.isdigit() for letter in name) or (name.isupper() and len(name) < 5):
        return False
    words = name.split()
    return not words[0][0].islower() and all(
        not word[0].islower() or word in _PARTICLES or "'" in word[:3] or _ORGANIZATION.fullmatch(word)
        for word in words
    )


def _parts(text: str) -> int:
    """Return how many people the separators speak of, at least."""
    outside = re.sub(r"\([^()]{0,200}\)", " ", text)
    return len(
        [
            part
            for part in re.split(r"[,;]|\band\b|\s[&+]\s", outside)
            if re.search(r"[^\W\d_]{2}", part) and not is_nobody(part)
        ]
    )
