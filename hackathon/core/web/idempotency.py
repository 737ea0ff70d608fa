"""Requests that a device may repeat because it never saw the response: each is carried out once.

A device that sends a request it stored while offline identifies it by a key, in the header described by the
IETF draft "The Idempotency-Key HTTP Header Field". The key is used up in the transaction that carries out the
request, so both happen or neither does. A refused request may be sent again.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from flask import Flask, Response, g, request
from sqlalchemy import exists, select

from hackathon.core.database.models.used_once import UsedOnce
from hackathon.core.database.transactions import CLAIM
from hackathon.core.extensions import db
from hackathon.core.web.access import speaker
from hackathon.core.web.clock import current_time

HEADER = "Idempotency-Key"
REPEATED = "Idempotency-Replayed"
_KEY = re.compile(r"[A-Za-z0-9_-]{16,100}")
_REMEMBERED = timedelta(days=60)
"""Longer than anyone stays offline during an event."""


def register(app: Flask) -> None:
    """Respond to a request that was executed before without executing it again."""
    app.before_request(answer_repeated)


def answer_repeated() -> Response | None:
    """Respond that a request was executed before; return None if it wasn't."""
    digest = _digest()
    if digest is None or not db.session.scalar(select(exists().where(UsedOnce.digest == digest))):
        return None
    answer = Response(status=200)
    answer.headers[REPEATED] = "true"
    return answer


@contextmanager
def claiming() -> Iterator[None]:
    """In this context, the committed transaction uses up the key of the request, if it has one."""
    digest = _digest()
    if digest is not None:
        setattr(g, CLAIM, {"digest": digest, "until": current_time() + _REMEMBERED})
    try:
        yield
    finally:
        g.pop(CLAIM, None)


def has_key() -> bool:
    """Whether the device may repeat this request."""
    return _digest() is not None


def _digest() -> str | None:
    key = request.headers.get(HEADER, "")
    person = speaker() if request.method == "POST" and _KEY.fullmatch(key) else None
    if person is None:
        return None
    return hashlib.sha256(f"{person.id} {request.path} {key}".encode()).hexdigest()
