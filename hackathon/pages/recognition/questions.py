"""The questions that a page leaves open. Guesses are proposals and decide nothing."""

from collections.abc import Iterator

from hackathon.core.domain.attendance import EventKind
from hackathon.pages.model.event import EventStatement
from hackathon.pages.model.page import Page
from hackathon.pages.model.questions import Question, QuestionSubject
from hackathon.pages.recognition.events.places import Place, guess_zones, read_place


def page_questions(page: Page) -> tuple[Question, ...]:
    """Return the questions in order of importance: when and where, topics, unrecognised lines."""
    return (*event_questions(page), *_about_topics(page), *_about_unplaced(page))


def event_questions(page: Page) -> Iterator[Question]:
    """Yield what the page leaves open of when and where the event is."""
    event = page.event
    if event is None:
        if page.kind is EventKind.HACKATHON:
            yield Question(
                about=QuestionSubject.DATES, text="The page does not say when the event is. When is it?"
            )
        return
    if not event.days:
        text = "The page gives no opening hours. From when to when is each day open?"
        yield Question(about=QuestionSubject.DATES, text=text, line=event.line)
    where = f" in {event.place}" if event.place else ""
    yield Question(
        about=QuestionSubject.VENUE, text=f"The page names no venue. Where{where} is it?", line=event.line
    )
    if event.zone is None:
        yield _about_zone(event)


def _about_zone(event: EventStatement) -> Question:
    guesses = guess_zones(
        read_place(event.place) if event.place else Place(city=None, country=None, country_code=None)
    )
    text = "The page names no time zone. Which one is it?"
    if guesses:
        zones = " or ".join(guess.zone for guess in guesses)
        text = f'The page names no time zone. A guess from "{event.place}": {zones}. Is it right?'
    return Question(
        about=QuestionSubject.TIME_ZONE,
        text=text,
        line=event.line,
        proposals=tuple(guess.zone for guess in guesses),
    )


def _about_topics(page: Page) -> Iterator[Question]:
    for topic in page.topics:
        if topic.is_empty:
            text = f'"{topic.title}" has a title and nothing else. Is it a topic?'
            yield Question(about=QuestionSubject.EMPTY_TOPIC, text=text, line=topic.line)
        insert_date = topic.date_of_insert
        if insert_date and insert_date.is_ambiguous and insert_date.day is None:
            days = tuple(day.isoformat() for day in insert_date.alternatives)
            text = f'"{topic.title}" was inserted on {insert_date.raw}: is that {" or ".join(days)}?'
            yield Question(about=QuestionSubject.DATE_OF_INSERT, text=text, line=topic.line, proposals=days)


def _about_unplaced(page: Page) -> Iterator[Question]:
    for unplaced in page.unplaced:
        text = (
            f"Line {unplaced.line} belongs to nothing that we know. It is kept with the page. Is it needed?"
        )
        yield Question(about=QuestionSubject.UNPLACED, text=text, line=unplaced.line)
