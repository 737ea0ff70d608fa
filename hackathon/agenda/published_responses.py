"""Sends published pages and files to visitors before sessions, forms and the ORM are involved.

A view that has rendered a response which is the same for every visitor calls `offer`. The response is cached
in this process, with the state of the event and its newest revision before rendering. The next request reads
that state again, with one small query, and gets the cached bytes if nothing has changed; so every worker is
up to date as soon as a revision is published. Requests with a session cookie go to the application, as do all
paths, queries and methods that are not listed here.
"""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, request
from sqlalchemy import Engine, bindparam, select

from hackathon.agenda.models import Revision
from hackathon.core.database.driver import first_row
from hackathon.core.extensions import db
from hackathon.core.web import request_ids, request_log
from hackathon.core.web.caching.response_cache import (
    Answer,
    Key,
    ResponseCache,
    State,
    joined,
    key_of,
    sets_cookie,
    tag_of,
)
from hackathon.core.web.clock import time_of
from hackathon.events.models import Event

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = re.compile(
    r"/(?P<slug>[A-Za-z0-9_-]+)/"
    r"(?:agenda/(?:\d+)?|agenda\.ics|schedule\.(?:xml|json)|(?:areas|rooms|topics)/[A-Za-z0-9_-]+\.ics)"
)
"""The paths whose responses may be offered."""
MOST_KEPT = 8_000_000
"""The most bytes of responses that a process caches."""

_OFFERED = "hackathon.published"
_EXTENSION = "hackathon_published"

# The creation time distinguishes an event that was deleted and created again.
STATE = (
    select(Event.id, Event.version, Event.made_at, Revision.id, Revision.published_at)
    .outerjoin(Revision, Revision.event_id == Event.id)
    .where(Event.slug == bindparam("slug"))
    .order_by(Revision.number.desc())
    .limit(1)
)


class PublishedAnswers:
    """The outermost WSGI layer, which sends published pages; other requests go to the application."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._next: WSGIApplication = app.wsgi_app
        self._kept = ResponseCache(MOST_KEPT)
        self._session_cookie = f"{app.config['SESSION_COOKIE_NAME']}="

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Respond to a request."""
        path = PATH.fullmatch(environ.get("PATH_INFO", ""))
        cookies = environ.get("HTTP_COOKIE", "")
        if (
            path is None
            or environ["REQUEST_METHOD"] != "GET"
            or environ.get("QUERY_STRING")
            or self._session_cookie in cookies
        ):
            return self._next(environ, start_response)
        state = self._state(path["slug"])
        if state is None:
            return self._next(environ, start_response)
        key = key_of(environ)
        answer = self._kept.find(key)
        if answer is None or not answer.holds(state, time_of(self._app)):
            return self._drawn(environ, start_response, key, state)
        environ[request_log.ROUTE] = request_log.PUBLISHED
        request_id = request_ids.chosen_id(self._app, environ)
        return answer.sent(environ.get("HTTP_IF_NONE_MATCH", ""), start_response, request_id=request_id)

    def forget(self) -> None:
        """Empty the cache; tests that begin with empty tables call this."""
        self._kept.forget()

    @cached_property
    def _engine(self) -> Engine:
        with self._app.app_context():
            return db.engine

    @cached_property
    def _statement(self) -> tuple[str, Callable[[str], Any]]:
        """Return the SQL statement for the state, in the syntax of the database's driver."""
        compiled = STATE.compile(self._engine)
        values: dict[str, Any] = dict(compiled.params)
        order = compiled.positiontup

        def parameters(slug: str) -> Any:  # noqa: ANN401 -- a tuple or a dict, as the driver wants it
            named = {**values, "slug": slug}
            return tuple(named[name] for name in order) if order else named

        return str(compiled), parameters

    def _state(self, slug: str) -> State | None:
        """Return the state of an event and its newest revision, or None if it can't be read."""
        statement, parameters = self._statement
        return first_row(self._engine, statement, parameters(slug))

    def _drawn(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", key: Key, state: State
    ) -> Iterable[bytes]:
        """Let the application render the response, and cache it if it is offered."""
        # In full, even if this client has it: the next one may not.
        known_tags = environ.pop("HTTP_IF_NONE_MATCH", "")
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(status: str, headers: list[tuple[str, str]], *_more: Any) -> Any:  # noqa: ANN401 -- WSGI's own
            begun[:] = [(status, headers)]

        drawn = self._next(environ, begin)
        status, headers = begun[0]
        tag = tag_of(headers)
        if _OFFERED not in environ or not status.startswith("200") or tag is None or sets_cookie(headers):
            start_response(status, headers)
            return drawn
        answer = Answer(
            state=state,
            until=environ[_OFFERED],
            status=status,
            headers=[pair for pair in headers if pair[0] != request_ids.HEADER],
            etag=tag,
            body=joined(drawn),
        )
        self._kept.keep(key, answer)
        return answer.sent(known_tags, start_response, request_id=request_ids.id_among(headers))


def init_app(app: Flask) -> None:
    """Wrap the application in the cache of published responses, outside all layers that answer requests."""
    published = PublishedAnswers(app)
    app.extensions[_EXTENSION] = published
    app.wsgi_app = published  # type: ignore[method-assign]  # the documented way


def offer(*, until: datetime | None = None) -> None:
    """Declare that this response is the same for all visitors, if given only until some moment.

    It may depend on the event's row, its revisions and the reader's language, but not on a session.
    """
    request.environ[_OFFERED] = until


def forget() -> None:
    """Empty the application's cache; tests that begin with empty tables call this."""
    published: PublishedAnswers = current_app.extensions[_EXTENSION]
    published.forget()
