"""Reads attendees from lists and tables: name, affiliation, and how sure they are to come."""

import re
from dataclasses import dataclass

from hackathon.core.domain.attendance import Status
from hackathon.core.text.names import normalize
from hackathon.pages.document.blocks import ListItem, TextLine, linked_text
from hackathon.pages.recognition.collections.template_words import is_template
from hackathon.pages.recognition.events.places import is_country
from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_strings import is_name, read_person
from hackathon.pages.recognition.topics.title_people import looks_like_name

_SURE = re.compile(
    r"\b(?:confirmed|yes|ja|oui|s[ií]|coming|registered|accepted|attending|definitely|x)\b"
    r"|\N{CHECK MARK}|\N{WHITE HEAVY CHECK MARK}",
    re.IGNORECASE,
)
_UNSURE = re.compile(
    r"\b(?:maybe|perhaps|tentativ\w*|not sure|unsure|not yet|unconfirmed|tbc|tbd|probably|possibly"
    r"|if possible|hopefully|likely|pending|invited|vielleicht|unsicher|peut-?être|tal vez|quizás"
    r"|waiting|waitlist\w*|interested)\b|^\?+$",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^(?:(?:no|nein|non)(?=\W*$|[,;.!:])"
    r"|(?:cancelled|canceled|declined|not coming|can(?:no|')t (?:come|make it)|regrets)\b)",
    re.IGNORECASE,
)
_WAY = re.compile(
    r"\b(?:online|remote(?:ly)?|virtual(?:ly)?|in[- ]person|on[- ]?site|hybrid"
    r"|vor ort)\b",
    re.IGNORECASE,
)
_NO_AFFILIATION = re.compile(
    r"no (?:institution|affiliation|company|organi[sz]ation|employer)", re.IGNORECASE
)
_PARTS = re.compile(r"\s*\t\s*,?\s*\t?\s*|\s*[,;|]\s+|\s+,\s*|,(?=\S)")
_ONLY_DAYS = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}|and|to|until|only|from|[\s,&/+-]|\d{1,2}[.:]?)+",
    re.IGNORECASE,
)
_TABS = re.compile(r"[ ,]*\t[\t ,]*")
_COMMA_BEFORE_DASH = re.compile(r"\s*,\s+[-\N{EN DASH}]\s+")
_DASH = re.compile(r"\s+(?:--|[-\N{EN DASH}\N{EM DASH}])\s+")
_SUFFIX = re.compile(r"(?:inc|ltd|llc|gmbh|corp|co|s\.?a|e\.?v|plc|ag|limited|lp|llp)\.?", re.IGNORECASE)
_TITLE = re.compile(r"(?:ph\.?d|dr|md|msc|bsc|prof|jr|sr|mba|ii|iii)\.?", re.IGNORECASE)
_BRACKET = re.compile(r"[(\[]([^()\[\]]{0,200})[)\]]")
_NUMBER = re.compile(r"^\s*\d{1,4}[.)]\s+")
_STATUS_BEFORE = re.compile(
    r"[*\s]*(maybe|perhaps|tentative(?:ly)?|(?:very )?likely|confirmed|remote(?:ly)?|online"
    r"|vielleicht)\s?:\s+",
    re.IGNORECASE,
)
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """A person of a list; `status` is None where the line says nothing of it."""

    name: str
    affiliation: str | None
    status: Status | None
    handle: str | None = None
    is_absent: bool = False


def said_status(text: str) -> Status | None:
    """Return what words such as "confirmed" or "maybe" say; None for others."""
    if _UNSURE.search(text):
        return Status.INVITED
    return Status.CONFIRMED if _SURE.search(text) else None


def says_no(text: str) -> bool:
    """Whether the words say that someone does not come."""
    return _NO.match(text.strip()) is not None


def read_several(line: TextLine) -> list[ListedPerson]:
    """Return the people of "Likely: Ada Quill, Till Best (on Friday)"; none where anything else stands."""
    before = _STATUS_BEFORE.match(line.text)
    names = _BRACKET.sub("", line.text[before.end() :]).rstrip(" .").split(",") if before else []
    people = [name.strip() for name in names]
    if before is None or len(people) < 2 or not all(looks_like_name(name) for name in people):
        return []
    return [ListedPerson(name, None, said_status(before[1])) for name in people]


