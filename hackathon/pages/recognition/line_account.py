"""Reports what each line of a source was used for, so that nothing is lost without a trace."""

from collections.abc import Iterable

from hackathon.pages.document.blocks import Block, Document, HiddenKind, text_lines
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.topics.topic_build import BuiltTopic
from hackathon.pages.recognition.understanding import LineUse, SourceLine

_FIELD_USES = {
    Field.CONTACT: LineUse.CONTACT,
    Field.EMAIL: LineUse.CONTACT,
    Field.DESCRIPTION: LineUse.DESCRIPTION,
}


class LineAccount:
    """How each line was read; the first that says something of a line is right."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.uses: dict[int, tuple[LineUse, int | None]] = {}

    def mark(self, line: int, use: LineUse, topic: int | None = None) -> None:
        """Say what became of a line."""
        if line > 0:
            self.uses.setdefault(line, (use, topic))

    def mark_blocks(self, blocks: Iterable[Block], use: LineUse) -> None:
        """Say the same of all lines of the blocks."""
        for line in text_lines(blocks):
            self.mark(line.number, use)

    def mark_topic(self, built: BuiltTopic) -> None:
        """Say which lines became a topic, and which of its fields."""
        n = built.topic.n
        for number in (built.source.member.line, *built.source.title_lines):
            self.mark(number, LineUse.TITLE, n)
        for cell in built.source.row.cells if built.source.row else ():
            for line in cell.lines:
                self.mark(line.number, LineUse.FIELD, n)
        self._mark_body(built, n)

    def _mark_body(self, built: BuiltTopic, n: int) -> None:
        for value in built.body.values:
            use = _FIELD_USES.get(value.field, LineUse.FIELD) if value.field else LineUse.FIELD
            for piece in value.pieces:
                self.mark(piece.line.number, use, n)
            self.mark(value.line, LineUse.LABEL, n)
        for piece in built.body.plain:
            self.mark(piece.line.number, LineUse.DESCRIPTION, n)
        for number, _ in built.body.votes:
            self.mark(number, LineUse.VOTE, n)
        for remark in built.body.remarks:
            self.mark(remark.number, LineUse.VOTE, n)
        for text_line in built.body.people_lines:
            self.mark(text_line.number, LineUse.CONTACT, n)
        if built.body.opener:
            self.mark(built.body.opener[0], LineUse.CONTACT, n)

    def lines(self) -> tuple[SourceLine, ...]:
        """Return every line of the source with what became of it."""
        for hidden in self.document.hidden:
            use = LineUse.CONTENTS if hidden.kind is HiddenKind.NAVIGATION else LineUse.MARKUP
            for number in range(hidden.first, hidden.last + 1):
                self.mark(number, use)
        return tuple(self._line(number, text) for number, text in enumerate(self.document.source, start=1))

    def _line(self, number: int, text: str) -> SourceLine:
        if not text.strip():
            return SourceLine(number=number, text=text, use=LineUse.BLANK)
        use, topic = self.uses.get(number, (None, None))
        if use is None:
            is_markup = not any(letter.isalnum() for letter in text) or self.document.format == "html"
            use = LineUse.MARKUP if is_markup else LineUse.UNPLACED
        return SourceLine(number=number, text=text, use=use, topic=topic)
