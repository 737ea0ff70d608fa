"""Access control: each route names who may call it, and a route that names nobody is closed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from urllib.parse import urlsplit

from flask import Flask, abort, current_app, g, request, session
from flask.globals import request_ctx
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map

from hackathon.core.database.transactions import ORIGIN
from hackathon.core.domain.roles import Role
from hackathon.core.errors import EventArchived
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.core.web.networks import neighbourhood

if TYPE_CHECKING:
    from hackathon.accounts.models import Person
    from hackathon.events.models import Event
    from hackathon.events.participation.models import Attendance

V = TypeVar("V", bound=Callable[..., object])

SIGNED_IN_AT = "signed_in_at"
"""Session key for the slugs of the events to which the sign-in is limited; if missing, it isn't limited."""

_EVENTS = "hackathon_events"
"""The application's key for its `Events`."""

_READS = frozenset(("GET", "HEAD", "OPTIONS"))
"""Methods that change nothing."""

MOST_ROUTES = 2_000
"""Addresses whose route a process keeps."""

LARGEST_NUMBER = 2**31 - 1
"""The largest key or number that a row can have; databases reject larger ones even in queries."""


class Access(StrEnum):
    """The people who may call a route."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    REVIEWER = "reviewer of the event"  # not translated
    HELPER = "helper of the event"  # not translated
    ORGANIZER = "organizer of the event"  # not translated
    CREATOR = "may create events"


_LEAST = {Access.REVIEWER: Role.REVIEWER, Access.HELPER: Role.HELPER, Access.ORGANIZER: Role.ORGANIZER}
"""The least role that may call a route with that access."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The context of a request: its event and the current person."""

    event: "Event"
    person: "Person | None"
    attendance: "Attendance | None"

    @property
    def role(self) -> Role:
        """The current person's role at this event; administrators organize every event."""
        if self.person is not None and self.person.is_administrator:
            return Role.ORGANIZER
        return self.attendance.role if self.attendance is not None else Role.ATTENDEE

    @property
    def is_organizer(self) -> bool:
        """Whether the current person organizes this event."""
        return self.role is Role.ORGANIZER

    @property
    def is_helper(self) -> bool:
        """Whether the current person may edit topics and people here."""
        return self.role.includes(Role.HELPER)


class Events(Protocol):
    """What access control needs to know about events; implemented by the subject of events."""

    def find(self, slug: str, person: "Person | None", /) -> "tuple[Event, Attendance | None]":
        """Return an event and the person's attendance; 404 if there is no such event."""

    def may_create(self, person: "Person", /) -> bool:
        """Whether a person may create events."""


ARCHIVED = message(
    "This event is archived: you can read it but not change it. An organizer can reopen it under Settings."
)


def init_app(app: Flask, events: Events) -> None:
    """Guard every request to the application; `events` is how it finds events."""
    app.extensions[_EVENTS] = events
    app.before_request(guard)


def _events() -> Events:
    found: Events = current_app.extensions[_EVENTS]
    return found


def open_to(access: Access) -> Callable[[V], V]:
    """Declare who may call a route; goes below the route decorator."""

    def mark(view: V) -> V:
        view.access = access  # type: ignore[attr-defined]  # a function carries it to the guard
        return view

    return mark


def leaves_event_alone(view: V) -> V:
    """Allow a form at an archived event too: it reopens the event, or writes elsewhere."""
    view.leaves_event_alone = True  # type: ignore[attr-defined]  # a function carries it to the guard
    return view


def speaker() -> "Person | None":
    """Return the signed-in person, or None; at an event, only if they are signed in to it."""
    if g.get("is_forgotten") or not current_user.is_authenticated:
        return None
    event, signed_in_at = (request.view_args or {}).get("event"), session.get(SIGNED_IN_AT)
    is_here = event is None or signed_in_at is None or event in signed_in_at
    person: Person = current_user.known.person
    return person if is_here else None


def chosen_language() -> str | None:
    """Return the language code that the signed-in person chose, or None."""
    person = speaker()
    return person.language if person else None


