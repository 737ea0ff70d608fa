"""Gives every heading, list and table a role: topics, areas, people or text."""

import re
from collections import Counter
from collections.abc import Callable

from hackathon.pages.document.blocks import Block, ListBlock, Paragraph, Table, TemplateCall, TextLine
from hackathon.pages.recognition.collections.evidence import is_contents
from hackathon.pages.recognition.collections.guessed_topics import GuessedTopics
from hackathon.pages.recognition.collections.heading_roles import HeadingRoles
from hackathon.pages.recognition.collections.item_titles import item_title
from hackathon.pages.recognition.collections.layout_values import (
    Member,
    PageLayout,
    TopicSource,
    gives_advice,
    is_of_labels,
    is_timetable,
    question,
    titles_share,
)
from hackathon.pages.recognition.collections.lists_left import ListLeft, begins_bold, doubt_lists
from hackathon.pages.recognition.collections.section_words import SectionTopic, mentions_topics
from hackathon.pages.recognition.collections.sections import PageSection
from hackathon.pages.recognition.collections.table_columns import read_table
from hackathon.pages.recognition.collections.template_words import is_template
from hackathon.pages.recognition.corrections.operations import CombinedCorrections, Role
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.labels.label_lines import LabelBook, holds_titled_items
from hackathon.pages.recognition.topics.talk_lines import (
    names_come_first,
    people_come_last,
    with_name_behind,
    with_people_in_brackets,
)
from hackathon.pages.recognition.topics.title_people import nicknames_behind
from hackathon.pages.recognition.topics.topic_titles import read_item_title

_BEHIND_NAME = re.compile(r"\s*[(\[,;]|\s+[-\N{EN DASH}\N{EM DASH}]\s")


