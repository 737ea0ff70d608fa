"""The evidence that a section is a topic: labels in it, labels below it, its own words."""

import re
from dataclasses import dataclass

from hackathon.pages.document.blocks import Block, ListBlock, Paragraph
from hackathon.pages.recognition.collections.section_words import (
    SectionTopic,
    section_topic,
    surely_informs,
)
from hackathon.pages.recognition.collections.sections import BOLD_LINES, PAGE, TITLE_LINES, PageSection
from hackathon.pages.recognition.labels.field_labels import Field, field_for_label
from hackathon.pages.recognition.labels.label_lines import (
    LabelBook,
    first_lines,
    holds_titled_items,
    labelled_line,
)
from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_strings import read_people
from hackathon.pages.recognition.topics.topic_titles import read_heading_title

TOPIC_FIELDS = frozenset(
    {
        Field.CONTACT,
        Field.DESCRIPTION,
        Field.OUTCOMES,
        Field.SKILLS,
        Field.DIFFICULTY,
        Field.LENGTH,
        Field.STEPS,
    }
)
_SURE_BELOW = frozenset({Field.DESCRIPTION, Field.OUTCOMES})
_EVENT_FIELDS = frozenset({Field.DATES, Field.PLACE, Field.TIME_ZONE})
_PREFIX = re.compile(
    r"(?:project|topic|idea|session|proposal|talk"
    r"|challenge)s?\s{0,3}(?:#?\d{1,3})?\s{0,3}:\s+\S|group\s{1,3}#?\d{1,3}\s{0,3}:\s+\S",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:proposed |suggested |hosted |led )?by:?\s+(?=\S)", re.IGNORECASE)
_OPENED = re.compile(r"#\d{1,7}\b.{0,80}\bopened\b", re.IGNORECASE)
_PLURAL = re.compile(
    r"\b(?:projects|ideas|topics|sessions|proposals|talks|challenges|tasks|hacks)\W*$", re.IGNORECASE
)
_MOST_BLOCKS = 60
_MOST_HEADINGS_BELOW = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """The features a section shares with topics."""

    fields: frozenset[Field]
    child_fields: frozenset[Field]
    topic: SectionTopic | None
    is_strong: bool
    is_label: bool
    has_text: bool


def evidence_of(section: PageSection, book: LabelBook) -> Evidence:
    """Return what speaks for the section being a topic."""
    fields = frozenset(_own_fields(section.blocks, book))
    child_fields = frozenset(
        field
        for child in section.children
        if (field := book.field_for(child.words.strip(" :"))) in TOPIC_FIELDS and not _names_a_list(child)
    )
    topic = section_topic(section.words)
    return Evidence(
        fields=fields & TOPIC_FIELDS,
        child_fields=frozenset(field for field in child_fields if field),
        topic=topic,
        is_strong=_is_strong(section, fields, child_fields, topic),
        is_label=_is_label(section, book, topic) and not _ends_with_people(section),
        has_text=bool(section.blocks),
    )


def _is_label(section: PageSection, book: LabelBook, topic: SectionTopic | None) -> bool:
    if section.kind in (PAGE, BOLD_LINES, TITLE_LINES):
        return False
    meaning = book.field_for(section.words.strip(" :"))
    return (
        meaning is not None
        and meaning not in (Field.TITLE, Field.NUMBER)
        and topic not in (SectionTopic.TOPICS, SectionTopic.PEOPLE)
    )


def _own_fields(blocks: list[Block], book: LabelBook) -> set[Field]:
    fields: set[Field] = set()
    for block in blocks[:_MOST_BLOCKS]:
        if isinstance(block, ListBlock) and holds_titled_items(block):
            continue  # what its items say is said of them
        for line in first_lines(block):
            label = labelled_line(line, book)
            if label and label.field and (label.value is None or label.field is not Field.TITLE):
                fields.add(label.field)
    return fields


def _is_strong(
    section: PageSection,
    fields: frozenset[Field],
    child_fields: frozenset[Field | None],
    topic: SectionTopic | None,
) -> bool:
    if section.kind == PAGE or topic in (SectionTopic.TEMPLATE, SectionTopic.PEOPLE, SectionTopic.CONTENTS):
        return False
    if section.kind == TITLE_LINES or (_PREFIX.match(section.words) and topic is None):
        return True
    own = fields & TOPIC_FIELDS
    if fields & _EVENT_FIELDS and len(own) < 3:
        return False
    speaks = len(own) >= 2 or Field.CONTACT in own
    below = len(child_fields) >= 2 or bool(child_fields & _SURE_BELOW) or _has_own_contact_heading(section)
    if topic in (SectionTopic.TOPICS, SectionTopic.INFORMATION, SectionTopic.RULES, SectionTopic.DATES):
        is_described = Field.CONTACT in own or len(child_fields) >= 2
        may_be_one = topic is not SectionTopic.TOPICS and not surely_informs(section.words)
        return may_be_one and len(own | child_fields) >= 2 and is_described
    return (
        speaks
        or below
        or _begins_with_people(section.blocks)
        or bool(read_heading_title(section.title).people)
    )


def _names_a_list(section: PageSection) -> bool:
    """Whether a heading names a list, as "Project ideas" does, although "Project idea" is a label."""
    return _PLURAL.search(section.words) is not None and section_topic(section.words) is SectionTopic.TOPICS


def _has_own_contact_heading(section: PageSection) -> bool:
    """Whether the headings below are nothing but one for people, as below a topic and below no page."""
    if section.level < 2 or section.parent is None:
        return False
    if section.blocks and [_heading_field(child) for child in section.children] == [Field.CONTACT]:
        return True
    return _ends_with_people(section) and any(
        _ends_with_people(other) for other in section.parent.children if other is not section
    )


def _ends_with_people(section: PageSection) -> bool:
    """Whether the last heading below is one for people, and no other says what surrounds an event."""
    children = section.children
    return (
        0 < len(children) <= _MOST_HEADINGS_BELOW
        and _heading_field(children[-1]) is Field.CONTACT
        and all(section_topic(child.words) in (None, SectionTopic.INFORMATION) for child in children)
    )


def _heading_field(section: PageSection) -> Field | None:
    return field_for_label(section.words.strip(" :"))


def _begins_with_people(blocks: list[Block]) -> bool:
    first = blocks[0] if blocks else None
    if not isinstance(first, Paragraph):
        return False
    text = first.lines[0].text
    by = _BY.match(text)
    if by and len(text) < 200:
        return bool(read_people(text[by.end() :])) or is_nobody(text[by.end() :])
    return _OPENED.match(text) is not None


def is_contents(block: ListBlock) -> bool:
    """Whether a list only leads to places on the page itself."""
    links = [
        run.link
        for item in block.items
        for inner in item.blocks
        for line in first_lines(inner)
        for run in line.runs
        if run.link
    ]
    return bool(links) and sum(link.startswith("#") for link in links) * 5 >= len(links) * 3
