"""Every "no" as a page in words, with the right status and what to do next."""

from datetime import timedelta
from http import HTTPStatus
from math import ceil

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from hackathon.domain.errors import (
    BadEntry,
    BadProblem,
    LinkSpent,
    NotAPage,
    NotYours,
    ProviderFailed,
    Refusal,
    TooOften,
)
from hackathon.domain.signing_in import in_words
from hackathon.views import access, limits

STATUS = {LinkSpent: 410, ProviderFailed: 502, NotAPage: 422, BadProblem: 422, BadEntry: 422, NotYours: 403}

TITLES = {410: "This link does not work"}

WORDS = {
    400: ("That request could not be read", "Go back, reload the page and try again."),
    401: (
        "Sign in first",
        "Your e-mail address is enough: you get a link and a code by mail, and no password.",
    ),
    403: (
        "This page is for organizers",
        "Your role at this event does not open it. Ask an organizer if it should.",
    ),
    404: ("There is nothing at this address", "It may have moved. Start again from the list of events."),
    405: ("That cannot be done here", "Go back to the page and use its buttons."),
    413: (
        "That is too large",
        "A page may have up to 5 MB here; “hackathon import” on the server reads up to 50 MB.",
    ),
    500: ("Something broke on our side", "Nothing was changed. Try again; tell an organizer if it stays."),
}


def register(app: Flask) -> None:
    """Let refusals and errors be answered by the pages below."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(CSRFError, stale_token)
    app.register_error_handler(OperationalError, out_of_reach)
    app.register_error_handler(RateLimitExceeded, limited)
    app.register_error_handler(HTTPException, failed)


def refused(refusal: Refusal) -> ResponseReturnValue:
    """Answer a rule's "no": the rule's own words, and nothing changed."""
    if isinstance(refusal, TooOften):
        return _too_often(str(refusal), refusal.wait)
    status = STATUS.get(type(refusal), 409)
    return _page(status, TITLES.get(status, "That was not done"), str(refusal))


def limited(error: RateLimitExceeded) -> ResponseReturnValue:
    """Answer a request that was one too many."""
    return _too_often(error.description or "", limits.wait())


def _too_often(words: str, wait: timedelta) -> ResponseReturnValue:
    page, status = _page(
        429, "That was too often", f"{words} Try again in {in_words(wait)}; nothing was kept."
    )
    return page, status, {"Retry-After": str(ceil(wait.total_seconds()))}


def stale_token(_error: CSRFError) -> ResponseReturnValue:
    """Answer a form whose token is missing or has run out."""
    return _page(
        400, "This form has run out", "Open the page again and send it once more. Nothing was changed."
    )


def failed(error: HTTPException) -> ResponseReturnValue:
    """Answer everything else that has a status; redirects pass through."""
    status = error.code or 500
    if error.response is not None or status < 400:
        return error.get_response()
    if status >= 500:
        access.forget()  # what broke may be the database, and this page must not ask it who is speaking
    title, words = WORDS.get(status, (HTTPStatus(status).phrase, "Go back and try again."))
    page, _ = _page(status, title, words)
    # Which methods there are, and when to come again.
    said = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return page, status, said


def out_of_reach(error: OperationalError) -> ResponseReturnValue:
    """Answer for a database that is locked for too long, or gone."""
    current_app.logger.error("The database did not answer", exc_info=error)
    access.forget()
    page, status = _page(
        503,
        "The database does not answer",
        "Nothing was changed. Try again in a minute; tell an organizer if it stays.",
    )
    return page, status, {"Retry-After": "60"}


def _page(status: int, title: str, words: str) -> tuple[str, int]:
    # The event's own header is shown only if the event was found before things went wrong.
    page = render_template(
        "errors/page.html", status=status, title=title, words=words, back=_back(), wanted=_wanted(status)
    )
    return page, status


def _wanted(status: int) -> str | None:
    """Return the page that signing in opens; what would have been sent to it is not sent by itself later."""
    return request.full_path.rstrip("?") if status == 401 and request.method == "GET" else None


def _back() -> str:
    here = access.here_if_any()
    if here is None:
        return "/"
    event = f"/{here.event.slug}/"
    referrer = request.referrer or ""
    # A page of somebody else's, from which a form was sent here, is not the way back.
    is_ours = referrer.startswith(request.host_url)
    return event if request.method == "GET" or not is_ours else referrer
