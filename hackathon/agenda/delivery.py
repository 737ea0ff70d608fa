"""Sends what is published to visitors before sessions, forms and the database layer are set to work.

A view that has drawn an answer which is the same for every visitor calls `offer`. The answer is kept in this
process, with the state that the event and its newest revision had before it was drawn. The next request reads
that state again, in one small statement, and is sent the kept bytes if nothing has changed; so every worker
is up to date as soon as a revision is published. A request with a session cookie goes to the application, as
does every path, query and method that is not listed here.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

from flask import Flask, current_app, request
from sqlalchemy import Engine, bindparam, select
from sqlalchemy.exc import SQLAlchemyError

from hackathon.agenda.models import Revision
from hackathon.core import translation
from hackathon.core.extensions import db
from hackathon.core.web import observing, request_ids
from hackathon.core.web.clock import time_of
from hackathon.events.models import Event

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH = re.compile(
    r"/(?P<slug>[A-Za-z0-9_-]+)/"
    r"(?:agenda/(?:\d+)?|agenda\.ics|schedule\.(?:xml|json)|(?:areas|rooms|topics)/[A-Za-z0-9_-]+\.ics)"
)
"""The paths whose answers may be offered."""
MOST_KEPT = 8_000_000
"""Bytes of answers that a process keeps."""

_OFFERED = "hackathon.published"
_EXTENSION = "hackathon_published"
_LANGUAGE = re.compile(rf"(?:^|;\s*){translation.COOKIE}=([^;]*)")
_TAG = re.compile(r'"([^"]*)"')
_OF_UNCHANGED = frozenset(("etag", "cache-control", "vary"))
"""The headers of a 304; the client kept the others with the answer."""

State = tuple[object, ...]
Key = tuple[str, ...]

# An event that was removed and made again is told apart by when it was made.
STATE = (
    select(Event.id, Event.version, Event.made_at, Revision.id, Revision.published_at)
    .outerjoin(Revision, Revision.event_id == Event.id)
    .where(Event.slug == bindparam("slug"))
    .order_by(Revision.number.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that is the same for every visitor while the state is, and until a moment if one is named."""

    state: State
    until: datetime | None
    status: str
    headers: list[tuple[str, str]]
    etag: str
    body: bytes

    @property
    def unchanged_headers(self) -> list[tuple[str, str]]:
        """The headers of a 304."""
        return [(name, value) for name, value in self.headers if name.lower() in _OF_UNCHANGED]


class PublishedAnswers:
    """The outermost part of the application, which knows what was published; all else goes on inwards."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._next: WSGIApplication = app.wsgi_app
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()
        self._session_cookie = f"{app.config['SESSION_COOKIE_NAME']}="

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
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
        key = _key(environ, cookies)
        answer = self._answers.get(key)
        if answer is None or answer.state != state or self._is_over(answer):
            return self._drawn(environ, start_response, key, state)
        environ[observing.ROUTE] = observing.PUBLISHED
        return _sent(answer, environ.get("HTTP_IF_NONE_MATCH", ""), start_response)

    def forget(self) -> None:
        """Forget every answer; a test that begins with empty tables calls it."""
        with self._lock:
            self._answers.clear()
            self._size = 0

    def _is_over(self, answer: Answer) -> bool:
        return answer.until is not None and time_of(self._app) >= answer.until

    @cached_property
    def _engine(self) -> Engine:
        with self._app.app_context():
            return db.engine

    @cached_property
    def _statement(self) -> tuple[str, Callable[[str], Any]]:
        """What reads the state, as the database's own driver takes it."""
        compiled = STATE.compile(self._engine)
        values: dict[str, Any] = dict(compiled.params)
        order = compiled.positiontup

        def parameters(slug: str) -> Any:  # noqa: ANN401 -- a tuple or a dict, as the driver wants it
            named = {**values, "slug": slug}
            return tuple(named[name] for name in order) if order else named

        return str(compiled), parameters

    def _state(self, slug: str) -> State | None:
        """Return what an event and its newest revision are; None where nothing can be said."""
        statement, parameters = self._statement
        try:
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute(statement, parameters(slug))
                row = cursor.fetchone()
                cursor.close()
            finally:
                connection.close()
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
            return None  # the application says what is wrong
        return tuple(row) if row else None

    def _drawn(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", key: Key, state: State
    ) -> Iterable[bytes]:
        """Let the application draw the answer, and keep it if it is offered."""
        # Whole, even for who has it: the next may not.
        known_tags = environ.pop("HTTP_IF_NONE_MATCH", "")
        begun: list[tuple[str, list[tuple[str, str]]]] = []

        def begin(status: str, headers: list[tuple[str, str]], *_more: Any) -> Any:  # noqa: ANN401 -- WSGI's own
            begun[:] = [(status, headers)]

        drawn = self._next(environ, begin)
        status, headers = begun[0]
        named = {name.lower(): value for name, value in headers}
        tag = _TAG.search(named.get("etag", ""))
        if _OFFERED not in environ or not status.startswith("200") or tag is None or "set-cookie" in named:
            start_response(status, headers)
            return drawn
        try:
            parts = list(drawn)
        finally:
            if close := getattr(drawn, "close", None):
                close()
        # One part stays the very bytes that the view keeps, so that they are in memory once.
        body = parts[0] if len(parts) == 1 else b"".join(parts)
        answer = Answer(
            state=state,
            until=environ[_OFFERED],
            status=status,
            headers=[pair for pair in headers if pair[0] != request_ids.HEADER],
            etag=tag[1],
            body=body,
        )
        self._keep(key, answer)
        return _sent(answer, known_tags, start_response)

    def _keep(self, key: Key, answer: Answer) -> None:
        with self._lock:
            before = self._answers.pop(key, None)
            self._answers[key] = answer
            self._size += len(answer.body) - (len(before.body) if before else 0)
            while self._size > MOST_KEPT:
                _key_of_oldest, oldest = self._answers.popitem(last=False)
                self._size -= len(oldest.body)


def init_app(app: Flask) -> None:
    """Put the published answers around the application; all that answers requests must be inside."""
    published = PublishedAnswers(app)
    app.extensions[_EXTENSION] = published
    app.wsgi_app = published  # type: ignore[method-assign]  # the documented way


def offer(*, until: datetime | None = None) -> None:
    """Say that the answer to this request is the same for every visitor, until some moment if one is named.

    It may depend on the event's row, on its revisions and on the reader's language, but not on a session.
    """
    request.environ[_OFFERED] = until


def forget() -> None:
    """Forget what this application keeps; a test that begins with empty tables calls it."""
    published: PublishedAnswers = current_app.extensions[_EXTENSION]
    published.forget()


def _sent(answer: Answer, known_tags: str, start_response: "StartResponse") -> Iterable[bytes]:
    """Send an answer, or say that the client already has it."""
    if answer.etag in _TAG.findall(known_tags):
        start_response("304 NOT MODIFIED", answer.unchanged_headers)
        return ()
    start_response(answer.status, answer.headers)
    return (answer.body,)


def _key(environ: "WSGIEnvironment", cookies: str) -> Key:
    """Return all that an answer depends on beside the state."""
    chosen = _LANGUAGE.search(cookies) if cookies else None
    return (
        environ["PATH_INFO"],
        environ.get("HTTP_HOST", ""),
        environ.get("HTTP_ACCEPT_ENCODING", ""),
        environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        chosen[1] if chosen else "",
    )
