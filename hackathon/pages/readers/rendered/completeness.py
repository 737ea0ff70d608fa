"""Checks whether a page was cut off: a truncated page must never pass for a complete one."""

from collections.abc import Sequence

from hackathon.core.domain.attendance import EventKind
from hackathon.core.errors import NotAPage
from hackathon.core.text.messages import message
from hackathon.core.text.shortening import shortened
from hackathon.pages.model.metadata import Section, SectionKind
from hackathon.pages.model.page import PageTopic
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.model.source import Line
from hackathon.pages.readers.rendered.outline import Part, PartKind, looks_like_heading
from hackathon.pages.recognition.collections.headings import follows_topics
from hackathon.pages.recognition.topics.comments import is_unfinished

_FIELDS = (
    "contact",
    "mailing_list",
    "irc",
    "difficulty",
    "skills",
    "description",
    "outcomes",
    "steps",
    "references",
)
_ALWAYS = {"contact", "description"}


def check_completeness(
    kind: EventKind, parts: Sequence[Part], topics: Sequence[PageTopic], sections: Sequence[Section]
) -> None:
    """Raise NotAPage where the last topic breaks off, or where a hackathon's page stops before its people.

    Only sound signs count: the last topic ends without fields that all others have, a signature stops in
    its middle, a heading has nothing below it. A hackathon's page that was cut between two topics shows it by
    having no list of attendees; whoever has a whole page without one says so by adding the heading.
    """
    has_people = any(section.kind is SectionKind.ATTENDEES for section in sections)
    if not parts or parts[-1].kind is not PartKind.TOPIC:
        _check_unclosed(parts, topics)
        if kind is EventKind.HACKATHON and not has_people:
            _check_last_section(topics, sections)
        return
    _check_last_topic(topics, parts[-1].lines[-1])
    last, line = topics[-1], parts[-1].lines[-1]
    if kind is EventKind.HACKATHON and not has_people:
        raise NotAPage(
            message(
                "The page ends after the topic “%(topic)s” (line %(line)s) without a list of attendees, so "
                "it may be incomplete. Please copy the whole page again. If it is complete, add the line "
                "“Confirmed Attendees” at the end.",
                topic=_short(last.title),
                line=line.number,
            )
        )


def _check_last_topic(topics: Sequence[PageTopic], line: Line) -> None:
    """Raise NotAPage where the last topic, which ends on this line, breaks off."""
    last = topics[-1]
    where = {"topic": _short(last.title), "line": line.number}
    if last.comments and last.comments[-1].line == line.number and is_unfinished(last.comments[-1]):
        raise NotAPage(
            message(
                "The page ends in the middle of the topic “%(topic)s” (line %(line)s): the last comment has "
                "no signature. Please copy the whole page again.",
                **where,
            )
        )
    if missing := _missing_at_end(last, [topic for topic in topics[:-1] if not topic.is_empty]):
        raise NotAPage(
            message(
                "The page ends in the middle of the topic “%(topic)s” (line %(line)s): “%(missing)s” and "
                "what follows are missing. Please copy the whole page again.",
                missing=missing,
                **where,
            )
        )
    if line.gap > 1 and looks_like_heading(line):
        raise NotAPage(
            message(
                "The page ends right after the heading “%(heading)s” (line %(line)s). Please copy the whole "
                "page again.",
                heading=_short(line.words),
                line=line.number,
            )
        )


def completeness_questions(
    parts: Sequence[Part], topics: Sequence[PageTopic], sections: Sequence[Section]
) -> list[Question]:
    """Return the question whether the page is complete, if nothing on it says so.

    A hackathon's page ends with its people; a list of ideas could continue after any topic.
    """
    if not parts:
        return []
    has_people = any(section.kind is SectionKind.ATTENDEES for section in sections)
    if parts[-1].kind is PartKind.HEADING:
        is_of_people = sections[-1].kind is SectionKind.ATTENDEES
        nobody, nothing = QuestionKind.NOBODY_BELOW_LAST_HEADING, QuestionKind.NOTHING_BELOW_LAST_HEADING
        kind, title = nobody if is_of_people else nothing, sections[-1].heading
    elif parts[-1].kind is PartKind.TEMPLATE and not parts[-1].lines[-1].text.endswith("}}"):
        kind, title = QuestionKind.UNCLOSED_TEMPLATE, ""
    elif topics and not has_people:
        kind, title = QuestionKind.NO_FOOT, topics[-1].title
    else:
        return []
    line = parts[-1].lines[-1].number
    return [Question(about=QuestionSubject.END_OF_PAGE, kind=kind, line=line, title=_short(title))]


def _check_last_section(topics: Sequence[PageTopic], sections: Sequence[Section]) -> None:
    """Raise NotAPage where the last heading may be a topic's, of which the rest was cut off."""
    last = sections[-1] if sections else None
    if last and topics and last.line > topics[-1].line and not follows_topics(last.heading):
        raise NotAPage(
            message(
                "The page ends right after the heading “%(heading)s” (line %(line)s), without a list of "
                "attendees. Please copy the whole page again. If it is complete, add the line “Confirmed "
                "Attendees” at the end.",
                heading=_short(last.heading),
                line=last.line,
            )
        )


def _check_unclosed(parts: Sequence[Part], topics: Sequence[PageTopic]) -> None:
    """Raise NotAPage where ideas that labels close are followed by one that has none."""
    first = next((n for n in range(len(parts), 0, -1) if parts[n - 1].kind is PartKind.TOPIC), len(parts))
    if first == len(parts) or topics[-1].date_of_insert is not None:
        return
    heading = parts[first].lines[0]
    if not follows_topics(heading.words):
        raise NotAPage(
            message(
                "The page ends in the middle of the idea “%(idea)s” (line %(line)s): unlike the ideas above, "
                "it has no difficulty, skills or mentor. Please copy the whole page again. If it is "
                "complete, add the line “Clone this wiki locally” at the end.",
                idea=_short(heading.words),
                line=heading.number,
            )
        )


def _missing_at_end(last: PageTopic, others: Sequence[PageTopic]) -> str | None:
    """Return the first field that the topic should have after its last one."""
    if last.date_of_insert is None and not last.is_empty:
        closing = ("difficulty", "skills")
        return next((name for name in closing if _all_have(others, name) and not getattr(last, name)), None)
    if last.peer_review_heading or last.comments:
        return None
    here = _fields_of(last)
    usual = set.intersection(*(_fields_of(topic) for topic in others)) if others else _ALWAYS
    after = 1 + max((n for n, name in enumerate(_FIELDS) if name in here), default=-1)
    return next((name.replace("_", " ") for name in _FIELDS[after:] if name in usual), None)


def _all_have(topics: Sequence[PageTopic], name: str) -> bool:
    return bool(topics) and all(getattr(topic, name) is not None for topic in topics)


def _fields_of(topic: PageTopic) -> set[str]:
    return {name for name in _FIELDS if getattr(topic, name) is not None}


def _short(text: str) -> str:
    return shortened(text, 80)
