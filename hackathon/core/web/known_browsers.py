"""A cookie that remembers which addresses signed in with this browser, even after signing out.

It doesn't sign anyone in. It lets those people request an email even while strangers request many in their
name.
"""

import hashlib
import hmac
from datetime import timedelta

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadData, URLSafeSerializer

from hackathon.core.extensions import settings
from hackathon.core.text.emails import email_key

KEPT_FOR = timedelta(days=365)
MOST = 5
"""The most addresses stored, newest first."""


def knows(email: str | None) -> bool:
    """Whether someone signed in with that address in the requesting browser."""
    return bool(email) and _mark(email or "") in _marks()


def remember(email: str) -> None:
    """Add a cookie to the response that records a sign-in with that address."""
    mark = _mark(email)
    marks = [mark, *(each for each in _marks() if each != mark)][:MOST]

    @after_this_request
    def keep(answer: Response) -> Response:
        answer.set_cookie(
            _name(),
            _serializer().dumps(marks),
            max_age=KEPT_FOR,
            httponly=True,
            samesite="Lax",
            secure=settings().is_https,
        )
        return answer


def _marks() -> list[str]:
    try:
        found = _serializer().loads(request.cookies.get(_name(), ""))
    except BadData:
        return []
    return found if isinstance(found, list) else []


def _mark(email: str) -> str:
    """Return a keyed digest of an address, so that the cookie reveals no name."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, email_key(email).encode(), hashlib.sha256).hexdigest()[:32]


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="known browser")


def _name() -> str:
    return "__Host-known" if settings().is_https else "known"
