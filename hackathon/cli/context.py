"""What commands share: an application with its database, the time, and finding things by name."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from hackathon.app import create_app
from hackathon.domain.errors import NotReady, UnknownName
from hackathon.models import Event
from hackathon.queries import events
from hackathon.services import schema

P = ParamSpec("P")
R = TypeVar("R")


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """Run the command inside an application whose database is there and up to date.

    A new database is made on the way; one that is behind is not touched.
    Raises NotReady for one that is behind.
    """

    @wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        app = create_app()
        with app.app_context():
            state = schema.state()
            if state is schema.State.EMPTY:
                schema.upgrade()
            elif state is schema.State.BEHIND:
                raise NotReady("The database is older than this program. Run: hackathon db upgrade")
            return command(*args, **kwargs)

    return inside


def now() -> datetime:
    """Return the present moment; commands are where the clock is read."""
    return datetime.now(UTC)


def find_event(slug: str) -> Event:
    """Return the event of that slug.

    Raises UnknownName, naming the events there are.
    """
    event = events.get(slug)
    if event is None:
        known = ", ".join(each.slug for each in events.all_by_day()) or "none yet"
        raise UnknownName(f"There is no event '{slug}'. There are: {known}.")
    return event