def way_back(wanted: str | None) -> str:
    """Return the requested page of this site, or the home page if it is invalid or on another site."""
    routes, path = request_ctx.url_adapter, urlsplit(wanted or "").path
    is_ours = wanted is not None and re.fullmatch(r"/(?![/\\])[!-~]*", wanted) is not None
    try:
        return wanted if is_ours and wanted and routes and routes.match(path, method="GET") else "/"
    except HTTPException:
        return "/"


def me() -> "Person":
    """Return the signed-in person; only for routes that require signing in."""
    return speaker() or abort(401)


def here(event: str) -> Here:
    """Return the context of the request; 404 if there is no such event. Read once per request."""
    if "here" not in g:
        person = speaker()
        found, attendance = _events().find(event, person)
        g.here = Here(event=found, person=person, attendance=attendance)
    found_here: Here = g.here
    return found_here


def here_if_any() -> Here | None:
    """Return the context of the request, or None if no event has been found."""
    found_here: Here | None = g.get("here")
    return found_here


def forget() -> None:
    """Forget the current event and person, for a page that must not query the database."""
    g.pop("here", None)
    g.is_forgotten = True


def row_number(text: str) -> int:
    """Return the number in an address; raises ValueError if no row can have it."""
    found = int(text)
    if not 1 <= found <= LARGEST_NUMBER:
        raise ValueError(f"nothing has the number {text}")
    return found


def _is_unheard_of(value: object) -> bool:
    """Whether no row can have this value, so that a database would raise an error instead of searching."""
    return "\0" in value if isinstance(value, str) else isinstance(value, int) and value > LARGEST_NUMBER


def guard() -> None:
    """Refuse a request that its route doesn't allow. Runs before every request."""
    if request.endpoint is None or request.endpoint == "static":
        return
    db.session.info[ORIGIN] = neighbourhood(request.remote_addr)
    if any(map(_is_unheard_of, (request.view_args or {}).values())):
        abort(404)
    access = _access_to(request.endpoint)
    if access is None:
        abort(403)
    if access is not Access.ANYONE and speaker() is None:
        abort(401)
    event = (request.view_args or {}).get("event")
    if not _admits(access, event):
        abort(403)
    if event is not None and request.method not in _READS:
        _refuse_archived(event)


def _refuse_archived(event: str) -> None:
    """Raise EventArchived if the event is read-only and the request would change it."""
    view = current_app.view_functions[request.endpoint or ""]
    if not getattr(view, "leaves_event_alone", False) and here(event).event.is_archived:
        raise EventArchived(ARCHIVED)


def is_refused_when_archived(address: str) -> bool:
    """Whether a request to this address would change the event that it names."""
    endpoint, values = _route(address, "POST")
    view = current_app.view_functions.get(endpoint)
    return "event" in values and view is not None and not getattr(view, "leaves_event_alone", False)


def opens(address: str) -> bool:
    """Whether the current person may open the page at an address of this site."""
    endpoint, values = _route(address.partition("?")[0], "GET")
    if not endpoint:
        return False
    access = _access_to(endpoint)
    return access is not None and _admits(access, values.get("event"))


def _route(address: str, method: str) -> tuple[str, Mapping[str, Any]]:
    """Return the endpoint and the values of an address of this site; an empty endpoint if none matches."""
    return _matching(current_app.url_map, address, method)


# The menus ask about the same twenty addresses on every page.
@lru_cache(maxsize=MOST_ROUTES)
def _matching(rules: Map, address: str, method: str) -> tuple[str, Mapping[str, Any]]:
    try:
        endpoint, values = rules.bind("").match(address, method)
    except HTTPException:
        return "", {}
    return endpoint, MappingProxyType(dict(values))


def _access_to(endpoint: str) -> Access | None:
    access: Access | None = getattr(current_app.view_functions[endpoint], "access", None)
    return access


def _admits(access: Access, event: str | None) -> bool:
    """Whether the current person may call a route with that access, at that event."""
    if access is Access.ANYONE:
        return True
    person = speaker()
    if person is None or access is Access.SIGNED_IN:
        return person is not None
    if access is Access.CREATOR:
        return _events().may_create(person)
    return event is not None and here(event).role.includes(_LEAST[access])
