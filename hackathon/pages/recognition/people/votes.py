"""Recognizes lines with votes: "+1 Ada, Cleo", a thumb with a count, "Interested: ..."."""

import re
from dataclasses import dataclass

from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_strings import read_people

_MARK = re.compile(
    r"\s*(?:\+\s?1\b|\N{THUMBS UP SIGN}[\U0001F3FB-\U0001F3FF]?|:\+1:|:thumbsup:|\N{RAISED HAND}"
    r"|\N{HEAVY PLUS SIGN}\s?1?)\s*(?:[x\N{MULTIPLICATION SIGN}]\s?(?=\d))?"
)
_COUNT = re.compile(r"\s*[:(\[]?\s*(\d{1,4})\s*[)\]]?(?:\s+(?:votes?|people|likes?))?\s*[.!]?")
_REMARK = re.compile(r"^\s*\([^()]{0,100}\)\s*:?")


@dataclass(frozen=True, slots=True)
class WrittenVotes:
    """Who a line says would come; `count` where it only counts them."""

    names: tuple[str, ...]
    count: int | None = None


def read_votes(text: str) -> WrittenVotes | None:
    """Return the votes of a line that begins with "+1" or a thumb; None for any other line."""
    mark = _MARK.match(text)
    return _votes_after(text[mark.end() :]) if mark else None


def read_voters(text: str) -> WrittenVotes:
    """Return the votes in the value of a label such as "Interested"."""
    mark = _MARK.match(text)
    return _votes_after(text[mark.end() if mark else 0 :])


def _votes_after(rest: str) -> WrittenVotes:
    if count := _COUNT.fullmatch(rest):
        return WrittenVotes((), int(count[1]))
    plain = _REMARK.sub("", rest, count=1).lstrip(" :,-\N{EN DASH}")
    names = () if is_nobody(plain) else tuple(person.name for person in read_people(plain))
    return WrittenVotes(names)
