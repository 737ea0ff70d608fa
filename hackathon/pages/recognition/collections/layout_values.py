"""The roles of a page's headings, lists and tables, and the resulting topics and people."""

import re
from dataclasses import dataclass, field

from hackathon.pages.document.blocks import (
    Block,
    ListBlock,
    Row,
    Run,
    TextLine,
)
from hackathon.pages.recognition.collections.item_titles import item_title
from hackathon.pages.recognition.collections.sections import PageSection
from hackathon.pages.recognition.collections.table_columns import TableReading
from hackathon.pages.recognition.corrections.operations import Role
from hackathon.pages.recognition.labels.field_labels import Field, field_for_label
from hackathon.pages.recognition.people.people_strings import handle_of_link, read_person
from hackathon.pages.recognition.topics.topic_titles import TopicTitle, read_item_title

_ADVICE = re.compile(
    r"(?:please|read|check|contact|join|see|make sure|visit|use|put|ask|submit|introduce|take|come|write|look"
    r"|send|get in touch|follow|choose|pick|sign up|register|subscribe|have a look|don't|do not|you)\b",
    re.IGNORECASE,
)

_TIME = re.compile(r"\s*(?:\d{1,2}[:.h]\d{2}\b|\d{1,2}\s?[ap]\.?m\b)", re.IGNORECASE)
_LONGEST_PERSON = 120


@dataclass(slots=True)
class Member:
    """A heading, item or row that may be a topic, with its role and the reason."""

    kind: str
    above: str
    line: int
    text: str
    role: Role
    reason: str
    confidence: float
    is_doubtful: bool = False


@dataclass(slots=True)
class TopicSource:
    """The source of a topic: its line, its content, and the list and area above it."""

    title: TextLine
    blocks: list[Block]
    member: Member
    section: PageSection
    is_heading: bool
    lenient: bool = False
    row: Row | None = None
    table: TableReading | None = None
    known: frozenset[str] = frozenset()
    title_lines: tuple[int, ...] = ()
    read_title: TopicTitle | None = None
    """What an item's line says, where it was read when the list was taken."""


@dataclass(slots=True)
class PageLayout:
    """All roles of a page, with the topics and the people in the order of the page."""

    members: list[Member] = field(default_factory=list)
    topics: list[TopicSource] = field(default_factory=list)
    people: list[tuple[PageSection, Block, TableReading | None]] = field(default_factory=list)
    roles: dict[int, Role] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)
    tables: list[tuple[str, TableReading]] = field(default_factory=list)


def gives_advice(block: ListBlock) -> bool:
    """Whether a list is advice to its readers, in sentences: "Read the guide. Contact a mentor."."""
    firsts = [item.first.text for item in block.items if item.first]
    told = [text for text in firsts if text.endswith((".", "!")) and _ADVICE.match(text)]
    return bool(firsts) and 2 * len(told) > len(firsts)


def is_timetable(block: ListBlock) -> bool:
    """Whether most items begin with a time of day: "11:30 am: Using kettles (Ada Quill)"."""
    firsts = [item.first.text for item in block.items if item.first]
    return 2 * sum(_TIME.match(text) is not None for text in firsts) > len(firsts)


def is_of_labels(block: ListBlock) -> bool:
    """Whether a list says something of one topic: "Skills: C", "Mentor: Ada Quill", "Level: easy"."""
    labels = [item.first.text.partition(":") for item in block.items if item.first]
    fields = [field_for_label(label) if colon else None for label, colon, _ in labels]
    known = [found for found in fields if found not in (None, Field.TITLE)]
    return all(colon for _, colon, _ in labels) and len(known) >= 2 and 2 * len(known) > len(labels)


def _may_lead_to_topic(run: Run) -> bool:
    """Whether words lead away from the page, and neither to a person nor to an address that is spelt out."""
    link = run.link or "#"
    if run.text.strip().startswith(("http:", "https:", "www.")):
        return False
    return not link.startswith(("#", "mailto:")) and handle_of_link(link) is None


def is_person(text: str) -> bool:
    """Whether a text is one person with an address or a handle made of the name: "Ada Quill - ada@x.org"."""
    person = read_person(text) if len(text) < _LONGEST_PERSON else None
    if person is None or not (person.email or person.handle):
        return False
    address = f"{(person.email or '').partition('@')[0]} {person.handle or ''}".casefold()
    words = [word.casefold() for word in person.name.split() if len(word) > 2]
    return len(words) > 1 and any(word in address for word in words)


def titles_share(block: ListBlock, *, with_links: bool = True) -> float:
    """Return which part of the items is a title with people behind it, or a link away from the page."""
    like = 0
    for item in block.items:
        title = item_title(item)
        if title is None:
            continue
        first = title.line
        runs = [run for run in first.runs if run.text.strip()]
        leads = next((run for run in runs[:2] if _may_lead_to_topic(run)), None)
        begins = with_links and leads is not None and (leads is runs[0] or len(runs[0].text.strip()) < 6)
        is_title = begins or bool(read_item_title(first).people)
        like += is_title and (any(map(_may_lead_to_topic, runs)) or not is_person(first.text))
    return like / len(block.items)


def names_list_below(section: PageSection) -> bool:
    """Whether the heading's last word announces topics, "Packaging tasks", and a list follows."""
    has_list = any(isinstance(block, ListBlock) for block in section.blocks)
    return has_list and section.words.rstrip(" :").casefold().endswith(
        ("tasks", "ideas", "projects", "topics")
    )


def question(section: PageSection) -> str:
    """Return a heading such as "What?" as it compares."""
    return section.words.strip(" :?").casefold()
