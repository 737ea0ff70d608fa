"""Interprets any community's page: from a text or document to topics and people, with every guess.

    understand(source, corrections=(), kind=None) -> Understanding

See `understanding.py` for the result and `corrections.py` for the possible corrections.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hackathon.pages.document.blocks import Document, ListBlock, TextLine, text_lines
from hackathon.pages.document.formats import DocumentFormat, parse_document
from hackathon.pages.model.limits import check_headings, check_lines, check_topics
from hackathon.pages.model.page import Page, Unplaced
from hackathon.pages.recognition.collections.layout_fingerprint import layout_fingerprint
from hackathon.pages.recognition.collections.layout_values import Member, PageLayout, TopicSource
from hackathon.pages.recognition.collections.section_words import SectionTopic, section_topic
from hackathon.pages.recognition.collections.sections import section_tree
from hackathon.pages.recognition.collections.topic_layout import LayoutWalk
from hackathon.pages.recognition.corrections.ignored_lines import without_ignored_lines
from hackathon.pages.recognition.corrections.operations import Correction, Role, gathered
from hackathon.pages.recognition.events.event_facts import event_name, page_title, read_event
from hackathon.pages.recognition.events.resolution import event_kind
from hackathon.pages.recognition.guesses import collections_of, labels_of, outline_of
from hackathon.pages.recognition.labels.label_lines import LabelBook
from hackathon.pages.recognition.line_account import LineAccount
from hackathon.pages.recognition.page_parts import USES, PageParts, bold_name
from hackathon.pages.recognition.people.page_people import page_people
from hackathon.pages.recognition.topics.front_matter_topic import front_matter_source, metadata_values
from hackathon.pages.recognition.topics.topic_body import repeated_labels
from hackathon.pages.recognition.topics.topic_build import BuiltTopic, build_topic
from hackathon.pages.recognition.understanding import LineUse, Understanding
from hackathon.pages.recognition.understanding_questions import questions_of


def understand(
    source: str | Document, corrections: Iterable[Correction] = (), kind: DocumentFormat | None = None
) -> Understanding:
    """Return the page with every guess, after applying the corrections.

    A text without content is not refused: see `Understanding.is_page`. Raises NotAPage if it is too large.
    """
    if isinstance(source, str):
        check_size(source)
    document = parse_document(source, kind) if isinstance(source, str) else source
    return _Reading(document, tuple(corrections)).understanding()


_HEADING_LINE = re.compile(r"(?m)^(?:#{1,6}[ \t]|={1,6}[^=\n])")
_CONTACT_LINE = re.compile(
    r"(?mi)^[ \t>*_'-]{0,6}(?:contact|mentor|champion|lead|facilitator)s?[*_' \t]{0,4}:"
)


def check_size(text: str) -> None:
    """Raise NotAPage for more than any page has, before any work is done.

    Each heading and each label takes a thousand times the memory of its letters.
    """
    check_lines(text)
    check_headings(sum(1 for _ in _HEADING_LINE.finditer(text)))
    check_topics(sum(1 for _ in _CONTACT_LINE.finditer(text)))


class _Reading:
    """One reading of a document."""

    def __init__(self, document: Document, corrections: tuple[Correction, ...]) -> None:
        self.corrections = corrections
        self.said = gathered(corrections)
        self.document = without_ignored_lines(document, self.said)
        self.root = section_tree(self.document)
        check_headings(sum(1 for _ in self.root.walk()))
        self.book = LabelBook(self.said.labels)
        self.layout = self._layout()
        self.built = self._built()
        self.people = page_people(self.layout)
        self.account = LineAccount(self.document)

    def understanding(self) -> Understanding:
        """Return everything that was understood."""
        self._mark()
        page = self._page()
        lines = self.account.lines()
        lost = [line for line in lines if line.use is LineUse.UNPLACED]
        known = {unplaced.line for unplaced in page.unplaced}
        more = [
            Unplaced(line=line.number, text=line.text.strip()) for line in lost if line.number not in known
        ]
        page = replace(page, unplaced=tuple(sorted((*page.unplaced, *more), key=lambda part: part.line)))
        dropped = self._dropped()
        page = replace(page, questions=questions_of(page, self.built, self.layout, self.people, dropped))
        counts: dict[LineUse, int] = {}
        for line in lines:
            counts[line.use] = counts.get(line.use, 0) + 1
        return Understanding(
            page=page,
            format=self.document.format,
            layout=layout_fingerprint(self.document),
            outline=outline_of(self.root, self.layout),
            collections=collections_of(self.layout),
            labels=labels_of(self.built, self.layout),
            lines=lines,
            corrections=self.corrections,
            line_counts=counts,
        )

    def _layout(self) -> PageLayout:
        layout = LayoutWalk(self.root, self.said, self.book).go()
        source = None if layout.topics else front_matter_source(self.document, self.root, self.book)
        if source and self.said.role_of("front matter", "", source.member.line) in (None, Role.TOPICS):
            layout.topics.append(source)
            layout.members.append(source.member)
        check_topics(len(layout.topics))
        own = [list(text_lines(source.blocks)) for source in layout.topics]
        self.book = LabelBook(self.said.labels, repeated_labels(own))
        return layout

    def _built(self) -> list[BuiltTopic]:
        built = []
        for n, source in enumerate(self.layout.topics, start=1):
            section, area = self._place(source)
            topic = build_topic(source, n, section, area, self.book)
            if source.member.kind == "front matter":
                topic = build_topic(
                    source, n, section, area, self.book, list(metadata_values(self.document, self.book))
                )
            built.append(topic)
        return built

    def _place(self, source: TopicSource) -> tuple[str | None, str | None]:
        """Return the list and the area that a topic stands in."""
        area: str | None = None
        start = source.section.above() if source.is_heading else (source.section, *source.section.above())
        for above in start:
            role = self.layout.roles.get(id(above))
            if role is Role.TOPICS or above.parent is None:
                continue
            topic = section_topic(above.words)
            is_title = above.parent is self.root and len(self.root.children) == 1
            if topic is SectionTopic.TOPICS and role is not Role.AREAS:
                return above.words, area
            if area is None and topic in (None, SectionTopic.INFORMATION) and not is_title:
                area = above.words.rstrip(" :")
        return None, area

    def _dropped(self) -> list[Member]:
        """Return the items that stand below a heading such as "Withdrawn"."""
        members = []
        for section in self.root.walk():
            if section_topic(section.words) is SectionTopic.DROPPED:
                for block in section.blocks:
                    for item in block.items if isinstance(block, ListBlock) else ():
                        text = item.first.text if item.first else ""
                        members.append(
                            Member("list", section.words, item.line, text, Role.SECTIONS, "words", 0.7)
                        )
        return members

    def _mark(self) -> None:
        for first, last in self.said.ignored:
            for number in range(first, min(last, len(self.document.source)) + 1):
                self.account.mark(number, LineUse.IGNORED)
        for built in self.built:
            self.account.mark_topic(built)
        self._mark_people()
        for member in self.layout.members:
            if member.role in USES:
                self.account.mark(member.line, USES[member.role])
        tables = (table for _, table in self.layout.tables if table.role in (Role.TOPICS, Role.PEOPLE))
        for table in tables:
            for row in table.rows:
                self._mark_row(row.line, [line for cell in row.cells for line in cell.lines])

    def _mark_people(self) -> None:
        for person in self.people.attendees:
            self.account.mark(person.line, LineUse.ATTENDEE)
        for line in self.people.templates:
            self.account.mark(line, LineUse.TEMPLATE)
        for unplaced in self.people.unplaced:
            self.account.mark(unplaced.line, LineUse.UNPLACED)

    def _mark_row(self, line: int, lines: Sequence[TextLine]) -> None:
        use, topic = self.account.uses.get(line, (LineUse.FIELD, None))
        for part in lines:
            self.account.mark(part.number, use, topic)

    def _page(self) -> Page:
        parts = PageParts(self.root, self.layout, self.account)
        title = page_title(self.document, self.root)
        sections = tuple(parts.sections())
        headings = {line for line, (use, _) in self.account.uses.items() if use is LineUse.HEADING}
        event = read_event(self.document, self.root, title, frozenset(self.account.uses) - headings)
        if event:
            if event.line not in headings:
                self.account.mark(event.line, LineUse.EVENT)
            event = replace(event, name=event_name(self.document, title) or bold_name(self.root, event.line))
        milestones = tuple(parts.milestones(title))
        prose = tuple(parts.prose())
        topics = tuple(built.topic for built in self.built)
        words = [title or "", *(section.heading for section in sections)]
        kind = event_kind(words, gathers=bool(self.people.attendees or event))
        if title is None and event:
            title = event.name
        text = "\n".join(self.document.source)
        return Page(
            title=title,
            site=None,
            kind=kind,
            rendering=self.document.format,
            lines=len(self.document.source),
            chars=len(text),
            event=event,
            milestones=milestones,
            sections=sections,
            prose=prose,
            topics=topics,
            attendees=tuple(self.people.attendees),
            unplaced=tuple(self.people.unplaced),
        )
