"""Lists that look like topics although no heading announces any: a title and people in most items."""

from collections.abc import Callable, Iterator

from hackathon.pages.document.blocks import ListBlock
from hackathon.pages.recognition.collections.evidence import is_contents
from hackathon.pages.recognition.collections.layout_values import is_timetable, titles_share
from hackathon.pages.recognition.collections.section_words import SectionTopic
from hackathon.pages.recognition.collections.sections import PageSection

_FEWEST_ITEMS = 3
_LIKE_TOPICS = 0.6

ListOfSection = tuple[PageSection, ListBlock]
Announcement = Callable[[PageSection], SectionTopic | None]


def unannounced_lists(root: PageSection, announcement: Announcement) -> list[ListOfSection]:
    """Return the lists that look like topics; `announcement` says what the headings above a section say."""
    found = [
        (section, block)
        for section, block in _free_lists(root, announcement)
        if len(block.items) >= _FEWEST_ITEMS and not is_contents(block)
    ]
    return [*found, *_beside(root, announcement, found)]


def _free_lists(root: PageSection, announcement: Announcement) -> Iterator[ListOfSection]:
    """Yield the lists of titles below headings that announce nothing else."""
    for section in root.walk():
        lists = [block for block in section.blocks if isinstance(block, ListBlock)]
        said = announcement(section) if lists else None
        if said in (None, SectionTopic.TOPICS):
            for block in lists:
                if titles_share(block) >= _LIKE_TOPICS and (said or not is_timetable(block)):
                    yield section, block


def _beside(
    root: PageSection, announcement: Announcement, found: list[ListOfSection]
) -> Iterator[ListOfSection]:
    """Yield shorter lists below the headings beside those of lists of topics, as columns of a board."""
    parents = {id(section.parent) for section, _ in found if section.parent}
    for section, block in _free_lists(root, announcement) if parents else ():
        if id(section.parent) in parents and len(block.items) < _FEWEST_ITEMS:
            yield section, block
