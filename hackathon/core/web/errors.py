"""Error pages: every refusal in words, with the right status and what to do next."""

import re
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from math import ceil
from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Response, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InternalError, NoResultFound, OperationalError
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import HTTPException, SecurityError

from hackathon.core.database import schema
from hackathon.core.database.transactions import GONE_MEANWHILE, READS_ONLY, is_kept
from hackathon.core.errors import Refusal, StaleForm, TooOften
from hackathon.core.extensions import db
from hackathon.core.translation import duration, translated
from hackathon.core.web import access, limits
from hackathon.core.web.submitting import status_of
from hackathon.planner.errors import BadProblem

TITLES = {410: _l("This link doesn't work")}

WORDS = {
    400: (_l("We couldn't read that request"), _l("Go back, reload the page and try again.")),
    401: (
        _l("Please sign in"),
        _l("All you need is your email address: we send you a link and a code, and there is no password."),
    ),
    403: (
        _l("This page is for organizers"),
        _l("Your role at this event doesn't give you access. Ask an organizer if it should."),
    ),
    404: (_l("Page not found"), _l("It may have moved. Try the list of events.")),
    405: (_l("That isn't possible here"), _l("Go back to the page and use its buttons.")),
    410: (
        _l("This calendar no longer exists"),
        _l("Remove it from your calendar app. It won't come back."),
    ),
    413: (
        _l("That is too large"),
        _l("Pages of up to 5 MB can be imported here. “hackathon import” on the server reads larger ones."),
    ),
    500: (
        _l("Something went wrong on our side"),
        _l("Nothing was changed. Please try again, and tell an organizer if it keeps happening."),
    ),
}


MISNAMED = "This server does not answer to that name. Add it to HACKATHON_TRUSTED_HOSTS.\n"  # not translated
"""Plain text for administrators."""

