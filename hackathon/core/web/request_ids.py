"""The id of each request: in the log, in a header and on error pages, so that a report leads to the log."""

import logging
import re
import secrets

from flask import Flask, Response, g, has_request_context, request

HEADER = "X-Request-ID"
_FROM_PROXY = re.compile(r"[A-Za-z0-9_-]{8,64}")
_FORMAT = "[%(asctime)s] %(levelname)s in %(module)s, request %(request_id)s: %(message)s"


def init_app(app: Flask, *, trusts_proxies: bool) -> None:
    """Give each request an id, or keep that of a trusted web server in front, and write it into the log."""

    def begin() -> None:
        told = request.headers.get(HEADER, "") if trusts_proxies else ""
        g.request_id = told if _FROM_PROXY.fullmatch(told) else secrets.token_hex(8)

    app.before_request(begin)
    app.after_request(_name)
    app.jinja_env.globals["request_id"] = current_id
    app.logger.addFilter(_with_id)
    for handler in app.logger.handlers:
        handler.setFormatter(logging.Formatter(_FORMAT))


def current_id() -> str:
    """Return the id of the request that is being answered; "-" outside of one."""
    found: str = g.get("request_id", "-") if has_request_context() else "-"
    return found


def _name(response: Response) -> Response:
    response.headers[HEADER] = current_id()
    return response


def _with_id(record: logging.LogRecord) -> bool:
    record.request_id = current_id()
    return True
