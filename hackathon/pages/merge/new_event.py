"""The event to create from a page: what the page contains, and what a person must add."""

from dataclasses import dataclass
from datetime import date

from hackathon.core.errors import PageUndecided
from hackathon.core.text.messages import Message, message
from hackathon.core.text.names import former_slug, slugify
from hackathon.pages.model.event import EventStatement
from hackathon.pages.model.page import Page
from hackathon.pages.recognition.events.places import guess_zones, read_place


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """The values needed to create an event."""

    slug: str
    title: str
    zone: str
    first_day: date
    last_day: date
    place: str | None


def new_event(
    page: Page,
    *,
    slug: str | None = None,
    title: str | None = None,
    zone: str | None = None,
    place: str | None = None,
) -> NewEvent:
    """Return the event to create from a page. Arguments take precedence over the page.

    The slug is the event's name and year. Raises PageUndecided if there are no dates, or no time zone; then
    it names the most likely one.
    """
    statement = page.event
    if statement is None:
        raise PageUndecided(
            message(
                "The page does not say when the event takes place. Create the event first, then import the "
                "page into it."
            )
        )
    where = place or _place(statement)
    zone = zone or statement.zone
    if zone is None:
        raise PageUndecided(_ask_for_zone(where))
    name = title or statement.name or page.title or "Hackathon"
    return NewEvent(
        slug=slug or statement.slug or _slug(name, statement.starts),
        title=name,
        zone=zone,
        first_day=statement.starts,
        last_day=statement.ends,
        place=where,
    )


def slugs_for(page: Page) -> tuple[str, ...]:
    """Return the slugs that the page's event may have, the current one first; empty without dates."""
    statement = page.event
    if statement is None:
        return ()
    if statement.slug:
        return (statement.slug,)
    name = statement.name or page.title or "Hackathon"
    slugs = [_slug(name, statement.starts)]
    if former := former_slug(name, limit=50):
        slugs.append(_with_year(former, statement.starts))
    return tuple(dict.fromkeys(slugs))


def guess_event_zones(place: str | None) -> tuple[str, ...]:
    """Return the time zones of a place, the most likely first."""
    return tuple(guess.zone for guess in guess_zones(read_place(place))) if place else ()


def _ask_for_zone(place: str | None) -> Message:
    guesses = guess_event_zones(place)
    if not guesses:
        return message("The page does not name a time zone. Add it, for example: --timezone Europe/Dublin")
    return message(
        "The page does not name a time zone. For %(place)s, try: --timezone %(zone)s",
        place=place,
        zone=guesses[0],
    )


def _place(statement: EventStatement) -> str | None:
    if statement.slug:
        return statement.place  # a page that we wrote gives the place in our own words
    parts = [part for part in (statement.city, statement.country) if part]
    return ", ".join(parts) or statement.place


def _slug(name: str, first_day: date) -> str:
    return _with_year(slugify(name, limit=50) or "hackathon", first_day)


def _with_year(plain: str, first_day: date) -> str:
    year = str(first_day.year)
    return plain if year in plain.split("-") else f"{plain}-{year}"
