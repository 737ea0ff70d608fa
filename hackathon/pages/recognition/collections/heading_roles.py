"""Decides which headings are topics, which are areas, and which are something else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from hackathon.pages.document.blocks import Block, Heading, ListBlock, Table
from hackathon.pages.recognition.collections.bare_lists import are_areas, holds_only_titles
from hackathon.pages.recognition.collections.evidence import Evidence, evidence_of
from hackathon.pages.recognition.collections.evidence_beside import may_end_topics, strengthen
from hackathon.pages.recognition.collections.layout_values import (
    Member,
    PageLayout,
    TopicSource,
    titles_share,
)
from hackathon.pages.recognition.collections.section_words import (
    SectionTopic,
    mentions_topics,
    tells_how,
)
from hackathon.pages.recognition.collections.sections import BOLD_LINES, PageSection
from hackathon.pages.recognition.collections.table_columns import read_table
from hackathon.pages.recognition.corrections.operations import CombinedCorrections, Role
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.labels.label_lines import LabelBook

_NAMED = {
    SectionTopic.TEMPLATE: Role.TEMPLATE,
    SectionTopic.PEOPLE: Role.PEOPLE,
    SectionTopic.CONTENTS: Role.CONTENTS,
}


class HeadingRoles:
    """Decides which headings are topics, from the deepest up."""

    def __init__(self, root: PageSection, said: CombinedCorrections, book: LabelBook) -> None:
        self.root = root
        self.said = said
        self.book = book
        self.layout = PageLayout()
        self.evidence: dict[int, Evidence] = {
            id(section): evidence_of(section, book) for section in root.walk()
        }
        self.topics: set[int] = set()
        self.reasons: dict[int, str] = {}
        self.lists_below: dict[int, bool] = {}
        self.areas_below: dict[int, bool] = {}
        self.bare_areas: set[int] = set()
        strengthen(root, self.evidence)
        strong = [section for section in root.walk() if self.evidence[id(section)].is_strong]
        self.strong_kinds = {section.kind for section in strong}
        self.has_strong = bool(strong)
        self.has_announcement = any(
            self.evidence[id(section)].topic is SectionTopic.TOPICS and not self.is_page_title(section)
            for section in root.walk()
        )

    def decide(self) -> None:
        """Give every heading its role."""
        self._decide_children(self.root)

    def _decide_children(self, section: PageSection) -> bool:
        """Decide which headings below are topics; say whether there are any."""
        holds = {id(child): self._decide_children(child) for child in section.children}
        groups: dict[str, list[PageSection]] = {}
        for child in section.children:
            groups.setdefault(child.kind, []).append(child)
        for kind, group in groups.items():
            self._decide_group(section, kind, group, holds)
        return any(holds.values()) or any(id(child) in self.topics for child in section.children)

    def _decide_group(
        self, parent: PageSection, kind: str, group: Sequence[PageSection], holds: dict[int, bool]
    ) -> None:
        strong = [
            child
            for child in group
            if self.evidence[id(child)].is_strong and not self.evidence[id(child)].is_label
        ]
        if len(strong) == 1 and self._completes(parent, strong[0]):
            strong = []
        plain = [child for child in strong if not holds[id(child)]]
        topics = {
            id(child)
            for child in strong
            if (plain or self._is_like_those_below(child))
            and not self._is_title_above(child, holds[id(child)])
        }
        places = [n for n, child in enumerate(group) if id(child) in topics]
        announced = self._is_announced(parent)
        for n, child in enumerate(group):
            forced = self.said.role_of(kind, parent.words, child.line)
            if forced:
                role, reason, sure = forced, "said", 1.0
            elif id(child) in topics:
                role, reason, sure = Role.TOPICS, "labels", 0.95
            else:
                between = bool(places) and places[0] < n < places[-1]
                between = between or (len(places) == n == len(group) - 1 and may_end_topics(child, n))
                role, reason, sure = self._weak(
                    child, parent, announced, between, bool(places), holds[id(child)]
                )
            self.note(child, parent, role, reason, sure)

    def _is_title_above(self, section: PageSection, holds: bool) -> bool:
        """Whether a heading is the title of a page of ideas, whatever labels stand right below it."""
        return holds and self.is_page_title(section) and mentions_topics(section.words)

    def _is_like_those_below(self, section: PageSection) -> bool:
        """Whether a heading above topics has all that they have, and so is one of them."""
        below = [self.evidence[id(part)] for part in section.walk() if id(part) in self.topics]
        fields = [evidence.fields | evidence.child_fields for evidence in below]
        usual = {
            field
            for part in fields
            for field in part
            if 2 * sum(field in other for other in fields) >= len(fields)
        }
        own = self.evidence[id(section)].fields
        has_contact = Field.CONTACT in own or Field.CONTACT not in usual
        return len(own) > 1 and has_contact and 2 * len(own & usual) >= len(usual)

    def _completes(self, parent: PageSection, child: PageSection) -> bool:
        """Whether the labels below a heading are those that the topic above it lacks, and so are its own."""
        above, below = self.evidence[id(parent)], self.evidence[id(child)]
        is_said_twice = bool(above.fields & (below.fields | below.child_fields))
        if not above.fields or above.topic is not None or (is_said_twice and not self._lacks_people(parent)):
            return False
        fields = above.fields | below.fields
        is_strong = above.is_strong or Field.CONTACT in fields or len(fields) >= 2
        self.evidence[id(parent)] = replace(above, fields=fields, is_strong=is_strong)
        return True

    def _lacks_people(self, section: PageSection) -> bool:
        """Whether a heading has labels of a topic but nobody, where one beside it has people."""
        fields = self.evidence[id(section)].fields
        beside = section.parent.children if section.parent else []
        return (
            Field.CONTACT not in fields
            and len(fields) > 1
            and any(Field.CONTACT in self.evidence[id(other)].fields for other in beside)
        )

    def _is_announced(self, parent: PageSection) -> bool:
        """Whether a heading above says that topics follow, with nothing but areas between."""
        for section in (parent, *parent.above()):
            if (
                self.said.role_of(section.kind, section.parent.words if section.parent else "", section.line)
                is Role.AREAS
            ):
                return True
            evidence = self.evidence[id(section)]
            if evidence.topic is SectionTopic.TOPICS and not self.is_page_title(section):
                return True
            if evidence.topic is not None or evidence.is_strong:
                return False
        return False

    def is_page_title(self, section: PageSection) -> bool:
        """Whether the heading is that of the whole page."""
        return section.parent is self.root and len(self.root.children) == 1 and bool(section.children)

    def _weak(
        self,
        child: PageSection,
        parent: PageSection,
        announced: bool,
        between: bool,
        has_topics: bool,
        holds: bool,
    ) -> tuple[Role, str, float]:
        """Return the role of a heading that has nothing of its own to tell it by."""
        evidence = self.evidence[id(child)]
        if evidence.topic in _NAMED:
            return _NAMED[evidence.topic], "words", 0.9
        if holds:
            is_list = evidence.topic is SectionTopic.TOPICS
            return (Role.SECTIONS if is_list else Role.AREAS), "topics_below", 0.9
        if self._may_tell_how(child, parent):
            return Role.TOPICS, "announced", 0.6
        if evidence.topic is not None or evidence.is_label:
            role = Role.LABELS if evidence.topic is None else Role.SECTIONS
            return role, "label" if role is Role.LABELS else "words", 0.9
        if id(parent) in self.topics or self._inside_topic(parent):
            return Role.SECTIONS, "inside_topic", 0.8
        return self._by_place(child, parent, announced, between, has_topics)

    def _may_tell_how(self, child: PageSection, parent: PageSection) -> bool:
        """Whether "How to weld at night" stands among the headings of a list of topics."""
        if self.evidence[id(parent)].topic is not SectionTopic.TOPICS or self.is_page_title(parent):
            return False
        others = [other for other in parent.children if self.evidence[id(other)].topic is None]
        return bool(others) and tells_how(child.words)

    def _by_place(
        self, child: PageSection, parent: PageSection, announced: bool, between: bool, has_topics: bool
    ) -> tuple[Role, str, float]:
        """Return the role of a heading whose words may be anything, by where it stands."""
        if (
            self.evidence[id(child)].fields
            and child.kind in self.strong_kinds
            and not self._below_described(child)
        ):
            return Role.TOPICS, "labels", 0.8
        if between and child.kind == BOLD_LINES:
            return Role.TOPICS, "between_topics", 0.9
        if (
            self.holds_collections(child, announced=announced)
            or (self.holds_collections(child, 1, announced=announced) and self._holds_lists_beside(parent))
            or (announced and self._is_bare_area(child, parent))
        ):
            return Role.AREAS, "list_below", 0.7
        if announced:
            return Role.TOPICS, "announced", 0.8 if not self.has_strong or has_topics else 0.6
        if between:
            return Role.TOPICS, "between_topics", 0.6
        return Role.SECTIONS, "nothing", 0.5 if has_topics else 0.7

    def _holds_lists_beside(self, parent: PageSection) -> bool:
        """Whether one of the headings below this one stands above a list of topics; looked for once."""
        if id(parent) not in self.lists_below:
            self.lists_below[id(parent)] = any(self.holds_collections(child) for child in parent.children)
        return self.lists_below[id(parent)]

    def _is_bare_area(self, child: PageSection, parent: PageSection) -> bool:
        """Whether a heading is one of those beside each other that only hold lists of titles."""
        if id(parent) not in self.areas_below:
            beside = [other for other in parent.children if other.kind == child.kind]
            self.areas_below[id(parent)] = are_areas(beside)
        if self.areas_below[id(parent)] and holds_only_titles(child):
            self.bare_areas.add(id(child))
        return id(child) in self.bare_areas

    def _below_described(self, section: PageSection) -> bool:
        """Whether a heading above it has what topics have, with people among it."""
        return any(
            self.evidence[id(above)].is_strong
            and Field.CONTACT in self.evidence[id(above)].fields
            and len(self.evidence[id(above)].fields) > 1
            for above in section.above()
        )

    def _inside_topic(self, section: PageSection) -> bool:
        return self.evidence[id(section)].is_strong or any(
            id(above) in self.topics for above in section.above()
        )

    def holds_collections(self, section: PageSection, fewest: int = 2, *, announced: bool = True) -> bool:
        """Whether the content below the heading is a list or table of topics rather than text.

        Links alone are not topics if no heading announces any and other topics have headings.
        """
        above = SectionTopic.TOPICS if announced else None
        with_links = announced or not (self.has_strong or self.has_announcement)
        for block in section.blocks:
            if isinstance(block, ListBlock) and len(block.items) >= fewest:
                if titles_share(block, with_links=with_links) >= 0.5:
                    return True
            elif isinstance(block, Table) and read_table(block, above, self.book).role is Role.TOPICS:
                return True
        return False

    def note(self, child: PageSection, parent: PageSection, role: Role, reason: str, sure: float) -> None:
        """Give a heading its role."""
        doubtful = role is Role.TOPICS and sure < 0.75
        member = Member(child.kind, parent.words, child.line, child.words, role, reason, sure, doubtful)
        self.layout.members.append(member)
        self.layout.roles[id(child)] = role
        self.reasons[id(child)] = reason
        if role is Role.TOPICS:
            self.topics.add(id(child))
            lenient = False
            self.layout.topics.append(
                TopicSource(child.title, list(_own_blocks(child, self.topics)), member, child, True, lenient)
            )


def _own_blocks(section: PageSection, topics: Iterable[int]) -> Iterator[Block]:
    """Yield the blocks of a topic without those of topics below it."""
    yield from section.blocks
    for child in section.children:
        if id(child) not in topics:
            yield Heading(child.line, child.level, child.title)
            yield from _own_blocks(child, topics)
