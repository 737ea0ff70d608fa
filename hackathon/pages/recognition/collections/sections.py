"""A document as a tree of sections: headings, and lines that are used as headings."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from hackathon.pages.document.blocks import (
    Block,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    TextLine,
    plain_line,
)
from hackathon.pages.recognition.collections.field_tables import with_field_tables
from hackathon.pages.recognition.labels.field_labels import Field, field_for_label, normalized_label
from hackathon.pages.recognition.labels.label_lines import LabelBook, labelled_line, names_contact

PAGE = "page"
BOLD_LINES = "bold lines"
TITLE_LINES = "title lines"
_LONGEST_TITLE = 200
_BELOW_HEADINGS = 10
_LONGEST_REPEATED = 4
_NUMBERED = re.compile(r"(\d{1,3})[.)]\s")
_SIZE = re.compile(
    r"[~\N{ALMOST EQUAL TO}]?\d[\d\s/,-]{0,12}\s?"
    r"(?:h|hrs?|hours?|days?|weeks?|months?|points?|people)\b.{0,10}",
    re.IGNORECASE,
)
_FIELDS_OF_ONE = frozenset(
    {Field.CONTACT, Field.DESCRIPTION, Field.SKILLS, Field.DIFFICULTY, Field.LENGTH, Field.OUTCOMES}
)
_LABEL_HEADINGS = frozenset({Field.CONTACT, Field.SKILLS, Field.DIFFICULTY, Field.LENGTH, Field.OUTCOMES})


@dataclass(slots=True, eq=False)
class PageSection:
    """A heading with its content up to the first sub-heading, and its sub-headings.

    `kind` is the kind of heading: "heading:3", "bold lines", "title lines", or the page itself.
    """

    kind: str
    title: TextLine
    level: int
    blocks: list[Block] = field(default_factory=list)
    children: "list[PageSection]" = field(default_factory=list)
    parent: "PageSection | None" = None

    @property
    def line(self) -> int:
        """Where it begins."""
        return self.title.number

    @property
    def words(self) -> str:
        """The heading's words."""
        return self.title.text

    def walk(self) -> "Iterator[PageSection]":
        """Yield the section and all below it, in the order of the page."""
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self) -> "Iterator[PageSection]":
        """Yield the sections around it, the nearest first."""
        if self.parent:
            yield self.parent
            yield from self.parent.above()

    def all_blocks(self) -> Iterator[Block]:
        """Yield its blocks and those of its sub-headings, each after its heading."""
        yield from self.blocks
        for child in self.children:
            yield Heading(child.line, child.level, child.title)
            yield from child.all_blocks()


def section_tree(document: Document) -> PageSection:
    """Return the document as one section with all headings below it."""
    root = PageSection(PAGE, plain_line(0, ""), 0)
    current = root
    for block in document.blocks:
        if isinstance(block, Heading):
            while current.parent and current.level >= block.level:
                current = current.parent
            kind = f"heading:{block.level}"
            section = PageSection(kind, block.content, block.level, parent=current)
            current.children.append(section)
            current = section
        else:
            _append(current.blocks, block)
    for section in list(root.walk()):
        _shorten_labels(section)
        _adopt_labels(section)
        if section is not root:
            section.blocks = with_field_tables(section.blocks)
    for section in list(root.walk()):
        _split_at_lines(section)
    return root


def _append(blocks: list[Block], block: Block) -> None:
    """Add a block; a list goes on after what is not shown, such as the addresses of its links."""
    last = blocks[-1] if blocks else None
    if isinstance(last, ListBlock) and isinstance(block, ListBlock) and _counts(last) == _counts(block):
        blocks[-1] = ListBlock((*last.items, *block.items))
    else:
        blocks.append(block)


def _counts(block: ListBlock) -> bool:
    return block.items[0].number is not None


def _shorten_labels(section: PageSection) -> None:
    """Leave out the title that labels below it repeat: "Email project mentors" below "Email"."""
    above = {word.casefold() for word in section.words.split()}
    for child in section.children if 0 < len(above) <= _LONGEST_REPEATED else ():
        words = child.words.split()
        rest = " ".join(word for word in words if word.casefold() not in above)
        if len(rest) < len(child.words) and field_for_label(child.words) is None:
            field = field_for_label(rest)
            child.title = plain_line(child.line, rest) if field in _LABEL_HEADINGS else child.title


def _adopt_labels(section: PageSection) -> None:
    """Put headings such as "Mentors", written at the level of the topics, below the topic before them."""
    labels = [_label_of(child) for child in section.children]
    counts = Counter(label for label in labels if label)
    if all(labels) or not any(count > 1 for count in counts.values()):
        return
    children: list[PageSection] = []
    for child, label in zip(section.children, labels, strict=True):
        if label and counts[label] > 1 and children and not child.children:
            children[-1].children.append(child)
            child.parent = children[-1]
        else:
            children.append(child)
    section.children = children


