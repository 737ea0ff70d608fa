"""Collects topics, people and questions from the tables of a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hackathon.core.domain.attendance import Status
from hackathon.core.text.names import normalize
from hackathon.pages.model.page import (
    CommentKind,
    FurtherField,
    PageAttendee,
    PageComment,
    PageTopic,
    Unplaced,
)
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.model.setup import Setup
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.readers.tables.headers import Use
from hackathon.pages.readers.tables.rows import PersonRow, RowUse, TopicRow, banners_in, content_rows
from hackathon.pages.readers.tables.segments import Segment
from hackathon.pages.readers.tables.sheets import Row
from hackathon.pages.readers.tool_exports.draft import draft_of
from hackathon.pages.readers.tool_exports.json_values import minutes_between, minutes_in, moment_in
from hackathon.pages.readers.tool_exports.page_builder import contact_of, private_question, text_field
from hackathon.pages.readers.tool_exports.sessions import (
    Export,
    ExportedSession,
    is_left_out,
    is_service,
)

_RECORDS = {
    Use.AREA: "area", Use.CONTACT: "contacts", Use.DIFFICULTY: "difficulty", Use.SKILLS: "skills",
    Use.DESCRIPTION: "description", Use.OUTCOMES: "outcomes", Use.STEPS: "steps",
    Use.REFERENCES: "references", Use.MAILING_LIST: "forum", Use.IRC: "chat",
}  # fmt: skip
_NEVER = ("contact_note", "verified", "inserted_on", "programme", "review_state")
_PERSON = (Use.NAME, Use.FIRST_NAME, Use.LAST_NAME, Use.CONTACT)
_OF_ATTENDEES = (
    Use.NAME, Use.FIRST_NAME, Use.LAST_NAME, Use.EMAIL, Use.AFFILIATION, Use.ATTENDANCE, Use.STATE,
    Use.PRIVATE, Use.IGNORED, Use.KEY,
)  # fmt: skip
"""What a list of people is read for, or names as left out anyway."""
_MOST_NAMED = 40
_MOST_ALIKE = 20


@dataclass(slots=True)
class PageParts:
    """The parts read so far. Topics are in the order of the table with most of them."""

    topics: list[TopicRow] = field(default_factory=list)
    attendees: dict[str, PageAttendee] = field(default_factory=dict)
    unplaced: list[Unplaced] = field(default_factory=list)
    _places: dict[str, list[int]] = field(default_factory=dict)
    _uses: set[Use] = field(default_factory=set)
    _asked: list[Question] = field(default_factory=list)
    _left_out: dict[str, list[str]] = field(default_factory=dict)
    _private: list[str] = field(default_factory=list)
    _ignored: list[str] = field(default_factory=list)

    def add(self, segment: Segment) -> None:
        """Take the rows of one table."""
        for row in segment.remarks:
            self._keep(row)
        if segment.header is None:
            return
        reader = segment.reader
        if not segment.is_topics and not segment.is_people:
            for row in (segment.header, *segment.rows):
                self._keep(row)
            return
        self._uses |= {column.use for column in segment.columns if column.values}
        for use, names in ((Use.PRIVATE, self._private), (Use.IGNORED, self._ignored)):
            names += [column.header for column in reader.of(use) if column.values and column.header]
        if not segment.is_topics:
            self._private += [column.header for column in reader.of(Use.EMAIL) if column.values]
            self._ignored += [
                column.header
                for column in segment.columns
                if column.values and column.header and column.use not in _OF_ATTENDEES
            ]
        content, others = content_rows(segment.rows, reader)
        for kind, rows in others.items():
            for row in rows:
                self._keep(row)
                if kind not in (RowUse.TOTAL, RowUse.NOTE):
                    self._leave_out(kind.value, reader.text(row, Use.TITLE) or row.filled[0])
        self._add_rows(content, segment)

    def _add_rows(self, rows: Sequence[Row], segment: Segment) -> None:
        banners = banners_in(rows, segment.reader)
        area: str | None = None
        for row in rows:
            if row.line in banners:
                area = row.filled[0]
                continue
            topics = segment.reader.topics(row) if segment.is_topics else []
            person = segment.reader.person(row) if segment.is_people else None
            for topic in topics:
                if area:
                    topic.texts.setdefault(Use.AREA, area)
                    self._uses.add(Use.AREA)
                self._add_topic(topic, is_timetable=_is_timetable(segment))
            if person:
                self._add_person(person)
            if not topics and not person:
                self._keep(row)

    def _add_topic(self, topic: TopicRow, *, is_timetable: bool) -> None:
        if is_left_out(topic.texts.get(Use.STATE)):
            self._leave_out("state", f"{topic.title}", topic)
        elif not topic.people and is_service(topic.title):
            self._leave_out("service", topic.title, topic)
        elif (known := self._known(topic)) is None:
            if is_timetable and self.topics:
                self._leave_out("timetable", topic.title, topic)
            else:
                self._places.setdefault(normalize(topic.title), []).append(len(self.topics))
                self.topics.append(topic)
        else:
            self._unite(known, topic)

    def _known(self, topic: TopicRow) -> int | None:
        """Return the place of the topic that a row tells of again: by key and title, or sent twice."""
        people = {normalize(person.name) for person in topic.people}
        for place in reversed(self._places.get(normalize(topic.title), [])[-_MOST_ALIKE:]):
            other = self.topics[place]
            if topic.same_as == other.same_as or not topic.texts.get(Use.DESCRIPTION):
                return place
            if (people & {normalize(person.name) for person in other.people}) or not people:
                return place
        return None

    def _unite(self, place: int, topic: TopicRow) -> None:
        """Let a row that says the same of other people add them; a later answer replaces the first."""
        before = self.topics[place]
        names = {normalize(person.name) for person in before.people}
        if topic.same_as == before.same_as or not topic.texts.get(Use.DESCRIPTION):
            new = [person for person in topic.people if normalize(person.name) not in names]
            voters = tuple(dict.fromkeys((*before.voters, *topic.voters)))
            texts = {**topic.texts, **before.texts}
            self.topics[place] = replace(before, people=(*before.people, *new), voters=voters, texts=texts)
        else:
            self.topics[place] = replace(topic, line=topic.line)
            self._asked.append(
                Question(
                    about=QuestionSubject.DUPLICATE,
                    kind=QuestionKind.SENT_TWICE,
                    line=topic.line,
                    lines=(before.line, topic.line),
                    title=topic.title,
                )
            )

    def _add_person(self, person: PersonRow) -> None:
        key = normalize(person.name)
        if person.status is None:
            self._leave_out("declined", f"{person.name} ({person.answer})", person)
            return
        if person.answer and person.status is Status.INVITED:
            self._left_out.setdefault("unsure", []).append(f"{person.name} ({person.answer})")
        known = self.attendees.get(key)
        if known is None or known.status is Status.INVITED:
            self.attendees[key] = PageAttendee(
                line=person.line, raw=person.raw, name=person.name, status=person.status,
                affiliation=person.affiliation or (known.affiliation if known else None),
            )  # fmt: skip

    def _leave_out(self, why: str, words: str, row: TopicRow | PersonRow | None = None) -> None:
        self._left_out.setdefault(why, []).append(words)
        if row:
            self.unplaced.append(Unplaced(line=row.line, text=words))

    def _keep(self, row: Row) -> None:
        self.unplaced.append(Unplaced(line=row.line, text=" · ".join(row.filled)[:500]))

    def page_topics(self) -> tuple[PageTopic, ...]:
        """Return the topics as those of a page, numbered in their order."""
        lengths = draft_of(self._export(), {n: n + 1 for n in range(len(self.topics))}).lengths
        return tuple(
            _page_topic(topic, n, lengths.get(n - 1)) for n, topic in enumerate(self.topics, start=1)
        )

    def setup(self) -> Setup | None:
        """Return rooms and times where the table has both for its topics."""
        if not {Use.START, Use.ROOM} <= self._uses:
            return None
        return draft_of(self._export(), {n: n + 1 for n in range(len(self.topics))}).setup

    def _export(self) -> Export:
        return Export(tool="a table", sessions=tuple(_as_session(topic) for topic in self.topics))

    def silent_on(self) -> tuple[str, ...]:
        """Return the fields of topics that the tables have no column for."""
        has_people = bool(self._uses & {*_PERSON})
        absent = [
            name
            for use, name in _RECORDS.items()
            if use not in self._uses and not (use is Use.CONTACT and has_people)
        ]
        return (*(() if Use.VOTES in self._uses else ("comments",)), *absent, *_NEVER)

    def questions(self) -> Iterator[Question]:
        """Yield the questions a person must answer, grouped by kind."""
        yield from self._asked
        for why, (about, kind) in _LEFT_OUT.items():
            if names := self._left_out.get(why):
                first = tuple(names[:_MOST_NAMED])
                yield Question(about=about, kind=kind, proposals=first, names=first, count=len(names))
        if self._private:
            yield private_question(tuple(dict.fromkeys(self._private)))
        if self._ignored:
            columns = tuple(dict.fromkeys(self._ignored))
            yield Question(
                about=QuestionSubject.LEFT_OUT,
                kind=QuestionKind.UNUSED_COLUMNS,
                names=columns[:_MOST_NAMED],
                count=len(columns),
            )


_LEFT_OUT = {
    "test": (QuestionSubject.LEFT_OUT, QuestionKind.TEST_ROWS),
    "example": (QuestionSubject.LEFT_OUT, QuestionKind.TEMPLATE_ROWS),
    "state": (QuestionSubject.LEFT_OUT, QuestionKind.TURNED_DOWN),
    "service": (QuestionSubject.LEFT_OUT, QuestionKind.AGENDA_ITEMS),
    "timetable": (QuestionSubject.LEFT_OUT, QuestionKind.ONLY_IN_TIMETABLE),
    "unsure": (QuestionSubject.ATTENDANCE, QuestionKind.NOT_SURE_TO_COME),
    "declined": (QuestionSubject.ATTENDANCE, QuestionKind.NOT_COMING),
}


def _is_timetable(segment: Segment) -> bool:
    reader = segment.reader
    return reader.has(Use.START, Use.ROOM) and not reader.has(Use.DESCRIPTION, *_PERSON)


def _as_session(topic: TopicRow) -> ExportedSession:
    starts, end = moment_in(topic.texts.get(Use.START)), topic.texts.get(Use.END)
    return ExportedSession(
        title=topic.title,
        key=topic.key or None,
        people=topic.people,
        area=topic.texts.get(Use.AREA),
        minutes=minutes_in(topic.texts.get(Use.LENGTH)) or minutes_between(starts, moment_in(end)),
        room=topic.texts.get(Use.ROOM),
        starts=starts,
        is_service=False,
    )


def _page_topic(topic: TopicRow, n: int, length: int | None) -> PageTopic:
    further = list(topic.further)
    further += [("Votes", str(topic.vote_count))] if topic.vote_count is not None else []
    return PageTopic(
        n=n,
        line=topic.line,
        title=topic.title,
        section=None,
        area=" ".join(topic.texts[Use.AREA].split()) if Use.AREA in topic.texts else None,
        review_state=None,
        contact=contact_of(topic.people, topic.label),
        mailing_list=_short(topic, Use.MAILING_LIST),
        irc=_short(topic, Use.IRC),
        difficulty=_short(topic, Use.DIFFICULTY),
        skills=_long(topic, Use.SKILLS),
        description=_long(topic, Use.DESCRIPTION),
        outcomes=_long(topic, Use.OUTCOMES),
        steps=_long(topic, Use.STEPS),
        references=_long(topic, Use.REFERENCES),
        comments=tuple(
            PageComment(line=topic.line, kind=CommentKind.INTERESTED, text="interested", author=name)
            for name in topic.voters
        ),
        further=tuple(FurtherField(name=name, raw=value) for name, value in further),
        length=length,
        anchor=topic.key or None,
    )


def _short(topic: TopicRow, use: Use) -> FieldValue | None:
    text = " ".join(topic.texts.get(use, "").split())
    return FieldValue(raw=text, value=text) if text else None


def _long(topic: TopicRow, use: Use) -> TextField | None:
    return text_field([topic.texts.get(use)])
