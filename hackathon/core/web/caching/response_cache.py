"""Responses that are the same for every visitor, cached with the state of their data."""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from hackathon.core import translation
from hackathon.core.database.reads import Read
from hackathon.core.web import request_ids

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LANGUAGE = re.compile(rf"(?:^|;\s*){translation.COOKIE}=([^;]*)")
_TAG = re.compile(r'"([^"]*)"')
_OF_UNCHANGED = frozenset(("etag", "cache-control", "vary"))
"""The headers of a 304; the client has the others from the full response."""

State = tuple[object, ...]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response that is valid as long as its state holds and, if given, between two moments.

    If `reads` is given, it is also valid in any later state in which these give the same rows.
    """

    state: State
    reads: tuple[Read, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    status: str
    headers: list[tuple[str, str]]
    etag: str | None
    body: bytes

    @property
    def size(self) -> int:
        """About how many bytes it takes."""
        return len(self.body) + sum(len(each.statement) for each in self.reads or ())

    def holds(self, state: State, now: datetime) -> bool:
        """Whether it may be sent if the data are in that state."""
        return self.state == state and self.is_timely(now)

    def is_timely(self, now: datetime) -> bool:
        """Whether it may be sent at that moment if the data allow it."""
        is_late = self.until is not None and now >= self.until
        is_early = self.since is not None and now < self.since
        return not is_late and not is_early

    def sent(self, known_tags: str, start_response: "StartResponse", *, request_id: str) -> Iterable[bytes]:
        """Send it, or 304 if the client already has it."""
        own = (request_ids.HEADER, request_id)
        if self.etag is not None and self.etag in _TAG.findall(known_tags):
            unchanged = [(name, value) for name, value in self.headers if name.lower() in _OF_UNCHANGED]
            start_response("304 NOT MODIFIED", [*unchanged, own])
            return ()
        start_response(self.status, [*self.headers, own])
        return (self.body,)


class ResponseCache:
    """A process's cache of responses, limited by their bytes; the oldest are dropped first."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._answers: OrderedDict[Key, Answer] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def find(self, key: Key) -> Answer | None:
        """Return the cached response for a key, even if it is outdated."""
        return self._answers.get(key)

    def keep(self, key: Key, answer: Answer) -> None:
        """Cache a response, replacing the earlier one."""
        with self._lock:
            before = self._answers.pop(key, None)
            self._answers[key] = answer
            self._size += answer.size - (before.size if before else 0)
            while self._size > self._most_bytes:
                _key_of_oldest, oldest = self._answers.popitem(last=False)
                self._size -= oldest.size

    def forget(self) -> None:
        """Empty the cache; tests that begin with empty tables call this."""
        with self._lock:
            self._answers.clear()
            self._size = 0


def key_of(environ: "WSGIEnvironment") -> Key:
    """Return everything besides the data that a visitor's response depends on."""
    cookies = environ.get("HTTP_COOKIE", "")
    chosen = _LANGUAGE.search(cookies) if cookies else None
    return (
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_HOST", ""),
        # A proxy says whether the visitor came by https; URLs and headers depend on that.
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_ACCEPT_ENCODING", ""),
        environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        chosen[1] if chosen else "",
    )


def tag_of(headers: Iterable[tuple[str, str]]) -> str | None:
    """Return the ETag among a response's headers."""
    tag = next((value for name, value in headers if name.lower() == "etag"), "")
    found = _TAG.search(tag)
    return found[1] if found else None


def sets_cookie(headers: Iterable[tuple[str, str]]) -> bool:
    """Whether a response is for a single client because it sets a cookie."""
    return any(name.lower() == "set-cookie" for name, _ in headers)


def joined(drawn: Iterable[bytes]) -> bytes:
    """Return the body of a response, and close its iterable."""
    try:
        parts = list(drawn)
    finally:
        if close := getattr(drawn, "close", None):
            close()
    # A single part stays the same bytes object that the view cached, so it is in memory only once.
    return parts[0] if len(parts) == 1 else b"".join(parts)
