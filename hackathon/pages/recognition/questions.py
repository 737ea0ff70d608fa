"""The questions that a page leaves open. Guesses are proposals and don't decide anything."""

from collections.abc import Iterator

from hackathon.core.domain.attendance import EventKind
from hackathon.pages.model.event import EventStatement
from hackathon.pages.model.page import Page
from hackathon.pages.model.questions import Question, QuestionKind, QuestionSubject
from hackathon.pages.recognition.events.places import Place, guess_zones, read_place


def page_questions(page: Page) -> tuple[Question, ...]:
    """Return the questions in order of importance: when and where, topics, unrecognized lines."""
    return (*event_questions(page), *_about_topics(page), *_about_unplaced(page))


def event_questions(page: Page) -> Iterator[Question]:
    """Yield open questions about the event's time and place."""
    event = page.event
    if event is None:
        if page.kind is EventKind.HACKATHON:
            yield Question(about=QuestionSubject.DATES, kind=QuestionKind.NO_DATES)
        return
    if not event.days:
        yield Question(about=QuestionSubject.DATES, kind=QuestionKind.NO_OPENING_HOURS, line=event.line)
    yield Question(
        about=QuestionSubject.VENUE,
        kind=QuestionKind.NO_VENUE_IN_PLACE if event.place else QuestionKind.NO_VENUE,
        line=event.line,
        title=event.place or "",
    )
    if event.zone is None:
        yield _about_zone(event)


def _about_zone(event: EventStatement) -> Question:
    guesses = guess_zones(
        read_place(event.place) if event.place else Place(city=None, country=None, country_code=None)
    )
    return Question(
        about=QuestionSubject.TIME_ZONE,
        kind=QuestionKind.GUESSED_TIME_ZONE if guesses else QuestionKind.NO_TIME_ZONE,
        line=event.line,
        title=event.place or "",
        proposals=tuple(guess.zone for guess in guesses),
    )


def _about_topics(page: Page) -> Iterator[Question]:
    for topic in page.topics:
        if topic.is_empty:
            yield Question(
                about=QuestionSubject.EMPTY_TOPIC,
                kind=QuestionKind.TITLE_ONLY,
                line=topic.line,
                title=topic.title,
            )
        insert_date = topic.date_of_insert
        if insert_date and insert_date.is_ambiguous and insert_date.day is None:
            days = tuple(day.isoformat() for day in insert_date.alternatives)
            yield Question(
                about=QuestionSubject.DATE_OF_INSERT,
                kind=QuestionKind.AMBIGUOUS_DATE_OF_INSERT,
                line=topic.line,
                proposals=days,
                title=topic.title,
                quoted=insert_date.raw,
            )


def _about_unplaced(page: Page) -> Iterator[Question]:
    for unplaced in page.unplaced:
        yield Question(about=QuestionSubject.UNPLACED, kind=QuestionKind.UNKNOWN_LINE, line=unplaced.line)
