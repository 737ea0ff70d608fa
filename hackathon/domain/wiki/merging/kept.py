"""What a page said when it was last read, brought together with what stands here now.

What is the same comes back as the page wrote it, placeholders included; what changed here comes as it is now.
`kept` is the field as `report.as_truth` spelt it, None where the page has none.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from hackathon.domain.topics import ContactRole, ProgrammeState
from hackathon.domain.wiki.blocks import as_markdown
from hackathon.domain.wiki.markdown.markdown_blocks import blocks_of_markdown
from hackathon.domain.wiki.page import Confidence, Contact, InsertDate, NamedPerson, Programme
from hackathon.domain.wiki.rendered.frame import Outreach, Revision
from hackathon.domain.wiki.texts import Block, BlockKind, FieldValue, TextField

Kept = Mapping[str, Any]

PROGRAMMES = {ProgrammeState.YES: "Yes", ProgrammeState.UNKNOWN: "?", ProgrammeState.NOT_APPLICABLE: "N/A"}
"""How a page says whether a topic is offered to a student programme."""

_LABELS = {ContactRole.MENTOR: "Mentor"}
_CONTACT = "Technical contact"


def blocks(kept: Iterable[Kept]) -> tuple[Block, ...]:
    """Return the blocks that were kept."""
    return tuple(
        Block(kind=BlockKind(each["t"]), text=each["text"], depth=each.get("d", 0), number=each.get("n"))
        for each in kept
    )


def short_field(kept: Kept | None, now: str) -> FieldValue | None:
    """Return a field of one line."""
    if now:
        return FieldValue(raw=kept["raw"] if kept and kept["value"] == now else now, value=now)
    if kept is None:
        return None
    return FieldValue(raw=kept["raw"] if kept["value"] is None else "", value=None)


def text_field(kept: Kept | None, now: str) -> TextField | None:
    """Return a field of any length; `now` is Markdown."""
    before = blocks(kept["blocks"]) if kept else ()
    if now:
        held = before if as_markdown(before) == now else blocks_of_markdown(now)
        return TextField(blocks=held, is_placeholder=False, markdown=now)
    if kept is None:
        return None
    return TextField(blocks=before if kept["placeholder"] else (), is_placeholder=True)


def insert_date(kept: Kept | None, now: date | None) -> InsertDate | None:
    """Return the date of insert."""
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


def programme(kept: Kept | None, now: ProgrammeState) -> Programme | None:
    """Return whether the topic is offered to a student programme."""
    if kept is None and now is ProgrammeState.NOT_APPLICABLE:
        return None
    is_same = kept is not None and kept["state"].replace("-", "_") == now.value
    return Programme(raw=kept["raw"] if kept and is_same else PROGRAMMES[now], state=now)


def contact(kept: Kept | None, now: Sequence[tuple[str, ContactRole]], note: str) -> Contact | None:
    """Return the contact field; an address is in it only if it was on the page."""
    named = [each["name"] for each in kept["people"]] if kept else []
    label = _label(kept, now)
    if not now and not note:
        raw = kept["raw"] if kept and not named else ""
        return Contact(label=label, raw=raw, people=()) if kept else None
    addresses = {each["name"]: each["email"] for each in kept["people"]} if kept else {}
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


def revision(kept: Kept | None) -> Revision | None:
    """Return who changed the page last."""
    if not isinstance(kept, Mapping):
        return None
    day = date.fromisoformat(kept["date"]) if kept["date"] else None
    return Revision(raw=kept["raw"], author=kept["author"], day=day, count=kept.get("revisions"))


def outreach(kept: Kept) -> Outreach | None:
    """Return the student programme of the page."""
    if "program" not in kept:
        return None
    return Outreach(programme=kept["program"], year=kept["year"], round=kept.get("round"))


def _label(kept: Kept | None, now: Sequence[tuple[str, ContactRole]]) -> str:
    if kept:
        label: str = kept["label"]
        return label
    return _LABELS.get(now[0][1], _CONTACT) if now else _CONTACT
