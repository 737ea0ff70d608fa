"""The parts of a page that are neither topics nor people: headings, dates, and the text between."""

from collections.abc import Iterator

from hackathon.core.domain.topics import ReviewState
from hackathon.pages.document.blocks import Block, ListBlock, text_lines
from hackathon.pages.model.event import PageMilestone
from hackathon.pages.model.metadata import Section, SectionKind
from hackathon.pages.model.page import Prose
from hackathon.pages.model.source import Line
from hackathon.pages.recognition.collections.headings import find_review_state
from hackathon.pages.recognition.collections.layout_values import PageLayout
from hackathon.pages.recognition.collections.section_words import SectionTopic, section_topic
from hackathon.pages.recognition.collections.sections import PageSection
from hackathon.pages.recognition.corrections.operations import Role
from hackathon.pages.recognition.events.event_sentences import read_milestone
from hackathon.pages.recognition.line_account import LineAccount
from hackathon.pages.recognition.topics.flat_lines import pieces_of, text_field
from hackathon.pages.recognition.understanding import LineUse

USES = {
    Role.TEMPLATE: LineUse.TEMPLATE,
    Role.CONTENTS: LineUse.CONTENTS,
    Role.IGNORED: LineUse.IGNORED,
}
"""What lines become that are left out."""


class PageParts:
    """Reads what topics and people leave of a page, and says so in the account of its lines."""

    def __init__(self, root: PageSection, layout: PageLayout, account: LineAccount) -> None:
        self.root = root
        self.layout = layout
        self.account = account

    def sections(self) -> Iterator[Section]:
        """Yield the headings that are no topic's."""
        kinds = {Role.PEOPLE: SectionKind.ATTENDEES, Role.AREAS: SectionKind.AREA}
        words = {
            SectionTopic.TOPICS: SectionKind.TOPICS,
            SectionTopic.DATES: SectionKind.MILESTONES,
            SectionTopic.RULES: SectionKind.RULES,
        }
        for section in self.root.walk():
            role = self.layout.roles.get(id(section))
            inside = any(self.layout.roles.get(id(above)) is Role.TOPICS for above in section.above())
            if (
                section.parent is None
                or role in (Role.TOPICS, Role.LABELS, Role.TEMPLATE, Role.IGNORED)
                or inside
            ):
                continue
            topic = section_topic(section.words)
            kind = kinds.get(role) if role in kinds else words.get(topic) if topic else None
            state: ReviewState | None = (
                find_review_state(section.words) if kind is SectionKind.TOPICS else None
            )
            self.account.mark(section.line, LineUse.HEADING)
            yield Section(
                line=section.line, heading=section.words, kind=kind or SectionKind.INFO,
                level=min(3 if kind is SectionKind.AREA else 2, section.level), review_state=state,
            )  # fmt: skip

    def milestones(self, title: str | None) -> Iterator[PageMilestone]:
        """Yield the dates below headings that announce them."""
        year = next((int(word) for word in (title or "").split() if word.isdigit() and len(word) == 4), None)
        for section in self.root.walk():
            if section_topic(section.words) is not SectionTopic.DATES:
                continue
            for line in text_lines(section.blocks):
                source = Line(number=line.number, text=line.text, gap=0)
                milestone = read_milestone(source, line.text, year, title)
                if milestone and line.number not in self.account.uses:
                    self.account.mark(line.number, LineUse.EVENT)
                    yield milestone

    def prose(self) -> Iterator[Prose]:
        """Yield the text of the page itself."""
        for section in self.root.walk():
            role = self.layout.roles.get(id(section))
            inside = any(self.layout.roles.get(id(above)) is Role.TOPICS for above in section.above())
            if role is Role.TOPICS or inside:
                continue
            use = USES.get(role, LineUse.TEXT) if role else LineUse.TEXT
            for part in (section, *(_labels_below(section, self.layout))):
                blocks = [block for block in part.blocks if self._is_left(block)]
                if part is not section:
                    self.account.mark(part.line, use)
                found = text_field(pieces_of(blocks))
                self.account.mark_blocks(blocks, use)
                if found and use is LineUse.TEXT:
                    yield Prose(
                        section=section.words or None,
                        line=blocks[0].line,
                        blocks=found.blocks,
                        is_rules=section_topic(section.words) is SectionTopic.RULES,
                        markdown=found.markdown,
                    )
            if use is LineUse.TEMPLATE:
                self.account.mark(section.line, use)

    def _is_left(self, block: Block) -> bool:
        """Whether the block is neither a list of topics nor one of people."""
        if id(block) in self.layout.taken or any(block is taken for _, taken, _ in self.layout.people):
            return any(
                line.number not in self.account.uses for line in text_lines([block])
            ) and not isinstance(block, ListBlock)
        return True


def _labels_below(section: PageSection, layout: PageLayout) -> list[PageSection]:
    return [child for child in section.children if layout.roles.get(id(child)) is Role.LABELS]


def bold_name(root: PageSection, line: int) -> str | None:
    """Return the bold words of the sentence that says when the event is."""
    for section in root.walk():
        for part in text_lines(section.blocks):
            if part.number == line:
                return next(
                    (run.text.strip() for run in part.runs if run.is_strong and len(run.text) > 3), None
                )
    return None
