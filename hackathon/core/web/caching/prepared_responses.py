"""Responses from prepared bytes: compressed if the client accepts it, and 304 if nothing has changed."""

from collections.abc import Callable

from flask import Response, request

# Anyone may cache what is published, but not for long: people must notice when a session moves.
PUBLIC = "public, max-age=60"
PRIVATE = "private, no-cache"

KEPT_NOWHERE = {"Cache-Control": "no-store"}
"""For a page with a secret or an email address: nobody who opens the browser later can find it there."""
SECRET_ADDRESS = {**KEPT_NOWHERE, "Referrer-Policy": "strict-origin"}
"""For a page with a secret URL: other sites and logs on the way don't learn it."""


class Unchanged(Response):
    """A response without a body: the client already has everything, including the security headers."""

    default_status = 304


def prepared(
    content: Callable[[bool], bytes], *, etag: str, media_type: str, cache: str, can_zip: bool = True
) -> Response:
    """Respond with prepared bytes, or with 304 if the client already has them.

    `content` is only called if its bytes are sent, and is told whether to compress them.
    """
    if request.if_none_match.contains_weak(etag):
        answer = Response(status=304)
    else:
        zipped = can_zip and request.accept_encodings.quality("gzip") > 0
        answer = Response(content(zipped), content_type=media_type)
        if zipped:
            answer.headers["Content-Encoding"] = "gzip"
    # Weak, because compressed and uncompressed bytes share one tag.
    answer.set_etag(etag, weak=True)
    answer.headers["Cache-Control"] = cache
    if can_zip:
        answer.vary.add("Accept-Encoding")
    return answer
