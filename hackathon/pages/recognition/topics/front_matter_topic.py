"""Reads a page about a single topic, with title and people in its YAML front matter."""

from collections.abc import Iterator, Mapping, Sequence

from hackathon.pages.document.blocks import Document, plain_line
from hackathon.pages.recognition.collections.layout_values import Member, TopicSource
from hackathon.pages.recognition.collections.sections import PageSection, has_labels_of_one
from hackathon.pages.recognition.corrections.operations import Role
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.labels.label_lines import LabelBook

_KEYS_OF_PEOPLE = ("name", "full_name", "fullname")


def front_matter_source(document: Document, root: PageSection, book: LabelBook) -> TopicSource | None:
    """Return the page as one topic; None unless it has a title there, and people there or below a label."""
    meanings = {key: book.field_for(key.replace("_", " ")) for key in document.metadata}
    titles = [key for key, meaning in meanings.items() if meaning is Field.TITLE]
    has_people = any(meaning is Field.CONTACT for meaning in meanings.values()) or has_labels_of_one(root)
    value = document.metadata[titles[-1]] if titles else None
    if not has_people or not isinstance(value, str) or not value.strip():
        return None
    line = document.metadata_lines.get(titles[-1], 1)
    member = Member("front matter", "", line, value, Role.TOPICS, "front_matter", 0.9)
    return TopicSource(plain_line(line, value), list(root.all_blocks()), member, root, True)


def metadata_values(document: Document, book: LabelBook) -> Iterator[tuple[str, Field, int, Sequence[str]]]:
    """Yield the label, field, line and values of the topic's metadata, except for its title."""
    for key, value in document.metadata.items():
        meaning = book.field_for(key.replace("_", " "))
        texts = list(_texts(value))
        if meaning and meaning is not Field.TITLE and texts:
            yield key.replace("_", " ").capitalize(), meaning, document.metadata_lines.get(key, 1), texts


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float):
        yield str(value)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, Mapping):
        yield _person(value)


def _person(value: Mapping[object, object]) -> str:
    """Return a mapping of a person's values as one line."""
    texts = {str(key).casefold(): str(part) for key, part in value.items() if isinstance(part, str | int)}
    name = next((texts[key] for key in _KEYS_OF_PEOPLE if key in texts), "")
    affiliation = next(
        (
            texts[key]
            for key in ("affiliation", "organization", "organisation", "institution")
            if key in texts
        ),
        "",
    )
    address = texts.get("email", "")
    handle = texts.get("github", texts.get("handle", ""))
    parts = [
        name,
        f"({affiliation})" if affiliation else "",
        f"<{address}>" if address else "",
        f"@{handle.lstrip('@')}" if handle else "",
    ]
    return " ".join(part for part in parts if part) if name else ", ".join(texts.values())
