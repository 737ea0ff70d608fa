"""What looks most like topics on a page where nothing announces any; all of it is asked about."""

from collections import Counter
from collections.abc import Callable, Iterable

from hackathon.pages.document.blocks import ListBlock
from hackathon.pages.recognition.collections.bare_lists import are_areas, invited_areas
from hackathon.pages.recognition.collections.evidence import is_contents
from hackathon.pages.recognition.collections.heading_roles import HeadingRoles
from hackathon.pages.recognition.collections.layout_values import (
    Member,
    TopicSource,
    gives_advice,
    is_of_labels,
    is_timetable,
    names_list_below,
)
from hackathon.pages.recognition.collections.link_tables import tables_of_links
from hackathon.pages.recognition.collections.section_words import mentions_topics, names_topics_last
from hackathon.pages.recognition.collections.sections import PageSection
from hackathon.pages.recognition.collections.unannounced_lists import Announcement, unannounced_lists
from hackathon.pages.recognition.corrections.operations import Role

TakeList = Callable[[PageSection, ListBlock, str, float], None]
_SURE = 0.6
_FEWEST_HEADINGS = 3


class GuessedTopics:
    """Takes the first of these that a page has: headings below a title of ideas, lists, tables of links."""

    def __init__(self, headings: HeadingRoles, announcement: Announcement, take_list: TakeList) -> None:
        self.root = headings.root
        self.headings = headings
        self.layout = headings.layout
        self.announcement = announcement
        self.take_list = take_list

    def take(self) -> None:
        """Take what looks most like topics."""
        title = " ".join(child.words for child in self.root.children[:1])
        if mentions_topics(title) and self._take_headings():
            return
        like_topics = unannounced_lists(self.root, self.announcement)
        self._forget({item.line for _, block in like_topics for item in block.items}, "list")
        for section, block in like_topics:
            self.take_list(section, block, "people_behind", _SURE)
        if not self.layout.topics:
            self._take_lists_of(invited_areas(self.root) or self._title_of_ideas())
        if not self.layout.topics and not self.layout.people:
            self._take_tables_of_links()

    def _title_of_ideas(self) -> list[PageSection]:
        """Return the one heading of a page where it is called "Lantern project ideas", and has lists."""
        title = self.root.children[0] if len(self.root.children) == 1 else None
        if title is None or title.children or not names_topics_last(title.words):
            return []
        lists = [block for block in title.blocks if isinstance(block, ListBlock)]
        is_told = any(gives_advice(block) or is_of_labels(block) or is_timetable(block) for block in lists)
        return [] if is_told or any(map(is_contents, lists)) else [title]

    def _take_tables_of_links(self) -> None:
        """Where a page has nothing else, take the cells of a table that only leads to other pages."""
        for section, table, cells in tables_of_links(self.root):
            self._forget({row.line for row in table.rows}, "table")
            self.layout.taken.add(id(table))
            for cell in cells:
                first = cell.lines[0]
                member = Member(
                    "table", section.words, first.number, cell.text, Role.TOPICS, "people_behind", _SURE, True
                )
                self.layout.members.append(member)
                self.layout.topics.append(TopicSource(first, [], member, section, False))

    def _forget(self, lines: set[int], kind: str) -> None:
        """Drop what was noted of the lines, since they turn out to be something else."""
        self.layout.members = [
            member for member in self.layout.members if member.kind != kind or member.line not in lines
        ]

    def _take_headings(self) -> bool:
        """Take the headings of one level that nothing else is known of; say whether there are any."""
        weak = self._weak_headings()
        if not weak:
            return False
        lines = {member.line for member in weak}
        first = self.root.children[0]
        found = [part for part in self.root.walk() if part.line in lines and part.kind == weak[0].kind]
        below_title = found[1:] if found[0] is first else found
        if all(map(names_list_below, below_title)) or are_areas(below_title):
            self._take_lists_of(below_title)
            return True
        self._forget(lines, weak[0].kind)
        for section in found:
            if section.parent:
                self.headings.note(section, section.parent, Role.TOPICS, "title_of_page", _SURE)
        return True

    def _name_area(self, section: PageSection) -> None:
        self.layout.roles[id(section)] = Role.AREAS
        for member in self.layout.members:
            if member.line == section.line and member.kind == section.kind:
                member.role, member.reason, member.confidence = Role.AREAS, "list_below", _SURE

    def _weak_headings(self) -> list[Member]:
        """Return the headings that nothing is known of, where almost all of them have one level."""
        first = self.root.children[0]
        title_line = first.line if self.headings.is_page_title(first) else None
        weak = [
            member
            for member in self.layout.members
            if member.role is Role.SECTIONS
            and member.reason == "nothing"
            and member.kind != "list"
            and member.line != title_line
        ]
        counts = Counter(member.kind for member in weak)
        kind, count = counts.most_common(1)[0] if counts else ("", 0)
        if count < _FEWEST_HEADINGS or 4 * (len(weak) - count) > count:
            return []
        return [member for member in weak if member.kind == kind]

    def _take_lists_of(self, sections: Iterable[PageSection]) -> None:
        """Take the lists below headings such as "Packaging tasks" on a page whose title speaks of ideas."""
        for section in sections:
            if section.parent is not self.root or len(self.root.children) > 1:
                self._name_area(section)
            for block in section.blocks:
                if isinstance(block, ListBlock):
                    self._forget({item.line for item in block.items}, "list")
                    self.take_list(section, block, "title_of_page", _SURE)
