"""Responses that are the same for every visitor, cached with the state of their data."""

import re
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from hackathon.core import translation
from hackathon.core.web import request_ids

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

_LANGUAGE = re.compile(rf"(?:^|;\s*){translation.COOKIE}=([^;]*)")
_TAG = re.compile(r'"([^"]*)"')
_OF_UNCHANGED = frozenset(("etag", "cache-control", "vary"))
"""The headers of a 304; the client kept the others with the answer."""

State = tuple[object, ...]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer that holds as long as the state does, and from one moment to another if they are named."""

    state: State
    since: datetime | None = None
    until: datetime | None = None
    status: str
    headers: list[tuple[str, str]]
    etag: str | None
    body: bytes

    def holds(self, state: State, now: datetime) -> bool:
        """Whether it may be sent when the data are in that state."""
        is_late = self.until is not None and now >= self.until
        is_early = self.since is not None and now < self.since
        return self.state == state and not is_late and not is_early

    def sent(self, known_tags: str, start_response: "StartResponse", *, request_id: str) -> Iterable[bytes]:
        """Send it, or say that the client already has it."""
        own = (request_ids.HEADER, request_id)
        if self.etag is not None and self.etag in _TAG.findall(known_tags):
            unchanged = [(name, value) for name, value in self.headers if name.lower() in _OF_UNCHANGED]
            start_response("304 NOT MODIFIED", [*unchanged, own])
            return ()
        start_response(self.status, [*self.headers, own])
        return (self.body,)


class KeptAnswers:
    """The answers that a process keeps, up to so many bytes; the oldest are the first to go."""

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
            self._size += len(answer.body) - (len(before.body) if before else 0)
            while self._size > self._most_bytes:
                _key_of_oldest, oldest = self._answers.popitem(last=False)
                self._size -= len(oldest.body)

    def forget(self) -> None:
        """Forget every answer; a test that begins with empty tables calls it."""
        with self._lock:
            self._answers.clear()
            self._size = 0


def key_of(environ: "WSGIEnvironment") -> Key:
    """Return everything besides the data that a response to a visitor depends on."""
    cookies = environ.get("HTTP_COOKIE", "")
    chosen = _LANGUAGE.search(cookies) if cookies else None
    return (
        environ["PATH_INFO"],
        environ.get("QUERY_STRING", ""),
        environ.get("HTTP_HOST", ""),
        # A proxy says whether the visitor came by https, on which addresses and headers depend.
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        environ.get("HTTP_ACCEPT_ENCODING", ""),
        environ.get("HTTP_ACCEPT_LANGUAGE", ""),
        chosen[1] if chosen else "",
    )


def tag_of(headers: Iterable[tuple[str, str]]) -> str | None:
    """Return the ETag among an answer's headers."""
    tag = next((value for name, value in headers if name.lower() == "etag"), "")
    found = _TAG.search(tag)
    return found[1] if found else None


def sets_cookie(headers: Iterable[tuple[str, str]]) -> bool:
    """Whether an answer is for one client, since it carries a cookie."""
    return any(name.lower() == "set-cookie" for name, _ in headers)


def joined(drawn: Iterable[bytes]) -> bytes:
    """Return the body of an answer, and close what made it."""
    try:
        parts = list(drawn)
    finally:
        if close := getattr(drawn, "close", None):
            close()
    # One part stays the very bytes that the view keeps, so that they are in memory once.
    return parts[0] if len(parts) == 1 else b"".join(parts)
