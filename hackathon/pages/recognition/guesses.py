"""Collects the decisions about a page as guesses that can be shown and corrected."""

from collections import Counter

from hackathon.pages.recognition.collections.layout_values import Member, PageLayout
from hackathon.pages.recognition.collections.sections import PageSection
from hackathon.pages.recognition.corrections.operations import collection_key
from hackathon.pages.recognition.labels.field_labels import Field, normalized_label
from hackathon.pages.recognition.topics.topic_build import BuiltTopic
from hackathon.pages.recognition.understanding import (
    CollectionGuess,
    LabelGuess,
    MemberGuess,
    OutlineEntry,
    ReasonCode,
)


def outline_of(root: PageSection, layout: PageLayout) -> tuple[OutlineEntry, ...]:
    """Return the headings of the page in order."""
    return tuple(
        OutlineEntry(
            line=section.line, level=section.level, text=section.words, role=layout.roles.get(id(section))
        )
        for section in root.walk()
        if section.parent is not None
    )


def collections_of(layout: PageLayout) -> tuple[CollectionGuess, ...]:
    """Return the collections in the order of their first members.

    Headings of one level are one collection wherever they stand; lists and tables belong to their heading.
    """
    groups: dict[str, list[Member]] = {}
    for member in layout.members:
        above = member.above if member.kind in ("list", "table") else ""
        groups.setdefault(collection_key(member.kind, above), []).append(member)
    guesses = [_collection(key, members) for key, members in groups.items()]
    return tuple(sorted(guesses, key=lambda guess: guess.members[0].line))


def _collection(key: str, members: list[Member]) -> CollectionGuess:
    members = sorted(members, key=lambda member: member.line)
    role = Counter(member.role for member in members).most_common(1)[0][0]
    of_role = [member for member in members if member.role is role]
    above = {member.above for member in members}
    return CollectionGuess(
        key=key,
        kind=members[0].kind,
        above=above.pop() if len(above) == 1 else "",
        role=role,
        reason=ReasonCode(Counter(member.reason for member in of_role).most_common(1)[0][0]),
        confidence=min(member.confidence for member in of_role),
        members=tuple(
            MemberGuess(
                line=member.line,
                text=member.text,
                role=member.role,
                reason=ReasonCode(member.reason),
                confidence=member.confidence,
            )
            for member in members
        ),
    )


def labels_of(built: list[BuiltTopic], layout: PageLayout) -> tuple[LabelGuess, ...]:
    """Return the labels inside topics and the headers of columns, the most frequent first."""
    lines: dict[tuple[str, bool], list[int]] = {}
    written: dict[tuple[str, bool], tuple[str, Field | None]] = {}
    for topic in built:
        is_column = topic.source.row is not None
        for value in topic.body.values:
            if not is_column:
                key = (normalized_label(value.label), False)
                lines.setdefault(key, []).append(value.line)
                written.setdefault(key, (value.label, value.field))
    for _, table in layout.tables:
        for label, meaning in zip(table.labels, table.fields, strict=True):
            key = (normalized_label(label), True)
            lines.setdefault(key, []).append(table.rows[0].line if table.rows else 0)
            written.setdefault(key, (label, meaning))
    guesses = [
        LabelGuess(label=written[key][0], field=written[key][1], lines=tuple(places), is_column=key[1])
        for key, places in lines.items()
        if key[0]
    ]
    return tuple(sorted(guesses, key=lambda guess: (-guess.count, guess.lines[0])))
