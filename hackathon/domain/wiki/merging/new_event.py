"""The event that a page makes where there is none yet: what the page says, and what a person must say."""

from dataclasses import dataclass
from datetime import date

from hackathon.domain.errors import PageUndecided
from hackathon.domain.names import slugify
from hackathon.domain.wiki.event import EventStatement
from hackathon.domain.wiki.page import Page
from hackathon.domain.wiki.places import guess_zones, read_place


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvent:
    """What an event needs before a page can come in."""

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
    """Return the event that the page makes; what is given counts more than what the page says.

    The slug is made of the event's name and its year. Raises PageUndecided, naming the guess, where neither
    says the time zone; and where the page has no dates.
    """
    said = page.event
    if said is None:
        raise PageUndecided(
            "The page does not say when the event is. Create the event first, then import the page into it."
        )
    where = place or _place(said)
    zone = zone or said.zone
    if zone is None:
        raise PageUndecided(_ask_for_zone(where))
    name = title or said.name or page.title or "Hackathon"
    return NewEvent(
        slug=slug or said.slug or _slug(name, said.starts),
        title=name,
        zone=zone,
        first_day=said.starts,
        last_day=said.ends,
        place=where,
    )


def slug_for(page: Page) -> str | None:
    """Return the address that the page's event gets unless somebody names another; None without dates."""
    said = page.event
    if said is None:
        return None
    return said.slug or _slug(said.name or page.title or "Hackathon", said.starts)


def guessed_zones(place: str | None) -> tuple[str, ...]:
    """Return the time zones that a place suggests, the likeliest first."""
    return tuple(guess.zone for guess in guess_zones(read_place(place))) if place else ()


def _ask_for_zone(place: str | None) -> str:
    guesses = guessed_zones(place)
    if not guesses:
        return "The page names no time zone. Name it, for example --timezone Europe/Dublin"
    return f"The page names no time zone. {place} suggests {guesses[0]}; say --timezone {guesses[0]}"


def _place(said: EventStatement) -> str | None:
    if said.slug:
        return said.place  # a page that we wrote gives the place in our own words
    parts = [part for part in (said.city, said.country) if part]
    return ", ".join(parts) or said.place


def _slug(name: str, first_day: date) -> str:
    plain = slugify(name, limit=50) or "hackathon"
    year = str(first_day.year)
    return plain if year in plain.split("-") else f"{plain}-{year}"