SEND_AGAIN = frozenset((400, 401, 409, 429, 500, 503))
"""Statuses after which sending the same form again may succeed."""
NOT_TYPED = frozenset(("csrf_token", "credential"))
UNSEEN = re.compile(r"(^|-)(version|form_key|seen|back|next|key|reply_to|compared|press)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedField:
    """A field of a submitted form."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """A label for a field of which only the name is known."""
        return re.sub(r"[-_]+", " ", self.name).strip().capitalize()

    @property
    def is_typed(self) -> bool:
        """Whether a person may have typed it; keys and versions are hidden fields."""
        return bool(self.value.strip()) and UNSEEN.search(self.name) is None


def register(app: Flask) -> None:
    """Register the pages below as error handlers."""
    for outcome in (Refusal, BadProblem):
        app.register_error_handler(outcome, refused)
    app.register_error_handler(CSRFError, stale_token)
    app.register_error_handler(OperationalError, out_of_reach)
    app.register_error_handler(InternalError, refused_by_database)
    for gone in (ObjectDeletedError, NoResultFound):
        app.register_error_handler(gone, removed_meanwhile)
    app.register_error_handler(RateLimitExceeded, limited)
    app.register_error_handler(HTTPException, failed)


def refused(refusal: Refusal | BadProblem) -> ResponseReturnValue:
    """Respond to a refusal with its message; nothing was changed."""
    if isinstance(refusal, TooOften):
        return _too_often(translated(refusal), refusal.wait)
    status = status_of(refusal)
    words = translated(refusal) if isinstance(refusal, Refusal) else str(refusal)
    return _page(status, TITLES.get(status, _("That didn't work")), words)


def limited(error: RateLimitExceeded) -> ResponseReturnValue:
    """Respond to a request that exceeds a rate limit."""
    return _too_often(translated(error.description or ""), limits.wait())


def _too_often(words: str, wait: timedelta) -> ResponseReturnValue:
    page, status = _page(
        429,
        _("Too many requests"),
        _("%(reason)s Please try again in %(wait)s. Nothing was saved.", reason=words, wait=duration(wait)),
    )
    return page, status, {"Retry-After": str(ceil(wait.total_seconds()))}


def removed_meanwhile(error: Exception) -> ResponseReturnValue:
    """Respond if someone else removed a row while a request was using it."""
    current_app.logger.info("A row was removed meanwhile: %s", error)
    db.session.rollback()
    return refused(StaleForm(GONE_MEANWHILE))


def stale_token(_error: CSRFError) -> ResponseReturnValue:
    """Respond to a form with a missing or expired token, repeating everything that was typed."""
    again = _form_again() if _is_from_here() else None
    if again is not None:
        return again
    return _page(400, _("This form has expired"), _("Nothing was changed."))


def _form_again() -> Response | None:
    """Return the page of the submitted form, if its view can show it again without writing anything."""
    session, view = db.session(), current_app.view_functions[request.endpoint or ""]
    session.info[READS_ONLY] = True
    try:
        access.guard()
        answer = current_app.make_response(current_app.ensure_sync(view)(**(request.view_args or {})))
    except (Refusal, BadProblem, HTTPException, OperationalError):
        session.rollback()
        return None
    finally:
        session.info[READS_ONLY] = False
    return answer if answer.status_code == HTTPStatus.BAD_REQUEST else None


def _is_from_here() -> bool:
    """Whether one of our own pages sent the form; input from other sites is shown to nobody."""
    origin = request.headers.get("Origin")
    is_same_site = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    # Not request.host, which rejects unknown host names, while this page must be able to report one.
    return is_same_site and (origin is None or urlsplit(origin).netloc == request.headers.get("Host"))


def failed(error: HTTPException) -> ResponseReturnValue:
    """Respond to any other error that has a status; redirects pass through."""
    if isinstance(error, SecurityError):
        return misnamed()
    status = error.code or 500
    if error.response is not None or status < 400:
        return error.get_response()
    if status >= 500:
        access.forget()  # The database itself may have failed, so this page must not query the user.
        if _is_kept():
            return _saved()
    title, words = WORDS.get(status, (HTTPStatus(status).phrase, _("Go back and try again.")))
    page, _status = _page(status, title, words)
    # The allowed methods, and when to retry.
    said = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return page, status, said


def misnamed() -> ResponseReturnValue:
    """Respond to a request for an unknown host name, for which no URL can be generated."""
    return (
        MISNAMED,
        400,
        {"Content-Type": "text/plain; charset=utf-8"},
    )


def out_of_reach(error: DBAPIError) -> ResponseReturnValue:
    """Respond if the database is locked for too long, unavailable or read-only."""
    current_app.logger.error("The database did not answer", exc_info=error)
    access.forget()
    if _is_kept():
        return _saved()
    is_read_only = schema.is_read_only(error)
    page, status = _page(
        503,
        _("Changes can't be saved right now") if is_read_only else _("The database is not responding"),
        _("Nothing was changed. Please try again in a minute, and tell an organizer if it keeps happening."),
    )
    return page, status, {"Retry-After": "60"}


def refused_by_database(error: InternalError) -> ResponseReturnValue:
    """Respond if PostgreSQL is read-only; any other error of its is a bug of ours."""
    if not schema.is_read_only(error):
        raise error
    return out_of_reach(error)


def _is_kept() -> bool:
    """Whether a submitted form was saved although something failed afterwards."""
    return request.method == "POST" and is_kept()


def _saved() -> ResponseReturnValue:
    words = _("Something went wrong after that, so you see this page instead of the next one.")
    return _page(200, _("Your change was saved"), words)


def _page(status: int, title: str, words: str) -> tuple[str, int]:
    # The event's header is only shown if the event was found before the error.
    page = render_template(
        "errors/page.html",
        status=status,
        title=title,
        words=words,
        back=_back(),
        wanted=_wanted(status),
        sent=_sent() if status != HTTPStatus.OK else (),
        may_send_again=status in SEND_AGAIN,
    )
    return page, status


def _sent() -> list[SubmittedField]:
    """Return the input of the submitted form, so that it can be read, copied and sent again."""
    if request.method != "POST" or not _is_from_here():
        return []
    try:
        pairs = list(request.form.items(multi=True))
    except HTTPException:  # The request is too large to be parsed.
        return []
    return [SubmittedField(name=name, value=value) for name, value in pairs if name not in NOT_TYPED]


def _wanted(status: int) -> str | None:
    """Return the page to open after signing in; a form that was sent to it is not sent again later."""
    return request.full_path.rstrip("?") if status == 401 and request.method == "GET" else None


def _back() -> str:
    here = access.here_if_any()
    if here is None:
        return "/"
    event = f"/{here.event.slug}/"
    referrer = urlsplit(request.referrer or "")
    # If another site sent the form, its page is not the way back.
    is_ours = referrer.netloc == request.host and referrer.path.startswith(event)
    return event if request.method == "GET" or not is_ours else urlunsplit(("", "", *referrer[2:4], ""))
