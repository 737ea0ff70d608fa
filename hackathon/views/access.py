"""Who may call which route: each route names it, and what names nobody is closed."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Response, abort, current_app, g, redirect, request, session, url_for
from flask.globals import request_ctx
from flask_login import UserMixin, current_user, login_user, logout_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from hackathon.domain.devices import described
from hackathon.domain.errors import NotYours
from hackathon.domain.networks import neighbourhood
from hackathon.domain.roles import Role
from hackathon.models import Attendance, Event, Person, SignInLink
from hackathon.queries import devices, events
from hackathon.queries.devices import Known
from hackathon.services import activity
from hackathon.services import devices as devices_service

V = TypeVar("V", bound=Callable[..., object])

SIGNED_IN_AT = "signed_in_at"
"""What a session calls the slugs of the events that it is good for; one without them is good everywhere."""

LARGEST_NUMBER = 2**31 - 1
"""No row has a larger key or number; databases refuse even to look for one."""


class Access(StrEnum):
    """Who may call a route."""

    ANYONE = "anyone"
    SIGNED_IN = "signed in"
    REVIEWER = "reviewer of the event"
    HELPER = "helper of the event"
    ORGANIZER = "organizer of the event"
    CREATOR = "may create events"


_LEAST = {Access.REVIEWER: Role.REVIEWER, Access.HELPER: Role.HELPER, Access.ORGANIZER: Role.ORGANIZER}
"""The least role that a route of that access is open to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where a request stands: at which event, and who is speaking."""

    event: Event
    person: Person | None
    attendance: Attendance | None

    @property
    def role(self) -> Role:
        """What the one who is speaking is at this event; who runs the server organizes every one."""
        if self.person is not None and self.person.is_administrator:
            return Role.ORGANIZER
        return self.attendance.role if self.attendance is not None else Role.ATTENDEE

    @property
    def is_organizer(self) -> bool:
        """Whether the one who is speaking organizes this event."""
        return self.role is Role.ORGANIZER

    @property
    def is_helper(self) -> bool:
        """Whether the one who is speaking keeps topics and people here."""
        return self.role.includes(Role.HELPER)


def open_to(access: Access) -> Callable[[V], V]:
    """Name who may call a route; put it below the route's own decorator."""

    def mark(view: V) -> V:
        view.access = access  # type: ignore[attr-defined]  # a function carries it to the guard
        return view

    return mark


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login is published without types
    """Somebody on a device that is signed in: what Flask-Login calls the current user."""

    def __init__(self, secret: str, known: Known) -> None:
        self.id = secret
        """What Flask-Login keeps in the session, and finds this by."""
        self.known = known


def known(secret: str) -> SignedIn | None:
    """Return who is signed in by the secret that a session holds, if anybody still is."""
    found = devices.known(secret, today=datetime.now(UTC).date())
    return SignedIn(secret, found) if found else None


def speaker() -> Person | None:
    """Return the person who is signed in, if anybody is; at an event, if they are signed in there."""
    if g.get("is_forgotten") or not current_user.is_authenticated:
        return None
    event, signed_in_at = (request.view_args or {}).get("event"), session.get(SIGNED_IN_AT)
    is_here = event is None or signed_in_at is None or event in signed_in_at
    person: Person = current_user.known.person
    return person if is_here else None


def sign_in(person: Person, *, at: str | None) -> None:
    """Sign the person in at one event, or everywhere; where they are signed in already, they stay so.

    Nothing else of the session lives on, a stranger's form token included.
    """
    before: Known | None = current_user.known if current_user.is_authenticated else None
    places = session.get(SIGNED_IN_AT) if before and before.person == person else []
    now = datetime.now(UTC)
    secret = devices_service.sign_in(
        person=person,
        words=described(request.user_agent.string),
        now=now,
        instead_of=before.device if before else None,
    )
    session.clear()
    session.permanent = True
    login_user(known(secret), remember=False)
    if at is not None and places is not None:
        session[SIGNED_IN_AT] = sorted({*places, at})


def signed_in_at() -> list[str] | None:
    """Return the slugs of the events that let the one who is speaking in; None for who is in everywhere."""
    found: list[str] | None = session.get(SIGNED_IN_AT)
    return found


def is_everywhere() -> bool:
    """Whether the one who is speaking proved who they are, and was not just let in at an event."""
    return signed_in_at() is None


