"""The public version of a page: without people who may not be named, and without email addresses."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from hackathon.core.domain.attendance import Status
from hackathon.core.text.addresses import without_addresses
from hackathon.pages.model.page import Contact, FurtherField, Page, PageComment

_LISTED = (Status.CONFIRMED, Status.INVITED)


def public_page(page: Page) -> Page:
    """Return the page as it may appear in a wiki: every address in a text is cut after its local part.

    Titles and names stay, because they identify things when the page is read again.
    """
    attendees = tuple(person for person in page.attendees if person.is_shown and person.status in _LISTED)
    return replace(
        page,
        attendees=attendees,
        topics=tuple(_cut(topic, _KEPT) for topic in page.topics),
        prose=_cut(page.prose),
        notices=_cut(page.notices),
        unplaced=_cut(page.unplaced),
    )


_KEPT = frozenset({"title", "section", "area", "anchor", "proposers", "needs"})
"""Fields of a topic that tell which it is, or that are no texts."""


def _cut(value: Any, kept: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401 -- any part of a page
    if isinstance(value, str):
        return without_addresses(value) if type(value) is str else value
    if isinstance(value, tuple):
        return tuple(_cut(item) for item in value)
    if isinstance(value, Contact):
        value = _names_only(value)
        kept = frozenset({"people", "raw"})
    if isinstance(value, PageComment | FurtherField):
        kept = frozenset({"author", "name"})
    if is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: getattr(value, field.name) for field in fields(value) if field.name not in kept}
        changed = {name: new for name, part in parts.items() if (new := _cut(part)) is not part}
        return replace(value, **changed) if changed else value
    return value


def _names_only(contact: Contact) -> Contact:
    """Return a contact field that names the people and nothing by which they are reached."""
    if (
        "@" not in contact.raw
        and not contact.is_obfuscated
        and not any(each.email for each in contact.people)
    ):
        return contact
    people = tuple(replace(person, email=None) for person in contact.people)
    names = ", ".join(person.name for person in people)
    raw = f"{names} {without_addresses(contact.note)}" if contact.note else names
    return replace(contact, raw=raw, people=people, is_obfuscated=False)
