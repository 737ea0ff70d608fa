"""Compresses responses if no web server in front does.

A page carries a form's token beside words from its address, and the length of what is compressed would tell
them apart byte by byte (BREACH). So each compressed page has a header of random length, as Django's have
("Heal the BREACH", Palmieri and others, 2022).
"""

import gzip
import io
import secrets
from http import HTTPStatus

from flask import Flask, Response, request

LEVEL = 2
"""A page of 110 kB becomes 14 kB in 0.3 ms; level 6 would give 12.5 kB in four times that."""
LEAST = 500
"""Responses with fewer bytes are not compressed."""
MOST_PADDING = 100

_TYPES = frozenset(
    (
        "application/json",
        "application/manifest+json",
        "image/svg+xml",
        "text/calendar",
        "text/css",
        "text/csv",
        "text/html",
        "text/javascript",
        "text/plain",
    )
)


def init_app(app: Flask) -> None:
    """Compress the application's responses; call this first, so that compression runs last."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Compress a text response if the client accepts it and it is not compressed already."""
    # Our own files are streamed too, and are sent by name.
    is_streamed = response.is_streamed and not response.direct_passthrough
    if response.mimetype not in _TYPES or "Content-Encoding" in response.headers or is_streamed:
        return response
    response.vary.add("Accept-Encoding")
    is_whole = request.method != "HEAD" and response.status_code != HTTPStatus.PARTIAL_CONTENT
    if not is_whole or request.accept_encodings.quality("gzip") <= 0:
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) < LEAST:
        return response
    response.set_data(_zipped(plain))
    response.headers["Content-Encoding"] = "gzip"
    etag, _is_weak = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response


def _zipped(plain: bytes) -> bytes:
    target = io.BytesIO()
    padding = "a" * secrets.randbelow(MOST_PADDING)
    with gzip.GzipFile(filename=padding, mode="wb", compresslevel=LEVEL, fileobj=target, mtime=0) as file:
        file.write(plain)
    return target.getvalue()