def refuse_at_one_event(to_do: str) -> None:
    """Raise NotYours for who was let in at one event by its organizers; what they ask is wider."""
    if not is_everywhere():
        raise NotYours(
            "You are signed in at one event, by a link of its organizers. Sign in by mail, which proves who "
            f"you are, {to_do}."
        )


def sign_in_by(link: SignInLink) -> BaseResponse:
    """Sign in whom a used link is for, and return the way to where it leads."""
    if link.person is None:
        raise ValueError(f"sign-in link {link.id} was used by nobody")
    sign_in(link.person, at=link.event.slug if link.event else None)
    return redirect(link.leads_to, code=303)


def this_device() -> int:
    """Return the key of the device that the one who is speaking is using."""
    key: int = current_user.known.device
    return key


def signed_out() -> BaseResponse:
    """Return the answer to somebody who has signed out: the first page, and nothing left in the browser."""
    logout_user()
    session.clear()
    answer = redirect(url_for("site.index"), code=303)
    # The pages of whoever was here are not one press of the back button away.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def note_seen(answer: Response) -> Response:
    """Keep, once a day, that the device is in use. Runs after every request, when its page is drawn."""
    was_asked: SignedIn | None = g.get("_login_user")
    today = datetime.now(UTC).date()
    if isinstance(was_asked, SignedIn) and was_asked.known.seen_on < today and request.method == "GET":
        devices_service.note_seen(device=was_asked.known.device, today=today)
    return answer


def way_back(wanted: str | None) -> str:
    """Return the page of this site that was wanted, or the first page for what is none or somebody else's."""
    routes, path = request_ctx.url_adapter, urlsplit(wanted or "").path
    is_ours = wanted is not None and re.fullmatch(r"/(?![/\\])[!-~]*", wanted) is not None
    try:
        return wanted if is_ours and wanted and routes and routes.match(path, method="GET") else "/"
    except HTTPException:
        return "/"


def me() -> Person:
    """Return the person who is signed in; a route that uses it is open to signed-in people only."""
    return speaker() or abort(401)


def here(event: str) -> Here:
    """Return where the request stands; 404 if there is no such event. Read once per request."""
    if "here" not in g:
        person = speaker()
        found, attendance = events.find(event, person)
        g.here = Here(event=found, person=person, attendance=attendance)
    found_here: Here = g.here
    return found_here


def here_if_any() -> Here | None:
    """Return where the request stands, or None where it has come to no event."""
    found_here: Here | None = g.get("here")
    return found_here


def forget() -> None:
    """Forget where the request stands and who is speaking, for a page that must not ask the database."""
    g.pop("here", None)
    g.is_forgotten = True


def row_number(text: str) -> int:
    """Return the number that an address asks for; raises ValueError for one that nothing can have."""
    found = int(text)
    if not 1 <= found <= LARGEST_NUMBER:
        raise ValueError(f"nothing has the number {text}")
    return found


def _is_unheard_of(value: object) -> bool:
    """Whether no row can have this in it, so that a database would rather fail than look for it."""
    return "\0" in value if isinstance(value, str) else isinstance(value, int) and value > LARGEST_NUMBER


def guard() -> None:
    """Refuse a request that its route is not open to. Runs before every request."""
    if request.endpoint is None or request.endpoint == "static":
        return
    activity.comes_from(neighbourhood(request.remote_addr))
    if any(map(_is_unheard_of, (request.view_args or {}).values())):
        abort(404)
    access = _access_to(request.endpoint)
    if access is None:
        abort(403)
    if access is not Access.ANYONE and speaker() is None:
        abort(401)
    if not _admits(access, (request.view_args or {}).get("event")):
        abort(403)


def opens(address: str) -> bool:
    """Whether the one who is speaking may open the page at an address of this site."""
    routes = request_ctx.url_adapter
    try:
        endpoint, values = routes.match(address.partition("?")[0], method="GET") if routes else ("static", {})
    except HTTPException:
        return False
    access = _access_to(endpoint)
    return access is not None and _admits(access, values.get("event"))


def _access_to(endpoint: str) -> Access | None:
    access: Access | None = getattr(current_app.view_functions[endpoint], "access", None)
    return access


def _admits(access: Access, event: str | None) -> bool:
    """Whether the one who is speaking may call a route of that access, at that event."""
    if access is Access.ANYONE:
        return True
    person = speaker()
    if person is None or access is Access.SIGNED_IN:
        return person is not None
    if access is Access.CREATOR:
        return events.may_create(person)
    return event is not None and here(event).role.includes(_LEAST[access])