def _label_of(section: PageSection) -> str | None:
    """Return the words of a heading that is a topic's label, as labels are compared."""
    field = field_for_label(section.words.strip(" :"))
    return normalized_label(section.words) if field in _LABEL_HEADINGS else None


def _split_at_lines(section: PageSection) -> None:
    """Make sub-sections of lines that are used as headings: bold ones, and "Project: ..."."""
    titles = [_title_line(block) for block in section.blocks]
    if sum(title is not None for title in titles) >= 2 or _is_one_topic(section, titles):
        _split(section, [(TITLE_LINES, title) if title else None for title in titles])
        return
    bold = [_bold_line(block) for block in section.blocks]
    candidates = [title.text for title in bold if title]
    once = (
        {text for text in candidates if candidates.count(text) == 1}
        if len(candidates) < 2000
        else set(candidates)
    )
    marks = [(BOLD_LINES, title) if title and title.text in once else None for title in bold]
    if not any(marks):
        marks = [(BOLD_LINES, title) if title else None for title in _counted_lines(section.blocks)]
    if _holds_contacts(section.blocks, marks):
        _split(section, marks)


def _counted_lines(blocks: Sequence[Block]) -> list[TextLine | None]:
    """Return the lines that stand alone and count on from one to the next: "1. Faster builds", "2. ..."."""
    expected = 1
    counted: list[TextLine | None] = []
    for block in blocks:
        line = block.lines[0] if isinstance(block, Paragraph) and len(block.lines) == 1 else None
        number = _NUMBERED.match(line.text) if line else None
        is_next = number is not None and int(number[1]) == expected
        expected += is_next
        counted.append(line if is_next else None)
    return counted if expected > 2 else [None] * len(blocks)


def _is_one_topic(section: PageSection, titles: Sequence[TextLine | None]) -> bool:
    """Whether a page without headings begins with the title of a topic, above its people and other labels."""
    return section.kind == PAGE and bool(titles) and titles[0] is not None and has_labels_of_one(section)


def has_labels_of_one(section: PageSection) -> bool:
    """Whether a page without headings has the labels of one topic, with one for people among them."""
    if section.children:
        return False
    paragraphs = [block for block in section.blocks if isinstance(block, Paragraph)]
    labels = [labelled_line(block.lines[0], LabelBook()) for block in paragraphs]
    fields = [label.field for label in labels if label and label.field in _FIELDS_OF_ONE]
    return fields.count(Field.CONTACT) == 1 and len(set(fields)) >= 3


def _split(section: PageSection, marks: Sequence[tuple[str, TextLine] | None]) -> None:
    blocks, section.blocks = section.blocks, []
    children: list[PageSection] = []
    for block, mark in zip(blocks, marks, strict=True):
        if mark:
            kind, title = mark
            children.append(PageSection(kind, title, _BELOW_HEADINGS, parent=section))
            rest = block.lines[1:] if isinstance(block, Paragraph) else ()
            children[-1].blocks += [Paragraph(rest)] if rest else []
        else:
            (children[-1].blocks if children else section.blocks).append(block)
    section.children = [*children, *section.children]


def _title_line(block: Block) -> TextLine | None:
    """Return the line of a paragraph such as "Project: Faster builds", without its label."""
    if not isinstance(block, Paragraph):
        return None
    label, colon, rest = block.lines[0].text.partition(":")
    is_title = colon and rest.strip() and len(label) < 30 and field_for_label(label) is Field.TITLE
    return plain_line(block.lines[0].number, rest.strip()) if is_title else None


def _bold_line(block: Block) -> TextLine | None:
    """Return the bold line that is a paragraph, or that begins one and is numbered or ends on purpose."""
    if not isinstance(block, Paragraph):
        return None
    line = block.lines[0]
    is_numbered = _NUMBERED.match(line.text) is not None
    is_title = line.is_strong and 2 < len(line.text) <= _LONGEST_TITLE
    is_title = is_title and (len(block.lines) == 1 or line.is_broken or is_numbered)
    is_title = is_title and (is_numbered or not line.text.endswith(":"))
    if not is_title or field_for_label(line.text) is not None or _SIZE.fullmatch(line.text):
        return None
    return plain_line(line.number, line.text.rstrip(" :")) if line.text.endswith(":") else line


def _holds_contacts(blocks: Sequence[Block], marks: Sequence[tuple[str, TextLine] | None]) -> bool:
    """Whether at least half of the bold lines have a label for people below them."""
    titles = with_contact = 0
    is_open = False
    for block, mark in zip(blocks, marks, strict=True):
        if mark:
            titles += 1
            is_open = True
        elif is_open and names_contact(block):
            with_contact += 1
            is_open = False
    return titles >= 2 and with_contact * 2 >= titles
