"""What an organizer writes to many at once: to whom, and the words that differ from person to person."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Whom an announcement goes to; whoever declined or cancelled belongs to none but the contacts."""

    EVERYBODY = "everybody"
    UNANSWERED = "unanswered"
    CONFIRMED = "confirmed"
    MAYBE = "maybe"
    WAITLISTED = "waitlisted"
    CONTACTS = "contacts"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementFields:
    """An announcement as it is written: `{name}` and `{link}` stand for each person's own."""

    audience: Audience
    subject: str
    text: str
    reply_to: str | None = None


MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:])")


def filled(words: str, *, name: str, link: str) -> str:
    """Return the words with the name and the link in their places; other braces stay as they are."""
    return _put(words, name, link)


def filled_markdown(words: str, *, name: str, link: str) -> str:
    """Return the same for words that are Markdown, in which no name is markup."""
    return _put(words, MARKS.sub(r"\\\1", name), f"<{link}>")


def _put(words: str, name: str, link: str) -> str:
    places = {"{name}": name, "{link}": link}
    return re.sub(r"\{(?:name|link)\}", lambda found: places[found[0]], words)
