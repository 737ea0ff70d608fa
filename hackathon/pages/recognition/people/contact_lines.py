"""Recognizes people in contact fields and in lists of attendees."""

import re

from hackathon.core.domain.attendance import Status
from hackathon.pages.model.page import Contact, NamedPerson, PageAttendee
from hackathon.pages.model.source import Line
from hackathon.pages.recognition.labels.fields import is_placeholder

_REMARK = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"[,;&]|\band\b")
_ROLE = re.compile(r"(?:co-?mentor|mentor|student|contact)s?\s*:\s*", re.IGNORECASE)
_ANGLED = re.compile(r"<\s?([^<>\s@]+@[^<>\s@]+)\s?>")
_BARE = re.compile(r"(?<!\S)[^\s<>,;@]+@[^\s<>,;@]+\.[^\s<>,;@]+")
_PROTECTED = re.compile(r"\[email protected\]", re.IGNORECASE)
_DOT = r"(?:\s{1,3}dot\s{1,3}|\s?[\[(]dot[\])]\s?)"
_AT = r"(?:\s{1,3}at\s{1,3}|\s?[\[(]at[\])]\s?)"
_DOT_WORD = re.compile(_DOT, re.IGNORECASE)
_WORD = r"[\w+-]{1,40}"
_SPELT_OUT = re.compile(
    rf"<\s?({_WORD}(?:(?:{_DOT}|\.){_WORD}){{0,4}})(?:{_AT}|@)({_WORD}(?:(?:{_DOT}|\.){_WORD}){{1,5}})\s?>"
    rf"|\b({_WORD}(?:(?:{_DOT}|\.){_WORD}){{0,4}})(?:{_AT}|@)({_WORD}(?:\.{_WORD}){{0,4}}{_DOT}{_WORD}(?:{_DOT}{_WORD}){{0,4}})\b",
    re.IGNORECASE,
)
_LONGEST_NAME_WORDS = 6


def parse_contact(label: str, raw: str) -> Contact:
    """Return the people in a contact field: commas separate people, brackets contain remarks."""
    if is_placeholder(raw):
        return Contact(label=label, raw=raw, people=())
    plain = _spelt_out(_PROTECTED.sub("", raw))
    remarks = _REMARK.findall(plain)
    names = " ".join(_REMARK.sub(" ", plain).split())
    return Contact(
        label=label,
        raw=raw,
        people=tuple(_person(part) for part in _BETWEEN.split(names) if part.strip(" <>")),
        note=" ".join(remarks) or None,
        is_obfuscated=plain != raw,
    )


def _spelt_out(raw: str) -> str:
    """Return the text with spelt-out addresses resolved: "ann dot lee at example dot org"."""
    return _SPELT_OUT.sub(_address, raw)


def _address(match: re.Match[str]) -> str:
    name, host = (_DOT_WORD.sub(".", part) for part in match.groups() if part)
    return f"<{name}@{host}>"


def _person(text: str) -> NamedPerson:
    text = _ROLE.sub("", text)
    match = _ANGLED.search(text) or _BARE.search(text)
    if not match:
        return NamedPerson(name=" ".join(text.split()))
    email = match.group(match.lastindex or 0)
    name = " ".join((text[: match.start()] + text[match.end() :]).split())
    # An address without a name is still someone; what stands before the @ is the only name there is.
    return NamedPerson(name=name or email.partition("@")[0], email=email)


def parse_attendee(line: Line, item: str, status: Status) -> PageAttendee | None:
    """Return the person of a list item, with the affiliation after the first comma; None for a sentence."""
    name, _, affiliation = (part.strip() for part in item.partition(","))
    is_sentence = (
        name.endswith((".", ":", "?", "!")) or len(name.split()) > _LONGEST_NAME_WORDS or "://" in item
    )
    if is_sentence or not any(letter.isalpha() for letter in name):
        return None
    return PageAttendee(line=line.number, raw=item, name=name, affiliation=affiliation or None, status=status)
