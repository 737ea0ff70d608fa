"""Corrections to a page: small operations that are applied by reading it again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from hackathon.pages.recognition.labels.field_labels import Field, normalized_label


class Role(StrEnum):
    """The role of a collection; the values are a person's choices."""

    TOPICS = "topics"
    AREAS = "areas"
    SECTIONS = "sections"
    PEOPLE = "people"
    IGNORED = "ignored"
    SCHEDULE = "schedule"
    LABELS = "labels"
    TEMPLATE = "template"
    CONTENTS = "contents"


CHOICES = (Role.TOPICS, Role.AREAS, Role.SECTIONS, Role.PEOPLE, Role.IGNORED)
"""The roles that a correction may give."""


@dataclass(frozen=True, slots=True)
class TakeAs:
    """A collection, or one of its members, is something else.

    `collection` is the key of a collection ("heading:3", "list@projects", "table@participants"), a kind with
    the heading above it ("heading:3@agenda"), or one line ("line:45").
    """

    collection: str
    role: Role


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A label or the header of a column means a field, or nothing."""

    label: str
    field: Field | None


@dataclass(frozen=True, slots=True)
class IgnoreLines:
    """Lines of the source, both ends included, that are to be left out."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the page is answered; `question` is its key."""

    question: str
    answer: str


Correction = TakeAs | MapLabel | IgnoreLines | Answer


@dataclass(frozen=True, slots=True)
class CombinedCorrections:
    """All corrections in the form in which reading asks for them; the last one counts."""

    roles: dict[str, Role] = field(default_factory=dict)
    labels: dict[str, Field | None] = field(default_factory=dict)
    ignored: tuple[tuple[int, int], ...] = ()

    def role_of(self, kind: str, above: str, line: int) -> Role | None:
        """Return the role a person gave to a member of a collection."""
        for key in (f"line:{line}", collection_key(kind, above), collection_key(kind, "")):
            if key in self.roles:
                return self.roles[key]
        return None

    def ignores(self, line: int) -> bool:
        """Whether the line is to be left out."""
        return any(first <= line <= last for first, last in self.ignored)


def gathered(corrections: Iterable[Correction]) -> CombinedCorrections:
    """Return the corrections by their subject."""
    said = CombinedCorrections()
    ignored: list[tuple[int, int]] = []
    for correction in corrections:
        match correction:
            case TakeAs(collection=key, role=role):
                kind, _, above = key.partition("@")
                said.roles[collection_key(kind, above)] = role
            case MapLabel(label=label, field=meaning):
                said.labels[normalized_label(label)] = meaning
            case IgnoreLines(first=first, last=last):
                ignored.append((first, last))
            case Answer():
                pass  # applied to the page that was read
    return CombinedCorrections(said.roles, said.labels, tuple(ignored))


def of_layout(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return the corrections that are about the layout of a page, and not about single lines of it."""
    return tuple(
        correction
        for correction in corrections
        if isinstance(correction, MapLabel)
        or (isinstance(correction, TakeAs) and not correction.collection.startswith("line:"))
    )


def collection_key(kind: str, above: str) -> str:
    """Return the key of all parts of one kind below a heading, or on the whole page if none is given."""
    words = " ".join(above.split()).casefold()
    return f"{kind}@{words}" if words else kind
