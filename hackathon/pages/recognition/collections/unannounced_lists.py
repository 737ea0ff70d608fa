"""Lists that look like topics without a heading: most items have a title and people."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from hackathon.pages.document.blocks import ListBlock, Paragraph
from hackathon.pages.recognition.collections.evidence import is_contents
from hackathon.pages.recognition.collections.layout_values import (
    gives_advice,
    is_of_labels,
    is_timetable,
    titles_share,
)
from hackathon.pages.recognition.collections.section_words import SectionTopic
from hackathon.pages.recognition.collections.sections import PageSection

_FEWEST_ITEMS = 3
_LONGEST_TITLE = 120
_ANNOUNCES = re.compile(
    r"\b(?:possible|potential|proposed|suggested|planned|following)\b.{0,30}"
    r"\b(?:topics|projects|project ideas|ideas|sessions)\b.{0,40}:$",
    re.IGNORECASE,
)
_ASKS_FOR = re.compile(
    r"\b(?:should|must|please|you|your|proposals?|applications?|past|previous|covers?|covered|questions?)\b",
    re.IGNORECASE,
)
_LIKE_TOPICS = 0.6

ListOfSection = tuple[PageSection, ListBlock]
Announcement = Callable[[PageSection], SectionTopic | None]


def unannounced_lists(root: PageSection, announcement: Announcement) -> list[ListOfSection]:
    """Return the lists that look like topics; `announcement` returns what the headings above announce."""
    found = [
        (section, block)
        for section, block in _free_lists(root, announcement)
        if len(block.items) >= _FEWEST_ITEMS and not is_contents(block)
    ]
    return [*found, *_beside(root, announcement, found)] or _below_sentences(root)


def _free_lists(root: PageSection, announcement: Announcement) -> Iterator[ListOfSection]:
    """Yield the lists of titles below headings that announce nothing else."""
    for section in root.walk():
        lists = [block for block in section.blocks if isinstance(block, ListBlock)]
        said = announcement(section) if lists else None
        if said in (None, SectionTopic.TOPICS):
            for block in lists:
                if titles_share(block) >= _LIKE_TOPICS and (said or not is_timetable(block)):
                    yield section, block


def _below_sentences(root: PageSection) -> list[ListOfSection]:
    """Return the lists that a sentence right above them announces: "Some possible topics include:"."""
    return [
        (section, block)
        for section in root.walk()
        for above, block in pairwise(section.blocks)
        if isinstance(above, Paragraph)
        and isinstance(block, ListBlock)
        and _announces(above.lines[-1].text)
        and _is_of_titles(block)
        and not (is_contents(block) or is_of_labels(block) or is_timetable(block) or gives_advice(block))
    ]


def _is_of_titles(block: ListBlock) -> bool:
    """Whether a list has several items, all short enough for titles."""
    firsts = [item.first.text if item.first else "" for item in block.items]
    return len(firsts) > 1 and all(0 < len(text) <= _LONGEST_TITLE for text in firsts)


def _announces(sentence: str) -> bool:
    last = sentence.rpartition(". ")[2]
    return _ANNOUNCES.search(last) is not None and _ASKS_FOR.search(last) is None


def _beside(
    root: PageSection, announcement: Announcement, found: list[ListOfSection]
) -> Iterator[ListOfSection]:
    """Yield shorter lists below the headings beside those of lists of topics, as columns of a board."""
    parents = {id(section.parent) for section, _ in found if section.parent}
    for section, block in _free_lists(root, announcement) if parents else ():
        if id(section.parent) in parents and len(block.items) < _FEWEST_ITEMS:
            yield section, block
