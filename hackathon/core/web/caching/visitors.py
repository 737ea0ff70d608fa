"""Pages for visitors who are not signed in: rendered once, and reused as long as nothing has changed.

A view marked `same_for_visitors` may depend on the database, its address, the language and the minute, but on
nothing else in the request. The response is cached in this process. Before it is reused, the database is
asked whether any transaction has been committed since it was rendered; so no change can be missed, and every
worker is up to date at once. While people write many times a second, pages are rendered as often as without
the cache. Requests with a session cookie go to the application.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable
from datetime import timedelta
from functools import cached_property, wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from flask import Flask, request
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from hackathon.core.extensions import db
from hackathon.core.web import observing, request_ids
from hackathon.core.web.caching.kept_answers import (
    Answer,
    KeptAnswers,
    Key,
    State,
    joined,
    key_of,
    sets_cookie,
)
from hackathon.core.web.clock import time_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")
R = TypeVar("R")

MOST_KEPT = 6_000_000
"""Bytes of pages that a process keeps."""
LONGEST_SEARCH = 200
"""Characters of a query string; whatever is longer is hardly asked for twice."""

_OFFERED = "hackathon.same_for_visitors"
_EXTENSION = "hackathon_visitors"


def same_for_visitors(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view whose answer is the same for everybody who is not signed in; put it below `open_to`."""

    @wraps(view)
    def offered(*args: P.args, **kwargs: P.kwargs) -> R:
        request.environ[_OFFERED] = True
        return view(*args, **kwargs)

    return offered


class Changes:
    """Tells whether anything in a database has changed, without knowing what its tables are."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._watching: sqlite3.Connection | None = None
        self._process = 0

    def state(self) -> State | None:
        """Return a value that is another one after every commit; None where the database does not say.

        It is read before a page is drawn, so a page may be newer than its state but never older.
        """
        if self._engine.dialect.name == "sqlite":
            return self._sqlite_state()
        return self._postgresql_state()

    def close(self) -> None:
        """Close the connection that watches an SQLite file."""
        with self._lock:
            if self._watching is not None and self._process == os.getpid():
                self._watching.close()
            self._watching = None

    def _sqlite_state(self) -> State | None:
        # SQLite counts the commits of all connections but one's own, so this one never writes.
        with self._lock:
            try:
                if self._watching is None or self._process != os.getpid():
                    self._watching, self._process = self._opened(), os.getpid()
                if self._watching is None:
                    return None
                return tuple(self._watching.execute("PRAGMA data_version").fetchone())
            except sqlite3.Error:
                return None

    def _opened(self) -> sqlite3.Connection | None:
        name = self._engine.url.database
        if not name or name == ":memory:" or name.startswith("file:"):
            return None
        return sqlite3.connect(name, isolation_level=None, check_same_thread=False, timeout=1)

    def _postgresql_state(self) -> State | None:
        # Two snapshots with the same text see the same transactions; reading alone starts none. They are the
        # server's, so writes in its other databases let pages be drawn again too.
        try:
            connection = self._engine.raw_connection()
            try:
                cursor = connection.cursor()
                cursor.execute("SELECT CAST(pg_current_snapshot() AS text)")
                row = cursor.fetchone()
                cursor.close()
            finally:
                connection.close()
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error):
            return None  # the application says what is wrong
        return tuple(row) if row else None


class VisitorPages:
    """A part around the application that sends visitors what was drawn before."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._next: WSGIApplication = app.wsgi_app
        self._kept = KeptAnswers(MOST_KEPT)
        self._session_cookie = f"{app.config['SESSION_COOKIE_NAME']}="

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer a request."""
        if (
            environ["REQUEST_METHOD"] != "GET"
            or self._session_cookie in environ.get("HTTP_COOKIE", "")
            or len(environ.get("QUERY_STRING", "")) > LONGEST_SEARCH
            or environ.get("PATH_INFO", "").startswith("/static/")
        ):
            return self._next(environ, start_response)
        state = self.changes.state()
        if state is None:
            return self._next(environ, start_response)
        key = key_of(environ)
        answer = self._kept.find(key)
        if answer is not None and answer.holds(state, time_of(self._app)):
            environ[observing.ROUTE] = observing.KEPT
            return answer.sent("", start_response, request_id=request_ids.chosen_id(self._app, environ))
        return self._drawn(environ, start_response, key, state)

    @cached_property
    def changes(self) -> Changes:
        """What tells whether the database of this application has changed."""
        with self._app.app_context():
            return Changes(db.engine)

    def forget(self) -> None:
        """Forget every page."""
        self._kept.forget()

    def _drawn(
        self, environ: "WSGIEnvironment", start_response: "StartResponse", key: Key, state: State
    ) -> Iterable[bytes]:
        """Let the application draw the page, and keep it if its view is so marked."""
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        since = time_of(self._app)

        def begin(status: str, headers: list[tuple[str, str]], *_more: Any) -> Any:  # noqa: ANN401 -- WSGI's own
            begun[:] = [(status, headers)]

        drawn = self._next(environ, begin)
        status, headers = begun[0]
        if _OFFERED not in environ or not status.startswith("200") or sets_cookie(headers):
            start_response(status, headers)
            return drawn
        answer = Answer(
            state=state,
            since=since,
            until=since.replace(second=0, microsecond=0) + timedelta(minutes=1),
            status=status,
            headers=[pair for pair in headers if pair[0] != request_ids.HEADER],
            etag=None,
            body=joined(drawn),
        )
        self._kept.keep(key, answer)
        return answer.sent("", start_response, request_id=request_ids.id_among(headers))


def init_app(app: Flask) -> None:
    """Put the kept pages around the application."""
    pages = VisitorPages(app)
    app.extensions[_EXTENSION] = pages
    app.wsgi_app = pages  # type: ignore[method-assign]  # the documented way


def close(app: Flask) -> None:
    """Close what watches the application's database."""
    pages: VisitorPages = app.extensions[_EXTENSION]
    pages.changes.close()


def forget(app: Flask) -> None:
    """Forget every page, so that the next request draws it; for measuring what drawing costs."""
    pages: VisitorPages = app.extensions[_EXTENSION]
    pages.forget()
