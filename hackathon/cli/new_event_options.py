"""Options that say what a page leaves out about the event that an import creates."""

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import click

from hackathon.cli.context import DAY
from hackathon.core.errors import BadEntry
from hackathon.events.models import Event
from hackathon.pages.merge.new_event import (
    EventFacts,
    Fact,
    NewEvent,
    facts_for,
    guess_event_zones,
    missing_facts,
    new_event_of,
)
from hackathon.pages.model.page import Page

_KEY = "hackathon.new_event"
_OPTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "title": (("--title",), "The title of a new event."),
    "zone": (("--timezone",), "The time zone of a new event, such as Europe/Dublin."),
    "place": (("--place",), "The venue or city of a new event."),
    "first_day": (("--from",), "The first day of a new event, YYYY-MM-DD."),
    "last_day": (("--to",), "The last day of a new event, YYYY-MM-DD."),
}


def new_event_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what a new event needs."""
    for name, (spellings, help_text) in reversed(_OPTIONS.items()):
        kind = DAY if name.endswith("_day") else None
        command = click.option(
            *spellings, name, type=kind, expose_value=False, callback=_keep, help=help_text
        )(command)
    return command


def event_from(page: Page, slug: str | None) -> NewEvent:
    """Return the event to create from a page and the options of the running command.

    Someone at a terminal is asked for what is missing. Raises PageUndecided otherwise.
    """
    known = facts_for(page, replace(_typed(), slug=slug))
    if sys.stdin.isatty():
        known = _asked_for(known)
    return new_event_of(page, known)


def check_fits(event: Event) -> None:
    """Raise BadEntry if an option says something else than the event that exists."""
    told = _typed()
    same = told.title in (None, event.title)
    days = told.first_day in (None, event.first_day) and told.last_day in (None, event.last_day)
    if told.zone and told.zone != event.zone:
        raise BadEntry(f"/{event.slug}/ is in {event.zone}. Change that on its settings page.")
    if not (same and days):
        raise BadEntry(
            f"/{event.slug}/ exists already: {event.title}, {event.first_day} to {event.last_day}. "
            "Change that on its settings page."
        )


def _asked_for(known: EventFacts) -> EventFacts:
    for fact in missing_facts(known):
        match fact:
            case Fact.TITLE:
                known = replace(known, title=click.prompt("Title of the event"))
            case Fact.DAYS:
                first = _day(click.prompt("First day", type=DAY))
                last = _day(click.prompt("Last day", type=DAY, default=str(first)))
                known = replace(known, first_day=first, last_day=last)
            case Fact.ZONE:
                guess = next(iter(guess_event_zones(known.place)), None)
                known = replace(known, zone=click.prompt("Time zone of the place", default=guess))
    return known


def _typed() -> EventFacts:
    return EventFacts(**click.get_current_context().meta.get(_KEY, {}))


def _keep(context: click.Context, option: click.Parameter, value: Any) -> None:  # noqa: ANN401 -- click's
    if value is not None:
        kept = context.meta.setdefault(_KEY, {})
        kept[option.name] = _day(value) if option.type is DAY else value


def _day(moment: Any) -> date:  # noqa: ANN401 -- click's
    found: date = moment.date()
    return found
