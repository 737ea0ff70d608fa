"""A page's reading as single facts, so that two readings can be counted against each other field by field."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

Fact = tuple[str, ...]
LONG = ("skills", "description", "outcomes", "steps", "references")
SHORT = ("verified", "mailing_list", "irc", "difficulty")
DATE = ("raw", "iso", "format", "confidence", "ambiguous", "alternatives")
CONTACT = ("label", "raw", "note", "email_obfuscated")
PLAIN = (
    "n", "line", "title", "title_clean", "form", "anchor", "section", "area", "review_state", "gsoc",
    "peer_review_heading", "delete_as_addressed",
)  # fmt: skip
COMMENT = (
    "line", "kind", "icon", "author", "timestamp_raw", "timestamp_utc", "signed", "text", "nested",
    "reply_to", "date",
)  # fmt: skip

# What a hand-made reading says beside what stands on the page, and why a reader does not say the same.
NOT_ON_THE_PAGE = {
    "schema": "names the shape of the hand-made file",
    "file": "belongs to the file, not to its text",
    "sha256": "belongs to the file, not to its text",
    "title_note": "a remark of whoever read the page by hand",
    "note": "a remark of whoever read the page by hand",
    "timezone_note": "a remark of whoever read the page by hand",
    "why": "the reason for a date in somebody's words; ours are others, and quote no other page",
    "links_lost": "which words were links on the wiki cannot be told from the text",
    "traps": "a remark of whoever read the page by hand",
    "identity_hints": "proposals of who is who are made elsewhere (identities.py), and by a person",
    "nonblank_lines_claimed": "that no line is lost has a test of its own",
}


def facts_of(reading: dict[str, Any]) -> dict[str, set[Fact]]:
    """Return what the reading says, by field; a fact is the place that it is said of, and the value."""
    found: dict[str, set[Fact]] = defaultdict(set)
    for field, place, value in _facts(reading):
        if value is not None:
            found[field].add((*place, json.dumps(value, sort_keys=True, ensure_ascii=False)))
    return found


def _facts(reading: dict[str, Any]) -> Iterator[tuple[str, Fact, Any]]:
    for part in ("source", "page", "counts"):
        yield from _of(part, (), reading[part])
    yield from _of("event", (), {**(reading["event"] or {})})
    for part in ("sections", "milestones", "chrome"):
        for n, each in enumerate(reading[part]):
            yield from _of(part, (str(n),), each)
    for n, each in enumerate(reading["prose"]):
        yield from _of("prose", (str(n),), {**each, "blocks": None})
        yield from _blocks("prose.blocks", (str(n),), each["blocks"])
    for status, people in reading["attendees"].items():
        for person in people:
            yield from _of("attendees", (status, str(person["line"])), person)
    for topic in reading["topics"]:
        yield from _topic(topic)


def _of(name: str, place: Fact, values: dict[str, Any]) -> Iterator[tuple[str, Fact, Any]]:
    for key, value in values.items():
        if key not in NOT_ON_THE_PAGE and key != "implied":
            yield f"{name}.{key}", place, value


def _topic(topic: dict[str, Any]) -> Iterator[tuple[str, Fact, Any]]:
    place = (str(topic["n"]),)
    for key in PLAIN:
        yield f"topic.{key}", place, topic.get(key)
    for key in SHORT:
        yield f"topic.{key}", place, topic.get(key)
    for key in DATE:
        yield f"topic.date_of_insert.{key}", place, (topic.get("date_of_insert") or {}).get(key)
    contact = topic.get("contact") or {}
    for key in CONTACT:
        yield f"topic.contact.{key}", place, contact.get(key)
    for n, person in enumerate(contact.get("people", [])):
        yield "topic.contact.name", (*place, str(n)), person["name"]
        yield "topic.contact.email", (*place, str(n)), person["email"]
    for key in LONG:
        yield from _text(f"topic.{key}", place, topic.get(key))
    for n, comment in enumerate(topic["comments"]):
        for key in COMMENT:
            yield f"topic.comments.{key}", (*place, str(n)), comment.get(key)


def _text(name: str, place: Fact, text: dict[str, Any] | None) -> Iterator[tuple[str, Fact, Any]]:
    if text:
        yield f"{name}.placeholder", place, text["placeholder"]
        yield f"{name}.links", place, text.get("links")
        yield from _blocks(name, place, text["blocks"])


def _blocks(name: str, place: Fact, blocks: list[dict[str, Any]]) -> Iterator[tuple[str, Fact, Any]]:
    for n, block in enumerate(blocks):
        yield name, (*place, str(n)), block
