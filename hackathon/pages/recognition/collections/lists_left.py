"""Lists that were not taken for topics although they may be some: they are asked about, never lost."""

from collections.abc import Iterable
from dataclasses import dataclass

from hackathon.pages.document.blocks import ListBlock, ListItem
from hackathon.pages.recognition.collections.bare_lists import is_list_of_titles
from hackathon.pages.recognition.collections.layout_values import PageLayout
from hackathon.pages.recognition.collections.section_words import section_topic
from hackathon.pages.recognition.collections.sections import PageSection
from hackathon.pages.recognition.corrections.operations import Role

_SURE = 0.6


@dataclass(frozen=True, slots=True)
class ListLeft:
    """A list outside of all topics that is none of topics; `is_announced` where a heading speaks of some."""

    section: PageSection
    block: ListBlock
    is_announced: bool


def begins_bold(item: ListItem) -> bool:
    """Whether an item begins with a bold title, and goes on with text."""
    runs = [run for run in item.first.runs if run.text.strip()] if item.first else []
    return len(runs) > 1 and runs[0].is_strong


def doubt_lists(layout: PageLayout, lists: Iterable[ListLeft]) -> None:
    """Ask about lists that a heading announces, that stand beside lists of topics, or all that a page has."""
    taken = [source.section for source in layout.topics if source.member.kind == "list"]
    beside = {id(section.parent) for section in taken}
    lines = {
        item.line
        for left in lists
        if id(left.block) not in layout.taken
        and _may_be_topics(left, is_beside=id(left.section.parent) in beside, has_topics=bool(layout.topics))
        for item in left.block.items
    }
    for member in layout.members:
        if member.kind == "list" and member.role is Role.SECTIONS and member.line in lines:
            member.is_doubtful, member.confidence = True, _SURE


def _may_be_topics(left: ListLeft, *, is_beside: bool, has_topics: bool) -> bool:
    if is_beside and section_topic(left.section.words) is None:
        return True
    looks_like = is_list_of_titles(left.block) or all(map(begins_bold, left.block.items))
    if left.is_announced:
        return looks_like
    return looks_like and not has_topics and len(left.block.items) > 1
