"""Request IDs, shown in the log, a header and error pages to connect reports with the log."""

import logging
import re
import secrets
from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, g, has_request_context, request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

HEADER = "X-Request-ID"
_TRUSTS_PROXIES = "REQUEST_IDS_TRUST_PROXIES"
_FROM_PROXY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_FORMAT = "[%(asctime)s] %(levelname)s in %(module)s, request %(request_id)s: %(message)s"


def init_app(app: Flask, *, trusts_proxies: bool) -> None:
    """Assign each request an ID, or keep that of a trusted web server in front, and log it."""
    app.config[_TRUSTS_PROXIES] = trusts_proxies

    def begin() -> None:
        g.request_id = chosen_id(app, request.environ)

    app.before_request(begin)
    app.after_request(_name)
    app.jinja_env.globals["request_id"] = current_id
    app.logger.addFilter(_with_id)
    for handler in app.logger.handlers:
        handler.setFormatter(logging.Formatter(_FORMAT))


def chosen_id(app: Flask, environ: "WSGIEnvironment") -> str:
    """Return the ID for a request."""
    told: str = environ.get("HTTP_X_REQUEST_ID", "") if app.config[_TRUSTS_PROXIES] else ""
    return told if _FROM_PROXY.fullmatch(told) else secrets.token_hex(8)


def id_among(headers: Iterable[tuple[str, str]]) -> str:
    """Return the ID in a response's headers."""
    return next((value for name, value in headers if name == HEADER), "-")


def current_id() -> str:
    """Return the ID of the current request; "-" outside of one."""
    found: str = g.get("request_id", "-") if has_request_context() else "-"
    return found


def _name(response: Response) -> Response:
    response.headers[HEADER] = current_id()
    return response


def _with_id(record: logging.LogRecord) -> bool:
    record.request_id = current_id()
    return True