def read_listed_item(item: ListItem) -> ListedPerson | None:
    """Return the person of a list item, by its box too."""
    line = item.first
    person = read_listed_person(line) if line else None
    if person is None or item.is_checked is None:
        return person
    status = Status.CONFIRMED if item.is_checked else Status.INVITED
    return ListedPerson(person.name, person.affiliation, status, person.handle)


def read_listed_person(line: TextLine) -> ListedPerson | None:
    """Return the person of a line: "Ada Quill, Example Ltd, Norway (online)"; None for a sentence."""
    raw = "".join(run.text for run in line.runs)
    text = raw if "\t" in raw else line.text
    text = _NUMBER.sub("", text).strip()
    before = _STATUS_BEFORE.match(text)
    text = text[before.end() :] if before else text
    if not text or len(text) > _LONGEST or "://" in text or is_template(text):
        return None
    name, rest, remarks = _columns(text) if "\t" in text else _named_parts(text)
    person = read_person(name)
    if person is None or is_nobody(name) or not is_name(person.name) or name.endswith((":", "?", "!")):
        return None
    linked = read_person(linked_text(line)) if any(run.link for run in line.runs) else None
    said = [part for part in (before[1] if before else "", *rest, *remarks) if part]
    return ListedPerson(
        name=person.name,
        affiliation=_affiliation(rest, remarks),
        status=next((status for part in said if (status := said_status(part))), None),
        handle=linked.handle if linked else None,
        is_absent=any(says_no(part) for part in said),
    )


def _columns(text: str) -> tuple[str, list[str], list[str]]:
    """Return the name and the other columns of a line with tabs between them."""
    name, *rest = [part.strip(" *_,") for part in _TABS.split(text)]
    return name, rest, []


def _named_parts(text: str) -> tuple[str, list[str], list[str]]:
    """Return the name, what stands behind commas or dashes, and what stands in brackets."""
    remarks = [match[1] for match in _BRACKET.finditer(text)]
    outside = _COMMA_BEFORE_DASH.sub(" - ", _BRACKET.sub(" ", text))
    name, *rest = [part.strip(" *_") for part in _joined(_PARTS.split(outside))]
    if not rest and (dashed := _DASH.split(outside.strip()))[1:]:
        name, rest = dashed[0].strip(" *_"), _without_country(dashed[1:])
    elif _DASH.search(name):
        name, *more = _DASH.split(outside.strip())
        name, rest = name.strip(" *_"), _joined(_PARTS.split(_without_country(more)[0]))
    return name, rest, remarks


def _without_country(parts: list[str]) -> list[str]:
    """Return what stands between dashes as one affiliation, but for a country at its end."""
    plain = [part.strip() for part in parts]
    while len(plain) > 1 and is_country(plain[-1]):
        plain.pop()
    return [" - ".join(plain)]


def _joined(parts: list[str]) -> list[str]:
    """Return the parts with "Inc." and "PhD" joined to what they belong to."""
    joined: list[str] = []
    for part in parts:
        plain = part.strip()
        if joined and _SUFFIX.fullmatch(plain):
            joined[-1] += f", {plain}"
        elif not (joined and len(joined) == 1 and _TITLE.fullmatch(plain)):
            joined.append(plain)
    return joined or [""]


def _affiliation(rest: list[str], remarks: list[str]) -> str | None:
    # In a list of columns an empty second one is an affiliation left open.
    candidates = rest[:1] if rest else remarks[:1]
    for part in candidates:
        plain = part.strip(" ,;")
        only_way = _WAY.sub("", plain).strip(" ,;/")
        is_remark = said_status(plain) is not None and len(plain.split()) < 5
        if (
            plain
            and only_way
            and not is_remark
            and not is_country(plain)
            and not is_nobody(plain)
            and not says_no(plain)
            and not _ONLY_DAYS.fullmatch(plain)
            and not _NO_AFFILIATION.fullmatch(plain)
        ):
            return plain if not plain[:1].islower() or len(plain.split()) == 1 else None
    return None


def affiliation_of(text: str) -> str | None:
    """Return an affiliation as a cell has it; None for "-" and "N/A"."""
    plain = " ".join(text.split())
    return None if not plain or is_nobody(plain) or normalize(plain) in ("", "n a") else plain
