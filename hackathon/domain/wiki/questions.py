"""What a page leaves open, as questions to a person; guesses stand beside them and decide nothing."""

from collections.abc import Iterator

from hackathon.domain.attendance import EventKind
from hackathon.domain.wiki.event import EventStatement
from hackathon.domain.wiki.page import About, Page, Question
from hackathon.domain.wiki.places import Place, guess_zones, read_place


def questions_of(page: Page) -> tuple[Question, ...]:
    """Return the questions by importance: when and where, then topics, then stray lines."""
    return (*_about_event(page), *_about_topics(page), *_about_unplaced(page))


def _about_event(page: Page) -> Iterator[Question]:
    event = page.event
    if event is None:
        if page.kind is EventKind.HACKATHON:
            yield Question(about=About.DATES, text="The page does not say when the event is. When is it?")
        return
    if not event.days:
        text = "The page gives no opening hours. From when to when is each day open?"
        yield Question(about=About.DATES, text=text, line=event.line)
    where = f" in {event.place}" if event.place else ""
    yield Question(about=About.VENUE, text=f"The page names no venue. Where{where} is it?", line=event.line)
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
        about=About.TIME_ZONE, text=text, line=event.line, proposals=tuple(guess.zone for guess in guesses)
    )


def _about_topics(page: Page) -> Iterator[Question]:
    for topic in page.topics:
        if topic.is_empty:
            text = f'"{topic.title}" has a title and nothing else. Is it a topic?'
            yield Question(about=About.EMPTY_TOPIC, text=text, line=topic.line)
        found = topic.date_of_insert
        if found and found.is_ambiguous and found.day is None:
            days = tuple(day.isoformat() for day in found.alternatives)
            text = f'"{topic.title}" was inserted on {found.raw}: is that {" or ".join(days)}?'
            yield Question(about=About.DATE_OF_INSERT, text=text, line=topic.line, proposals=days)


def _about_unplaced(page: Page) -> Iterator[Question]:
    for unplaced in page.unplaced:
        text = (
            f"Line {unplaced.line} belongs to nothing that we know. It is kept with the page. Is it needed?"
        )
        yield Question(about=About.UNPLACED, text=text, line=unplaced.line)
