"""Makes a page from an export: topics, event, rooms and times, and open questions."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from html import escape

from hackathon.core.domain.attendance import EventKind
from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.core.text.names import normalize
from hackathon.pages.model.event import EventStatement
from hackathon.pages.model.limits import check_topics
from hackathon.pages.model.markdown_blocks import blocks_of_markdown, strip_blank_lines
from hackathon.pages.model.page import (
    CommentKind,
    Contact,
    FurtherField,
    NamedPerson,
    Page,
    PageComment,
    PageTopic,
    Unplaced,
)
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.model.source import count_lines
from hackathon.pages.model.texts import FieldValue, TextField
from hackathon.pages.readers.tool_exports.draft import draft_of
from hackathon.pages.readers.tool_exports.json_values import without_html
from hackathon.pages.readers.tool_exports.sessions import Export, ExportedSession, SessionUse
from hackathon.pages.recognition.events.places import Place, guess_zones, read_place
from hackathon.pages.recognition.questions import page_questions

_MOST_NAMED = 40
_WINDOW = 200_000
"""How many letters of a file are looked through for the next title."""


def page_of(export: Export, text: str, *, rendering: str) -> Page:
    """Return the page of an export; raises NotAPage where it has no session and no event."""
    check_topics(len(export.sessions))
    if not export.sessions and not export.starts:
        raise NotAPage(
            message("This export from %(tool)s has no sessions. Import another file.", tool=export.tool)
        )
    lines = lines_of_titles([session.title for session in export.sessions], text)
    numbers = _numbers(export.sessions)
    draft = draft_of(export, numbers)
    firsts = {number: position for position, number in reversed(numbers.items())}
    topics = tuple(
        _topic(export.sessions[position], n, lines[position], draft.lengths.get(position))
        for n, (_, position) in enumerate(sorted(firsts.items(), key=lambda item: item[1]), start=1)
    )
    left_out = [
        pair for pair in zip(lines, export.sessions, strict=True) if pair[1].use is not SessionUse.TOPIC
    ]
    event = _statement(export)
    page = Page(
        title=export.title,
        site=None,
        kind=EventKind.HACKATHON if event else EventKind.IDEA_LIST,
        rendering=rendering,
        lines=count_lines(text),
        chars=len(text),
        event=event,
        topics=topics,
        silent_on=("comments",),
        setup=draft.setup,
    )
    questions = [*page_questions(page), *_questions(export, [session for _, session in left_out])]
    if draft.setup and draft.setup.sessions and event is None:
        questions.append(_about_days(export))
    return replace(
        page,
        unplaced=tuple(Unplaced(line=line, text=session.title) for line, session in left_out),
        questions=tuple(questions),
    )


def lines_of_titles(titles: Sequence[str], text: str) -> list[int]:
    """Return the line of each title, looked for from one to the next; for one not found, that of the last."""
    lines, position, line = [], 0, 1
    for title in titles:
        spelt = (
            json.dumps(title, ensure_ascii=False)[1:-1],
            json.dumps(title)[1:-1],
            escape(title, quote=False),
        )
        places = [
            place
            for each in dict.fromkeys(spelt)
            if (place := text.find(each, position, position + _WINDOW)) >= 0
        ]
        if places:
            line += text.count("\n", position, min(places))
            position = min(places)
        lines.append(line)
    return lines


def _numbers(sessions: Sequence[ExportedSession]) -> dict[int, int]:
    """Return the number of each topic by the position of its sessions; one that runs twice has two."""
    numbers: dict[int, int] = {}
    known: dict[object, int] = {}
    for position, session in enumerate(sessions):
        if session.use is SessionUse.TOPIC:
            same = session.number or (normalize(session.title), session.people, session.texts)
            numbers[position] = known.setdefault(same, session.number or len(known) + 1)
    return numbers


def _topic(session: ExportedSession, n: int, line: int, length: int | None) -> PageTopic:
    return PageTopic(
        n=n,
        line=line,
        title=" ".join(session.title.split()),
        section=None,
        area=" ".join(session.area.split()) if session.area else None,
        review_state=None,
        contact=contact_of(session.people, "Speaker"),
        description=text_field(map(without_html, session.texts)),
        outcomes=text_field([session.outcomes]) if session.outcomes else None,
        skills=text_field([session.skills]) if session.skills else None,
        difficulty=FieldValue(raw=session.difficulty, value=session.difficulty)
        if session.difficulty
        else None,
        references=text_field(["\n".join(f"- {link}" for link in session.links)]),
        comments=tuple(
            PageComment(line=line, kind=CommentKind.INTERESTED, text="interested", author=name)
            for name in session.voters
        ),
        further=tuple(FurtherField(name=name, raw=value) for name, value in session.further if value),
        number=session.number,
        length=length,
        is_plenary=session.is_plenary,
        anchor=session.key,
    )


def contact_of(people: Iterable[NamedPerson], label: str) -> Contact | None:
    """Return the contact field for people of an export; what is raw of it has names only."""
    named = tuple(people)
    raw = ", ".join(person.name for person in named)
    return Contact(label=label, raw=raw, people=named) if named else None


def text_field(texts: Iterable[str | None]) -> TextField | None:
    """Return texts as one field, without repeating a text that another contains; None if all are empty."""
    parts: list[str] = []
    for text in texts:
        words = strip_blank_lines(text or "")
        if words and not any(words in part for part in parts):
            parts.append(words)
    joined = "\n\n".join(parts)
    return (
        TextField(blocks=blocks_of_markdown(joined), is_placeholder=False, markdown=joined)
        if joined
        else None
    )


def _statement(export: Export) -> EventStatement | None:
    if export.starts is None:
        return None
    place = read_place(export.place) if export.place else Place(city=None, country=None, country_code=None)
    return EventStatement(
        raw=export.title or "",
        line=1,
        name=export.title,
        starts=export.starts,
        ends=max(export.ends or export.starts, export.starts),
        place=export.place or export.city,
        city=export.city or (place.city if place.country else None),
        country=export.country or place.country,
        slug=export.slug,
        zone=export.zone,
    )


def _questions(export: Export, left_out: Sequence[ExportedSession]) -> Iterator[Question]:
    for use, kind in _LEFT_OUT.items():
        titles = [session.title for session in left_out if session.use is use]
        if titles:
            states = sorted({session.state for session in left_out if session.use is use and session.state})
            yield Question(
                about=QuestionSubject.LEFT_OUT,
                kind=kind,
                proposals=tuple(titles[:_MOST_NAMED]),
                names=tuple(titles[:_MOST_NAMED]),
                count=len(titles),
                quoted=", ".join(states) if use is SessionUse.LEFT_OUT else "",
            )
    yield from export.questions
    if export.private:
        yield private_question(export.private)


_LEFT_OUT = {
    SessionUse.LEFT_OUT: QuestionKind.TURNED_DOWN,
    SessionUse.SERVICE: QuestionKind.AGENDA_ITEMS,
}


def private_question(names: Iterable[str]) -> Question:
    """Return the question about fields left out because they may be private."""
    private = tuple(names)
    return Question(
        about=QuestionSubject.PRIVATE,
        kind=QuestionKind.LEFT_OUT_AS_PRIVATE,
        names=private[:_MOST_NAMED],
        count=len(private),
    )


def _about_days(export: Export) -> Question:
    days = sorted({session.starts.date() for session in export.sessions if session.starts})
    guesses = guess_zones(read_place(export.place)) if export.place else ()
    return Question(
        about=QuestionSubject.DATES,
        kind=QuestionKind.DAYS_OF_SESSIONS,
        names=(str(days[0]), str(days[-1])),
        proposals=(f"{days[0]} to {days[-1]}", *(guess.zone for guess in guesses)),
    )
