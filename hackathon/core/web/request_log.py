"""The outermost WSGI layer: counts every response and writes it to a JSON log."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, request

from hackathon.config import LogFormat, Settings
from hackathon.core import metrics
from hackathon.core.web import request_ids

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROUTE = "hackathon.route"
PUBLISHED, KEPT, NOTHING = "published", "kept", "none"
"""What is logged instead of a route: for published bytes, for a cached page, and if no route matched."""

log = logging.getLogger("hackathon.requests")


def init_app(app: Flask, settings: Settings) -> None:
    """Record every response if metrics or logs need it; must be the last layer added to the application."""
    counts, writes = metrics.prepare(settings), settings.log_format is LogFormat.JSON
    if not (counts or writes):
        return

    def note_route() -> None:
        request.environ[ROUTE] = request.endpoint or NOTHING

    # Before the guards, which may end a request early.
    app.before_request_funcs.setdefault(None, []).insert(0, note_route)
    app.wsgi_app = _Observed(app.wsgi_app, counts=counts, writes=writes)  # type: ignore[method-assign]  # the documented way


class _Observed:
    def __init__(self, inner: "WSGIApplication", *, counts: bool, writes: bool) -> None:
        self._inner, self._counts, self._writes = inner, counts, writes

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        begun = time.perf_counter()
        told: list[tuple[int, str]] = []

        def start(
            status: str,
            headers: list[tuple[str, str]],
            *more: Any,  # noqa: ANN401 -- WSGI's own
        ) -> Callable[[bytes], object]:
            named = {name.lower(): value for name, value in headers}
            told[:] = [(int(status[:3]), named.get(request_ids.HEADER.lower(), "-"))]
            return start_response(status, headers, *more)

        try:
            return self._inner(environ, start)
        finally:
            status, request_id = told[0] if told else (500, "-")
            self._note(environ, status, request_id, time.perf_counter() - begun)

    def _note(self, environ: "WSGIEnvironment", status: int, request_id: str, seconds: float) -> None:
        route, method = environ.get(ROUTE, NOTHING), environ["REQUEST_METHOD"]
        if self._counts:
            metrics.note_request(route=route, method=method, status=status, seconds=seconds)
        if self._writes:
            known = method if method in metrics.METHODS else "other"
            said = {"route": route, "method": known, "status": status, "ms": round(1000 * seconds, 1)}
            log.info("answered", extra={**said, "request": request_id})
