"""A table as it was read: its columns, its sheets, and the use of each row."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from hackathon.core.errors import NotAPage
from hackathon.pages.model.page import Page
from hackathon.pages.readers.line_account import counts_of, lines_of_page
from hackathon.pages.readers.tables.headers import Use, field_of_use, use_of_field
from hackathon.pages.readers.tables.reader import (
    has_known_columns,
    page_of_segments,
    segments_in,
    what_was_seen,
)
from hackathon.pages.readers.tables.segments import Segment
from hackathon.pages.readers.tables.sheets import Row, is_workbook_text
from hackathon.pages.recognition.corrections.operations import (
    CombinedCorrections,
    Correction,
    Role,
    collection_key,
    gathered,
)
from hackathon.pages.recognition.labels.field_labels import normalized_label
from hackathon.pages.recognition.understanding import (
    CollectionGuess,
    LabelGuess,
    LineUse,
    MemberGuess,
    ReasonCode,
    Understanding,
)

_UNKNOWN = ("not known",)
_MOST_MEMBERS = 5_000


def understand_table(text: str, corrections: Iterable[Correction] = ()) -> Understanding:
    """Return a table with every guess, after applying the corrections.

    Nothing on it may be a topic yet, as long as a person can say what its columns are. Raises NotAPage for a
    table without any.
    """
    told = tuple(corrections)
    said = gathered(told)
    uses = {label: use_of_field(field) for label, field in said.labels.items()}
    segments = [_without_ignored(segment, said) for segment in segments_in(text, uses)]
    used = [segment for segment in segments if _role(segment, said) is not Role.IGNORED]
    if not has_known_columns(used) and not any(segment.columns for segment in segments):
        raise NotAPage(what_was_seen(segments))
    page = page_of_segments(text, used)
    headers = {segment.header.line: LineUse.LABEL for segment in segments if segment.header}
    sheets = {n: LineUse.HEADING for n, line in enumerate(text.split("\n"), 1) if is_workbook_text(line)}
    lines = lines_of_page(page, text, {**sheets, **headers}, is_data=text.lstrip()[:1] in ("{", "["))
    return Understanding(
        page=page,
        format="table",
        layout=_layout(segments),
        collections=tuple(_collection(segment, said, page) for segment in segments if segment.header),
        labels=tuple(_labels(segments)),
        lines=lines,
        corrections=told,
        line_counts=counts_of(lines),
    )


def _without_ignored(segment: Segment, said: CombinedCorrections) -> Segment:
    rows = tuple(row for row in segment.rows if not said.ignores(row.line))
    remarks = tuple(row for row in segment.remarks if not said.ignores(row.line))
    return Segment(
        sheet=segment.sheet, header=segment.header, columns=segment.columns, rows=rows, remarks=remarks
    )


def _key(segment: Segment) -> str:
    return collection_key("table", segment.sheet or "")


def _role(segment: Segment, said: CombinedCorrections) -> Role:
    if told := said.role_of("table", segment.sheet or "", segment.header.line if segment.header else 0):
        return told
    return Role.TOPICS if segment.is_topics else Role.PEOPLE if segment.is_people else Role.IGNORED


def _collection(segment: Segment, said: CombinedCorrections, page: Page) -> CollectionGuess:
    role = _role(segment, said)
    topics = {topic.line for topic in page.topics}
    people = {person.line for person in page.attendees}
    is_said = bool(said.role_of("table", segment.sheet or "", segment.header.line if segment.header else 0))
    reason = ReasonCode.SAID if is_said else ReasonCode.COLUMNS
    return CollectionGuess(
        key=_key(segment),
        kind="table",
        above=segment.sheet or "",
        role=role,
        reason=reason,
        confidence=1.0 if is_said else 0.9 if role is not Role.IGNORED else 0.5,
        members=tuple(
            MemberGuess(
                line=row.line,
                text=(segment.reader.text(row, Use.TITLE) or row.filled[0])[:200],
                role=Role.TOPICS
                if row.line in topics
                else Role.PEOPLE
                if row.line in people
                else Role.IGNORED,
                reason=reason,
                confidence=0.9,
            )
            for row in segment.rows[:_MOST_MEMBERS]
        ),
    )


def _labels(segments: Sequence[Segment]) -> Iterator[LabelGuess]:
    for segment in segments:
        for column in segment.columns:
            if column.header:
                lines = tuple(row.line for row in segment.rows if row.cell(column.position))
                field = None if column.why in _UNKNOWN else field_of_use(column.use)
                if field or lines:
                    yield LabelGuess(
                        label=column.header,
                        field=field,
                        lines=lines,
                        is_column=True,
                        is_left_out=column.use is Use.IGNORED,
                    )


def _layout(segments: Sequence[Segment]) -> str:
    marks = sorted(_header_marks(segment.header) for segment in segments if segment.header)
    return sha256("\n".join(["format table", *marks]).encode()).hexdigest()[:16]


def _header_marks(header: Row) -> str:
    return "columns " + "|".join(normalized_label(cell) for cell in header.filled)
