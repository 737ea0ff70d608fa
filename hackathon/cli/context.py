"""Shared code of the commands: the application with its database, the time, and look-ups by name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from hackathon.app import close_connections, create_app
from hackathon.core.database import schema
from hackathon.core.errors import EventArchived, NotReady, UnknownName
from hackathon.core.web.clock import current_time
from hackathon.events.models import Event
from hackathon.events.queries import events

DAY = click.DateTime(formats=["%Y-%m-%d"])
P = ParamSpec("P")
R = TypeVar("R")


@contextmanager
def opened_application() -> Iterator[None]:
    """Enter an application context, and close its connections at the end."""
    app = create_app()
    try:
        with app.app_context():
            yield
    finally:
        close_connections(app)


@contextmanager
def opened_database() -> Iterator[None]:
    """Enter the context of an application whose database is up to date.

    A new database is created; if it is outdated, it is left alone and NotReady is raised.
    """
    with opened_application():
        state = schema.state()
        if state is schema.State.EMPTY:
            schema.upgrade()
        elif state is schema.State.BEHIND:
            raise NotReady("The database is older than this program. Run: hackathon db upgrade")
        yield


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """Run the command inside `opened_database`."""

    @wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        with opened_database():
            return command(*args, **kwargs)

    return inside


def now() -> datetime:
    """Return the current time. Commands read the clock; services get the time passed in."""
    return current_time()


def find_event_to_change(slug: str) -> Event:
    """Return the event with that slug; raises UnknownName, or EventArchived if it is read-only."""
    event = find_event(slug)
    refuse_archived(event)
    return event


def refuse_archived(event: Event | None) -> None:
    """Raise EventArchived for an event that can only be read."""
    if event is not None and event.is_archived:
        raise EventArchived(
            f"{event.title} is archived. Reopen it first: hackathon event archive {event.slug} --reopen"
        )


def find_event(slug: str) -> Event:
    """Return the event with that slug.

    Raises UnknownName, listing the existing events.
    """
    event = events.get(slug)
    if event is None:
        known = ", ".join(each.slug for each in events.all_by_day()) or "none yet"
        raise UnknownName(f"There is no event '{slug}'. There are: {known}.")
    return event