class LayoutWalk:
    """Walks the sections twice: first for headings, then for lists and tables in the rest."""

    def __init__(self, root: PageSection, said: CombinedCorrections, book: LabelBook) -> None:
        self.root = root
        self.said = said
        self.book = book
        self.headings = HeadingRoles(root, said, book)
        self.layout = self.headings.layout
        self.around_topics: set[int] | None = None
        self.listed: frozenset[str] | None = None
        self.beside_topics: set[int] = set()
        self.asked_below: dict[int, bool] = {}
        self.lists_left: list[ListLeft] = []

    def go(self) -> PageLayout:
        """Return the layout of the page."""
        self.headings.decide()
        for section in self.root.walk():
            self._take_section(section)
        if not self.layout.topics:
            GuessedTopics(self.headings, self._announcement, self._take_list).take()
        doubt_lists(self.layout, self.lists_left)
        self.layout.topics.sort(key=lambda source: source.member.line)
        return self.layout

    def _take_section(self, section: PageSection) -> None:
        if id(section) in self.headings.topics or any(
            id(above) in self.headings.topics for above in section.above()
        ):
            return
        announced = self._announcement(section)
        for block in section.blocks:
            self._take_block(section, block, announced)

    def _announcement(self, section: PageSection) -> SectionTopic | None:
        """Return what the headings above say of the lists and tables below them."""
        for above in (section, *section.above()):
            role = self.layout.roles.get(id(above))
            topic = self.headings.evidence[id(above)].topic
            if role is Role.PEOPLE:
                return SectionTopic.PEOPLE
            if role is Role.AREAS and self.headings.reasons[id(above)] == "topics_below" and topic is None:
                continue
            if role is Role.AREAS and (above is not section or self.headings.holds_collections(above, 1)):
                return SectionTopic.TOPICS
            if topic is None and above is section and self._answers_what(section):
                return SectionTopic.TOPICS
            if topic is not None:
                is_title = topic is SectionTopic.TOPICS and self.headings.is_page_title(above)
                return None if is_title else topic
            if role not in (None, Role.SECTIONS, Role.AREAS):
                return None
        return None

    def _answers_what(self, section: PageSection) -> bool:
        """Whether a heading "What" stands beside "Who" or "When"."""
        if question(section) != "what" or section.parent is None:
            return False
        if id(section.parent) not in self.asked_below:
            asked = {question(child) for child in section.parent.children}
            self.asked_below[id(section.parent)] = bool(asked & {"who", "when"})
        return self.asked_below[id(section.parent)]

    def _take_block(self, section: PageSection, block: Block, announced: SectionTopic | None) -> None:
        if isinstance(block, Table):
            self._take_table(section, block, announced)
        elif isinstance(block, TemplateCall):
            self._take_template(section, block)
        elif isinstance(block, ListBlock):
            self._take_list_as(section, block, announced)
        elif isinstance(block, Paragraph) and announced is SectionTopic.PEOPLE:
            self.layout.people.append((section, block, None))

    def _take_list_as(self, section: PageSection, block: ListBlock, announced: SectionTopic | None) -> None:
        forced = self.said.role_of("list", section.words, block.line)
        role = forced or self._list_role(section, block, announced)
        if role is Role.PEOPLE:
            self.layout.people.append((section, block, None))
            self._note_items(section, block, role, "said" if forced else "words")
        elif role is Role.TOPICS:
            is_bare = not forced and id(section) in self.headings.bare_areas
            self._take_list(section, block, "said" if forced else "announced", 0.6 if is_bare else 0.9)
        elif not forced and holds_titled_items(block):
            self._take_list(section, block, "labels")
        elif not forced and self._is_list_of_title(section, block):
            self._take_list(section, block, "title_of_page", 0.6)
        elif announced is SectionTopic.TOPICS or is_contents(block) or forced:
            self._note_items(section, block, role, "said" if forced else "words")
            if role is Role.SECTIONS and not (forced or self._has_topic_headings(section)):
                self.lists_left.append(ListLeft(section, block, is_announced=True))
        else:
            self._note_items(section, block, Role.SECTIONS, "nothing")
            self.lists_left.append(ListLeft(section, block, is_announced=False))

    def _is_list_of_title(self, section: PageSection, block: ListBlock) -> bool:
        """Whether the page's title speaks of ideas, and right below it stand bold titles with text."""
        is_title = self.headings.is_page_title(section) and mentions_topics(section.words)
        leads = [item.first.runs[0] for item in block.items if item.first and len(item.blocks) > 1]
        return is_title and len(leads) == len(block.items) >= 3 and all(run.is_strong for run in leads)

    def _list_role(self, section: PageSection, block: ListBlock, announced: SectionTopic | None) -> Role:
        if announced is SectionTopic.PEOPLE:
            return Role.PEOPLE
        if is_contents(block):
            return Role.CONTENTS
        if announced is not SectionTopic.TOPICS or self._has_topic_headings(section):
            return Role.SECTIONS
        is_weak = self.headings.reasons.get(id(section)) == "list_below"
        is_weak = is_weak and id(section) not in self.headings.bare_areas
        if is_weak and (titles_share(block) < 0.5 or is_timetable(block)):
            return Role.SECTIONS
        if gives_advice(block) or is_of_labels(block):
            return Role.SECTIONS
        is_area = id(section) in self.headings.bare_areas
        is_one = titles_share(block) > 0 or begins_bold(block.items[0])
        return Role.TOPICS if is_area or len(block.items) > 1 or is_one else Role.SECTIONS

    def _has_topic_headings(self, section: PageSection) -> bool:
        """Whether topics have headings below this one or beside it."""
        if self.around_topics is None:
            self.around_topics = set()
            for below in self.root.walk():
                if id(below) in self.headings.topics:
                    self.around_topics |= {id(below), *(id(above) for above in below.above())}
                    self.beside_topics.add(id(below.parent))
        return id(section) in self.around_topics or id(section.parent) in self.beside_topics

    def _note_items(self, section: PageSection, block: ListBlock, role: Role, reason: str) -> None:
        for item in block.items:
            text = item.first.text if item.first else ""
            self.layout.members.append(Member("list", section.words, item.line, text, role, reason, 0.9))

    def _take_list(self, section: PageSection, block: ListBlock, reason: str, sure: float = 0.9) -> None:
        lenient = titles_share(block) >= 0.5
        known = self._nicknames(block)
        arranged = _arranged(section, block)
        self.layout.taken.add(id(block))
        for item in block.items:
            stated = item_title(item)
            if stated is None:
                continue
            first = arranged(stated.line)
            title = read_item_title(first, lenient=lenient, known=known)
            forced = self.said.role_of("list", section.words, item.line)
            role = Role.TEMPLATE if is_template(title.title) else Role.TOPICS
            role = forced if forced and forced is not Role.TOPICS else role
            member = Member("list", section.words, item.line, first.text, role, reason, sure, sure < 0.75)
            self.layout.members.append(member)
            if role is Role.TOPICS:
                self.layout.topics.append(
                    TopicSource(first, list(stated.rest), member, section, False, lenient, known=known,
                                title_lines=stated.numbers, read_title=title)
                )  # fmt: skip

    def _nicknames(self, block: ListBlock) -> frozenset[str]:
        """Return single names that may stand behind titles: of those who come, or that come again."""
        if self.listed is None:
            self.listed = frozenset(
                name
                for section in self.root.walk()
                if self.headings.evidence[id(section)].topic is SectionTopic.PEOPLE
                for part in section.blocks
                if isinstance(part, ListBlock)
                for item in part.items
                if item.first
                for name in _BEHIND_NAME.split(item.first.text)[0].casefold().split()[:1]
            )
        counts = Counter(nicknames_behind(item.first for item in block.items if item.first))
        return self.listed | {name for name, count in counts.items() if count > 1}

    def _take_table(self, section: PageSection, table: Table, announced: SectionTopic | None) -> None:
        forced = self.said.role_of("table", section.words, table.line)
        reading = read_table(table, announced, self.book, forced)
        self.layout.tables.append((section.words, reading))
        if reading.role is Role.PEOPLE:
            self.layout.people.append((section, table, reading))
        if reading.role is Role.TOPICS:
            self.layout.taken.add(id(table))
        for row in reading.rows:
            column = reading.title_column
            cell = row.cells[column] if column is not None and column < len(row.cells) else None
            text = cell.text if cell else ""
            is_blank = reading.role is Role.TOPICS and (not text or is_template(text))
            role = Role.TEMPLATE if is_blank else reading.role
            member = Member("table", section.words, row.line, text, role, "columns", 0.9)
            self.layout.members.append(member)
            if role is Role.TOPICS and cell:
                self.layout.topics.append(
                    TopicSource(cell.lines[0], [], member, section, False, True, row, reading)
                )

    def _take_template(self, section: PageSection, call: TemplateCall) -> None:
        title = next(
            (
                part
                for part in call.fields
                if self.book.field_for(part.term.text) in (Field.TITLE, Field.NAME)
            ),
            None,
        )
        lines = (
            [line for block in title.blocks if isinstance(block, Paragraph) for line in block.lines]
            if title
            else []
        )
        known = [part for part in call.fields if self.book.field_for(part.term.text)]
        if not title or not lines or len(known) < 2:
            return
        self.layout.taken.add(id(call))
        role = Role.TEMPLATE if is_template(lines[0].text) else Role.TOPICS
        member = Member(
            f"template {call.name}", section.words, lines[0].number, lines[0].text, role, "labels", 0.95
        )
        self.layout.members.append(member)
        if role is Role.TOPICS:
            rest: list[Block] = [part for part in call.fields if part is not title]
            self.layout.topics.append(TopicSource(lines[0], rest, member, section, False))


def _arranged(section: PageSection, block: ListBlock) -> Callable[[TextLine], TextLine]:
    """Return what puts people in brackets behind titles, where all lines of a list have them elsewhere."""
    if names_come_first(section.words, block):
        return with_name_behind
    return with_people_in_brackets if people_come_last(block) else lambda line: line
