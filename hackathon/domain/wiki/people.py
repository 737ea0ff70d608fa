"""People as wiki pages name them: in contact fields and in lists of attendees."""

import re

from hackathon.domain.attendance import Status
from hackathon.domain.wiki.fields import is_placeholder
from hackathon.domain.wiki.page import Contact, NamedPerson, PageAttendee
from hackathon.domain.wiki.source import Line

_REMARK = re.compile(r"\([^()]*\)")
_BETWEEN = re.compile(r"\s*(?:[,;&]|\band\b)\s*")
_ROLE = re.compile(r"(?:co-?mentor|mentor|student|contact)s?\s*:\s*", re.IGNORECASE)
_ANGLED = re.compile(r"<\s*([^<>\s]+@[^<>\s]+)\s*>")
_BARE = re.compile(r"(?<!\S)[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+")
_PROTECTED = re.compile(r"\[email protected\]", re.IGNORECASE)
_LONGEST_NAME_WORDS = 6


def contact(label: str, raw: str) -> Contact:
    """Return the people of a contact field: a comma separates people, a bracket holds a remark."""
    if is_placeholder(raw):
        return Contact(label=label, raw=raw, people=())
    remarks = _REMARK.findall(raw)
    names = _PROTECTED.sub("", _REMARK.sub(" ", raw))
    people = tuple(_person(part) for part in _BETWEEN.split(names) if part.strip())
    return Contact(label=label, raw=raw, people=people, note=" ".join(remarks) or None)


def _person(text: str) -> NamedPerson:
    text = _ROLE.sub("", text)
    found = _ANGLED.search(text) or _BARE.search(text)
    if not found:
        return NamedPerson(name=" ".join(text.split()))
    email = found.group(found.lastindex or 0)
    name = " ".join((text[: found.start()] + text[found.end() :]).split())
    # An address without a name is still somebody; what stands before the @ is the only name there is.
    return NamedPerson(name=name or email.partition("@")[0], email=email)


def attendee(line: Line, item: str, status: Status) -> PageAttendee | None:
    """Return the person of a list item, affiliation behind the first comma; None where it is a sentence."""
    name, _, affiliation = (part.strip() for part in item.partition(","))
    is_sentence = (
        name.endswith((".", ":", "?", "!")) or len(name.split()) > _LONGEST_NAME_WORDS or "://" in item
    )
    if is_sentence or not any(letter.isalpha() for letter in name):
        return None
    return PageAttendee(line=line.number, raw=item, name=name, affiliation=affiliation or None, status=status)
