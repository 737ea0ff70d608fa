"""Combines the base version of a page (as it was last read) with the event's current values, for an export.

What has not changed is returned as the page wrote it, placeholders included. What changed in the event
is returned as it is now. `kept` is a field as `report.page_as_json` writes it; None if the page did not
have it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from hackathon.core.domain.topics import ContactRole, ProgrammeState
from hackathon.pages.model.blocks import blocks_as_markdown
from hackathon.pages.model.markdown_blocks import blocks_of_markdown
from hackathon.pages.model.metadata import Outreach, Revision
from hackathon.pages.model.page import Confidence, Contact, InsertDate, NamedPerson, Programme
from hackathon.pages.model.texts import Block, BlockKind, FieldValue, TextField

StoredField = Mapping[str, Any]

PROGRAMMES = {ProgrammeState.YES: "Yes", ProgrammeState.UNKNOWN: "?", ProgrammeState.NOT_APPLICABLE: "N/A"}
"""How a page says whether a topic is offered to a student programme."""

_LABELS = {ContactRole.MENTOR: "Mentor"}
_CONTACT = "Technical contact"


def blocks(kept: Iterable[StoredField]) -> tuple[Block, ...]:
    """Return stored blocks as values."""
    return tuple(
        Block(
            kind=BlockKind(stored["t"]), text=stored["text"], depth=stored.get("d", 0), number=stored.get("n")
        )
        for stored in kept
    )


def short_field(kept: StoredField | None, now: str) -> FieldValue | None:
    """Return a one-line field."""
    if now:
        return FieldValue(raw=kept["raw"] if kept and kept["value"] == now else now, value=now)
    if kept is None:
        return None
    return FieldValue(raw=kept["raw"] if kept["value"] is None else "", value=None)


def text_field(kept: StoredField | None, now: str) -> TextField | None:
    """Return a field of any length; `now` is Markdown."""
    before = blocks(kept["blocks"]) if kept else ()
    if now:
        held = before if blocks_as_markdown(before) == now else blocks_of_markdown(now)
        return TextField(blocks=held, is_placeholder=False, markdown=now)
    if kept is None:
        return None
    return TextField(blocks=before if kept["placeholder"] else (), is_placeholder=True)


def insert_date(kept: StoredField | None, now: date | None) -> InsertDate | None:
    """Return the date the topic was added."""
    iso = now.isoformat() if now else None
    if kept and kept["iso"] == iso:
        return InsertDate(
            raw=kept["raw"],
            day=now,
            confidence=Confidence(kept["confidence"]),
            format=kept["format"],
            is_ambiguous=kept["ambiguous"],
            alternatives=tuple(date.fromisoformat(day) for day in kept.get("alternatives", ())),
            why=kept.get("why"),
        )
    if iso:
        return InsertDate(raw=iso, day=now, confidence=Confidence.CERTAIN, format="YYYY-MM-DD")
    return InsertDate(raw="", day=None, confidence=Confidence.UNKNOWN) if kept else None


def programme(kept: StoredField | None, now: ProgrammeState) -> Programme | None:
    """Return whether the topic is offered to a student programme."""
    if kept is None and now is ProgrammeState.NOT_APPLICABLE:
        return None
    is_same = kept is not None and kept["state"].replace("-", "_") == now.value
    return Programme(raw=kept["raw"] if kept and is_same else PROGRAMMES[now], state=now)


def contact(kept: StoredField | None, now: Sequence[tuple[str, ContactRole]], note: str) -> Contact | None:
    """Return the contact field. It contains an address only if the page did."""
    named = [person["name"] for person in kept["people"]] if kept else []
    label = _label(kept, now)
    if not now and not note:
        raw = kept["raw"] if kept and not named else ""
        return Contact(label=label, raw=raw, people=()) if kept else None
    addresses = {person["name"]: person["email"] for person in kept["people"]} if kept else {}
    usual = Contact(label=label, raw="", people=()).role
    people = tuple(
        NamedPerson(name=name, email=addresses.get(name), role=None if role is usual else role)
        for name, role in now
    )
    is_same = kept is not None and named == [name for name, _ in now] and kept.get("note", "") == note
    generated = " ".join(part for part in (", ".join(name for name, _ in now), note) if part)
    raw = kept["raw"] if kept and is_same else generated
    return Contact(label=label, raw=raw, people=people, note=note or None)


def site(kept: str | None) -> str | None:
    """Return the name of the wiki."""
    return kept.partition(" (inferred from line ")[0] if kept else None


def revision(kept: StoredField | None) -> Revision | None:
    """Return the page's last revision."""
    if not isinstance(kept, Mapping):
        return None
    day = date.fromisoformat(kept["date"]) if kept["date"] else None
    return Revision(raw=kept["raw"], author=kept["author"], day=day, count=kept.get("revisions"))


def outreach(kept: StoredField) -> Outreach | None:
    """Return the page's student programme."""
    if "program" not in kept:
        return None
    return Outreach(programme=kept["program"], year=kept["year"], round=kept.get("round"))


def _label(kept: StoredField | None, now: Sequence[tuple[str, ContactRole]]) -> str:
    if kept:
        label: str = kept["label"]
        return label
    return _LABELS.get(now[0][1], _CONTACT) if now else _CONTACT
