"""Pages that are rendered once and reused as long as nothing has changed.

A view marked `cached_until_changed` may depend on the database, its address, the language, the minute and who
is signed in, but on nothing else in the request. The response is cached in this process. Before it is reused,
the database is asked whether any transaction has been committed since it was rendered; so no change can be
missed, and every worker is up to date at once.

If one has been, the page's own statements are sent again, without the ORM: while all of them give the same
rows, the page would be the same, too. That costs a small part of rendering it, so it also helps while people
write many times a second.

Visitors who are not signed in share what is cached. What was rendered for a session is sent to that session
alone: its key is everything that the session holds, its form token and the secret of its device included,
after our signature on it has been checked.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from flask import Flask, request
from sqlalchemy import Engine

from hackathon.core.database import reads
from hackathon.core.extensions import db
from hackathon.core.web import request_ids, request_log
from hackathon.core.web.caching.changes import Changes
from hackathon.core.web.caching.response_cache import (
    Answer,
    Key,
    ResponseCache,
    State,
    joined,
    key_of,
    tag_of,
)
from hackathon.core.web.clock import time_of
from hackathon.core.web.cookies import PrivateCookies

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")
R = TypeVar("R")

MOST_FOR_VISITORS = 6_000_000
MOST_FOR_SESSIONS = 4_000_000
"""The most bytes of pages cached for sessions in a process."""
LONGEST_SEARCH = 200
"""Characters of a query string; longer ones are hardly ever repeated."""
NO_SESSION = ""

_SET_COOKIE = "Set-Cookie"
_OF_ONE_ANSWER = frozenset((_SET_COOKIE, request_ids.HEADER))
_SESSION = 0
"""The position of the session in a key."""

_OFFERED = "hackathon.cached_until_changed"
_EXTENSION = "hackathon_page_cache"


def cached_until_changed(view: Callable[P, R]) -> Callable[P, R]:
    """Mark a view whose response stays the same until something changes or the minute is over.

    Put it below `open_to`. It is only for views that don't write; a rate limit may only count refusals. If a
    form on the page has a key that can be used only once, the page must show what using it has added.
    """

    @wraps(view)
    def offered(*args: P.args, **kwargs: P.kwargs) -> R:
        offer()
        return view(*args, **kwargs)

    return offered


def offer() -> None:
    """Mark this response as the decorator does, for views that can only do so sometimes."""
    request.environ[_OFFERED] = True


class PageCache:
    """A WSGI layer that sends cached pages."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._next: WSGIApplication = app.wsgi_app
        self._for_visitors = ResponseCache(MOST_FOR_VISITORS)
        self._for_sessions = ResponseCache(MOST_FOR_SESSIONS)
        self._session_cookie = f"{app.config['SESSION_COOKIE_NAME']}="

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Respond to a request."""
        if (
            environ["REQUEST_METHOD"] != "GET"
            or len(environ.get("QUERY_STRING", "")) > LONGEST_SEARCH
            or environ.get("PATH_INFO", "").startswith("/static/")
        ):
            return self._next(environ, start_response)
        session = self._session(environ)
        state = self.changes.state() if session is not None else None
        if session is None or state is None:
            return self._next(environ, start_response)
        kept = self._for_sessions if session else self._for_visitors
        key = _key_of(environ, session)
        answer = self._valid(kept, key, state)
        if answer is None:
            return self._drawn(environ, start_response, kept, key, state)
        environ[request_log.ROUTE] = request_log.KEPT
        request_id = request_ids.chosen_id(self._app, environ)
        return answer.sent(environ.get("HTTP_IF_NONE_MATCH", ""), start_response, request_id=request_id)

    @cached_property
    def changes(self) -> Changes:
        """Tells whether the application's database has changed."""
        return Changes(self._engine)

    @cached_property
    def _engine(self) -> Engine:
        with self._app.app_context():
            engine = db.engine
        reads.watch(engine)
        return engine

    def forget(self) -> None:
        """Empty the cache."""
        self._for_visitors.forget()
        self._for_sessions.forget()

    @cached_property
    def _cookies(self) -> PrivateCookies:
        cookies = self._app.session_interface
        if not isinstance(cookies, PrivateCookies):
            raise TypeError(f"sessions are kept by {cookies}, which tells nothing of a cookie")
        return cookies

    def _session(self, environ: "WSGIEnvironment") -> str | None:
        """Return the content of a request's session; None if we didn't sign its cookie."""
        sent = environ.get("HTTP_COOKIE", "")
        return self._cookies.held_in(self._app, sent) if self._session_cookie in sent else NO_SESSION

    def _valid(self, kept: ResponseCache, key: Key, state: State) -> Answer | None:
        """Return the cached response for a key if nothing that it shows has changed."""
        answer = kept.find(key)
        if answer is None or not answer.is_timely(time_of(self._app)):
            return None
        if answer.state != state:
            if answer.reads is None or not reads.are_unchanged(self._engine, answer.reads):
                return None
            answer = replace(answer, state=state)
            kept.keep(key, answer)
        return answer

    def _drawn(
        self,
        environ: "WSGIEnvironment",
        start_response: "StartResponse",
        kept: ResponseCache,
        key: Key,
        state: State,
    ) -> Iterable[bytes]:
        """Let the application render the page, and cache it if its view is marked."""
        begun: list[tuple[str, list[tuple[str, str]]]] = []
        since = time_of(self._app)

        def begin(status: str, headers: list[tuple[str, str]], *_more: Any) -> Any:  # noqa: ANN401 -- WSGI's own
            begun[:] = [(status, headers)]

        with reads.recorded() as recording:
            drawn = self._next(environ, begin)
            status, headers = begun[0]
            can_keep = _OFFERED in environ and status.startswith("200") and self._leaves_session(headers, key)
            if not can_keep:
                start_response(status, headers)
                return drawn
            body = joined(drawn)
        kept.keep(
            key,
            Answer(
                state=state,
                reads=recording.reads(),
                since=since,
                until=since.replace(second=0, microsecond=0) + timedelta(minutes=1),
                status=status,
                headers=[pair for pair in headers if pair[0] not in _OF_ONE_ANSWER],
                etag=tag_of(headers),
                body=body,
            ),
        )
        start_response(status, headers)
        return (body,)

    def _leaves_session(self, headers: Iterable[tuple[str, str]], key: Key) -> bool:
        """Whether the session has the same content after a response; its cookie may be newer."""
        sent = [value for name, value in headers if name == _SET_COOKIE]
        return all(self._cookies.held_in(self._app, cookie) == key[_SESSION] for cookie in sent)


def _key_of(environ: "WSGIEnvironment", session: str) -> Key:
    """Return what a response depends on besides the data, including whether a script asks for it."""
    asked = (environ.get("HTTP_X_PART", ""), environ.get("HTTP_SEC_FETCH_MODE", ""))
    return (session, *asked, *key_of(environ))


def init_app(app: Flask) -> None:
    """Wrap the application in the page cache."""
    pages = PageCache(app)
    app.extensions[_EXTENSION] = pages
    app.wsgi_app = pages  # type: ignore[method-assign]  # the documented way


def close(app: Flask) -> None:
    """Close the connection that watches the application's database."""
    pages: PageCache = app.extensions[_EXTENSION]
    pages.changes.close()


def forget(app: Flask) -> None:
    """Empty the cache, so that the next request renders its page; used to measure rendering."""
    pages: PageCache = app.extensions[_EXTENSION]
    pages.forget()
