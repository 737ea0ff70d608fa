"""Lists of nothing but titles, below headings that are too short for titles: "Engines", "Bells"."""

import re
from collections.abc import Sequence

from hackathon.pages.document.blocks import Block, ListBlock, ListItem
from hackathon.pages.recognition.collections.evidence import is_contents
from hackathon.pages.recognition.collections.item_titles import item_title
from hackathon.pages.recognition.collections.layout_values import gives_advice, is_of_labels, is_timetable
from hackathon.pages.recognition.collections.section_words import mentions_topics, section_topic
from hackathon.pages.recognition.collections.sections import BOLD_LINES, PageSection
from hackathon.pages.recognition.labels.label_lines import LabelBook, labelled_line

_LONGEST_TITLE = 120
_MOST_WORDS = 3
_ONE_LONG_OF = 4
"""One item of so many may be a sentence, or two."""
_INVITES = re.compile(
    r"\b(?:sprint|hack\w*|discussion|possible|proposed|suggested|following|planned|additional|own|your)\b"
    r".{0,30}\b(?:topics|ideas|sessions|projects|proposals)\b"
    r"|\b(?:topics|ideas|sessions|projects) following\b",
    re.IGNORECASE,
)


def are_areas(sections: Sequence[PageSection]) -> bool:
    """Whether short headings beside each other hold nothing but lists of titles, and so name areas."""
    held = [section for section in sections if section_topic(section.words) is None]
    if len(held) < 2 or any(section.kind == BOLD_LINES for section in held):
        return False
    words = sum(len(section.words.split()) for section in held)
    items = sum(
        len(block.items) for section in held for block in section.blocks if isinstance(block, ListBlock)
    )
    is_short = words <= _MOST_WORDS * len(held)
    return is_short and items > len(held) and all(map(holds_only_titles, held))


def holds_only_titles(section: PageSection) -> bool:
    """Whether below a heading stands one list of titles, and nothing else."""
    blocks = section.blocks
    return len(blocks) == 1 and not section.children and is_list_of_titles(blocks[0])


def is_list_of_titles(block: Block) -> bool:
    """Whether all items of a list are short, and say neither what to do nor anything of one topic."""
    if not isinstance(block, ListBlock) or is_contents(block):
        return False
    if gives_advice(block) or is_of_labels(block) or is_timetable(block):
        return False
    titles = sum(map(_is_title, block.items))
    return len(block.items) - titles <= len(block.items) // _ONE_LONG_OF


def _is_title(item: ListItem) -> bool:
    title = item_title(item)
    if title is None or not 0 < len(title.line.text) <= _LONGEST_TITLE:
        return False
    label = labelled_line(title.line, LabelBook())
    return not title.line.text.endswith(":") and (label is None or label.field is None)


def invited_areas(root: PageSection) -> list[PageSection]:
    """Return the areas of a page that asks for topics in its first words, and has no heading for them."""
    title = root.children[0] if len(root.children) == 1 else root
    opening = [*root.blocks, *(title.blocks if title is not root else [])]
    words = " ".join(line.text for block in opening for line in getattr(block, "lines", ()))[:2000]
    if not _INVITES.search(words) and not (title is not root and mentions_topics(title.words)):
        return []
    held = [
        child for child in title.children if holds_only_titles(child) and section_topic(child.words) is None
    ]
    return held if 2 * len(held) > len(title.children) and are_areas(held) else []
